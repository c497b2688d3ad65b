"""The straight way through a pairing."""

import pytest

from domain.pairing.vocabulary import Stage
from tests.unit.pairing.ways import given


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.PARTNERSHIP])
def test_every_stage_is_reached_when_everybody_answers(stage: Stage) -> None:
    """Every stage is reached if all messages are sent, without a message from the operator."""
    given(stage).enters(stage)

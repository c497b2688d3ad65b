"""What is not to follow: rules that say that nothing happens."""

import pytest

from domain.pairing.events.people import PersonLeaving
from domain.pairing.facts import PersonLeft
from domain.pairing.missing import waiting_for
from domain.pairing.vocabulary import Stage
from tests.unit.pairing.ways import given


def test_a_closed_pairing_does_not_close_again() -> None:
    """When one side of a closed pairing leaves the company, nothing follows."""
    story = given(Stage.CLOSED).when(PersonLeft, person_id="p-senior")
    story.then(PersonLeaving).tells().opens().enters(Stage.CLOSED)


@pytest.mark.parametrize("stage", [Stage.SESSIONS, Stage.CLOSED, Stage.PARTNERSHIP])
def test_some_stages_wait_for_neither_side(stage: Stage) -> None:
    """Between sessions, after the end and as partners, neither side has to answer anything."""
    assert waiting_for(given(stage).state) == ()

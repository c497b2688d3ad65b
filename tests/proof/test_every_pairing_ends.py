"""Whatever has been said to a pairing: left alone, it ends. `make prove` does it all."""

from datetime import timedelta

import pytest

from domain.pairing.state import PairingState
from tests.proof.likeness import LEFT_OUT, LOOKS
from tests.proof.programmes import PROGRAMMES
from tests.proof.search import Search, reopened_over_an_appointment

KINDS = 120
"""Of states for each programme; all of them take `make prove` many minutes."""
A_LONG_TIME = timedelta(days=4 * 366)


def test_an_ongoing_pairing_reopened_over_an_appointment_ends() -> None:
    """An ongoing pairing that was reopened over an unconfirmed appointment ends by itself."""
    story = reopened_over_an_appointment(**PROGRAMMES["ongoing"])
    assert story.until(story.now + A_LONG_TIME).state.archived


@pytest.mark.parametrize("name", PROGRAMMES)
def test_every_pairing_ends(name: str) -> None:
    """From any state near the stages, a pairing that is left alone ends within four years."""
    search = Search(PROGRAMMES[name]).run(KINDS)
    assert search.endless == []
    assert search.expanded == KINDS
    assert search.longest < A_LONG_TIME


def test_every_field_of_a_state_is_looked_at_or_left_out_on_purpose() -> None:
    """Whether two states are alike is said for every field of the state."""
    assert sorted((*LOOKS, *LEFT_OUT)) == sorted(PairingState.model_fields)

"""Whatever has been said to a pairing: left alone, it ends. `make prove` does it all."""

from datetime import timedelta

import pytest

from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.pairing.commands import COMMANDS, OpenPairing
from domain.pairing.longest import longest_without_a_word
from domain.pairing.state import PairingState
from domain.programme.request import Deadlines
from tests.proof.likeness import LEFT_OUT, LOOKS
from tests.proof.programmes import PROGRAMMES
from tests.proof.roots import reopened_over_an_appointment
from tests.proof.search import Search
from tests.unit.pairing.story import a_setup

KINDS = 30
"""Of states for each programme; all of them take `make prove` many minutes."""
NOT_ACTS = {OpenPairing, ElapseDeadlines, RejectMessage}
"""A pairing begins once; time passes anyway; what was rejected changes nothing."""


def test_an_ongoing_pairing_reopened_over_an_appointment_ends() -> None:
    """An ongoing pairing that was reopened over an unconfirmed appointment ends by itself."""
    story = reopened_over_an_appointment(PROGRAMMES["ongoing"])
    bound = longest_without_a_word(story.state.setup, days_off=0)
    assert story.until(story.now + bound).state.archived


@pytest.mark.timeout(600)
def test_every_pairing_ends() -> None:
    """From any state near the stages, in every programme, a pairing that is left alone ends within
    the time that its terms determine; and each message and order has had an effect in some state
    on the way there."""
    in_vain = set(COMMANDS) - NOT_ACTS
    for name, setup in PROGRAMMES.items():
        search = Search(setup).run(KINDS)
        assert search.endless == [], name
        assert search.expanded == KINDS, name
        assert search.longest <= search.bound, name
        in_vain -= search.accepted
    assert sorted(command.__name__ for command in in_vain) == []


def test_the_terms_determine_how_long_a_pairing_may_go_on() -> None:
    """A shorter setting of what holds a pairing up shortens the longest time that it goes on
    when nobody acts; days off and weekends are allowed for."""
    usual, changes = a_setup(), {"pause_max_weeks": 4, "hold_max_weeks": 2, "partnership_days": 90}
    hurried = a_setup(deadlines=Deadlines(**changes, pause_question_weeks=(1,)), max_extensions=0)
    longest = longest_without_a_word(hurried, days_off=10)
    assert longest == longest_without_a_word(hurried, days_off=0) + timedelta(days=10)
    assert timedelta(weeks=26) < longest < timedelta(days=2 * 366)
    assert longest < longest_without_a_word(usual, days_off=10)


def test_every_field_of_a_state_is_looked_at_or_left_out_on_purpose() -> None:
    """Whether two states are alike is said for every field of the state."""
    assert sorted((*LOOKS, *LEFT_OUT)) == sorted(PairingState.model_fields)

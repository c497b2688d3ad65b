"""How long a pairing goes on if nobody acts any more, against what its terms say."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.pairing.commands import PausePairing
from domain.pairing.facts import PersonAway
from domain.pairing.longest import longest_without_a_word
from domain.pairing.vocabulary import Stage
from tests.unit.pairing.story import INTEGRATION, MENTEE, Story, day, ongoing
from tests.unit.pairing.ways import given, held


def _silent_since_a_session(weeks: int) -> Story:
    """Nobody says anything after the first session."""
    return held(given(Stage.SESSIONS, **ongoing(weeks)).at(day(3)), 1)


def _paused_and_away(weeks: int) -> Story:
    """The two pause; then one after the other is away for half a year."""
    story = _silent_since_a_session(weeks)
    story = story.when(PausePairing, MENTEE, return_on=day(185).date())
    for person, first, last in (("p-junior", 180, 358), ("p-senior", 355, 533)):
        dates = {"away_from": day(first).date(), "away_until": day(last).date()}
        story = story.when(PersonAway, INTEGRATION, person_id=person, **dates)
    return story


@pytest.mark.parametrize("rests", [_silent_since_a_session, _paused_and_away])
@pytest.mark.parametrize("weeks", [4, 8, 26, 52, 104])
def test_an_exchange_with_rare_reviews_ends_within_its_bound(
    weeks: int, rests: Callable[[int], Story]
) -> None:
    """An exchange in which a session was held falls asleep at the second review without an answer,
    and the bound counts both, however rare reviews are."""
    story = rests(weeks)
    begin, bound = story.now, longest_without_a_word(story.state.setup, days_off=0)
    while not story.state.archived:
        assert story.state.next_due
        story = story.at(max(story.state.next_due.due, story.now)).elapses()
    assert timedelta() < story.now - begin <= bound

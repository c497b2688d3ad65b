"""Where the search begins: each stage as it is reached without delay, and what lies further off."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from domain.pairing.commands import End, RecordRuleCheck, Reopen, SubmitExpectations
from domain.pairing.facts import PersonAway, PersonChanged, PersonLeft, ShutdownAhead
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.people import Side
from domain.programme.request import HardRule
from tests.unit.pairing.story import MENTEE, OPERATOR, Story, day
from tests.unit.pairing.ways import EXPECTATIONS, booked, given, on_hold


def roots(setup: Mapping[str, Any]) -> Iterator[tuple[str, Story]]:
    """Stories by their names."""
    for stage in Stage:
        yield stage.value, given(stage, **setup)
    for name, story in FURTHER_OFF.items():
        yield name, story(setup)


def reopened_over_an_appointment(setup: Mapping[str, Any]) -> Story:
    """Closed and opened again while nobody had said whether the first session took place."""
    story = _booked(setup).until(day(8))
    return story.when(End, MENTEE, reason=EndReason.NO_FIT).until(day(9)).when(Reopen, OPERATOR)


def _with_an_agreement(setup: Mapping[str, Any]) -> Story:
    return given(Stage.EXPECTATIONS, **setup).both(SubmitExpectations, **EXPECTATIONS)


def _booked(setup: Mapping[str, Any]) -> Story:
    return booked(given(Stage.SESSIONS, **setup))


def _with_a_broken_rule(setup: Mapping[str, Any]) -> Story:
    """The mentee reports to the mentor since yesterday."""
    story = given(Stage.SESSIONS, **setup)
    story = story.when(PersonChanged, person_id=story.state.setup.mentee)
    return story.does(RecordRuleCheck(side=Side.MENTEE, broken=(HardRule.REPORTING_LINE,)))


def _about_to_lose_one(setup: Mapping[str, Any]) -> Story:
    """The mentor has three weeks left."""
    story = given(Stage.ASSESSMENT, **setup)
    last_day = story.now.date() + timedelta(weeks=3)
    return story.when(PersonLeft, person_id=story.state.setup.mentor, last_day=last_day)


def _resting(setup: Mapping[str, Any]) -> Story:
    return on_hold(Stage.SESSIONS, **setup)


def _ended_undecided(setup: Mapping[str, Any]) -> Story:
    """The mentor has left while it rested: reopened, it rests again."""
    story = _resting(setup)
    return story.when(PersonLeft, person_id=story.state.setup.mentor)


def _asked_what_they_still_use(setup: Mapping[str, Any]) -> Story:
    """In an ongoing programme nothing is over yet, and a pulse is asked instead."""
    story = given(Stage.CLOSED, **setup)
    is_over = story.state.stage is Stage.CLOSED
    return story.on(DeadlineKind.FOLLOW_UP if is_over else DeadlineKind.PULSE)


def _with_news(setup: Mapping[str, Any]) -> Story:
    """Somebody is away, days off are announced, and the roster has changed."""
    story = given(Stage.ASSESSMENT, **setup)
    who, today = story.state.setup.mentor, story.now.date()
    shutdown = {"first": today + timedelta(weeks=1), "last": today + timedelta(weeks=2)}
    story = story.when(PersonAway, person_id=who, away_from=today)
    story = story.when(ShutdownAhead, shutdown=shutdown)
    return story.when(PersonChanged, person_id=who)


FURTHER_OFF: Final[Mapping[str, Callable[[Mapping[str, Any]], Story]]] = {
    "with an agreement": _with_an_agreement,
    "booked": _booked,
    "with a broken rule": _with_a_broken_rule,
    "about to lose one": _about_to_lose_one,
    "with news": _with_news,
    "on hold": _resting,
    "ended undecided": _ended_undecided,
    "asked what they still use": _asked_what_they_still_use,
    "reopened over an appointment": reopened_over_an_appointment,
}
"""From here a look at few states sees what no stage is near to."""

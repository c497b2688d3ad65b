"""What is written: the events of pairings, made by the rules themselves."""

from collections.abc import Sequence
from datetime import timedelta
from functools import cache
from typing import NamedTuple

from domain.engine.journal import EventRecord
from domain.pairing.commands import End, SubmitReflection
from domain.pairing.vocabulary import EndReason, Stage
from tests.unit.cohort.story import running
from tests.unit.pairing.story import MENTEE, MENTOR, Story, a_setup, day, ongoing, opened
from tests.unit.pairing.ways import (
    accepted,
    agreed,
    assessed,
    booked,
    held,
    lead_to,
    planned,
    reviewed,
)

LAST_DAY = 300
"""Days after the start of a half-year: by then, all that had to be settled is settled."""


class Part(NamedTuple):
    """How many of a hundred pairings have this story."""

    share: int
    records: tuple[EventRecord, ...]


def half_a_year(*, partnership: bool = False) -> tuple[EventRecord, ...]:
    """Invitation, preparation, six sessions that both reflect upon, reminders, closing review."""
    story = _prepared(opened(a_setup()))
    for number in range(len(story.state.sessions)):
        story = _session(story, 21 + 28 * number)
    story = story.until(story.now + timedelta(days=3))
    return _over(reviewed(story, partnership=partnership))


def three_years() -> tuple[EventRecord, ...]:
    """An ongoing pairing with a session every four weeks and a review every half year."""
    story = _prepared(opened(a_setup(**ongoing())))
    for number in range(39):
        story = _session(story, 21 + 28 * number)
        if story.state.stage is Stage.REVIEW:
            story = reviewed(story)
    return story.records


@cache
def mixture() -> tuple[Part, ...]:
    """The pairings of a usual cohort."""
    invited = opened(a_setup())
    meeting = _session(_prepared(opened(a_setup())), 21)
    early = meeting.when(End, MENTEE, reason=EndReason.OBJECTIVES_REACHED)
    return (
        Part(66, half_a_year()),
        Part(14, half_a_year(partnership=True)),
        Part(2, three_years()),
        Part(8, _over(early)),
        Part(10, _over(invited)),
    )


@cache
def cohort_events() -> tuple[EventRecord, ...]:
    """The stream of the cohort itself, until its term is over."""
    cohort_story = running("anna+bert", "carl+dora")
    cohort_story.days(LAST_DAY)
    return tuple(cohort_story.records)


def renamed(records: Sequence[EventRecord], pairing_id: str, cohort_id: str) -> list[EventRecord]:
    """The same events, of another pairing in another cohort."""
    first, *others = records
    setup = first.data["setup"]
    assert isinstance(setup, dict)
    ids = {"pairing_id": pairing_id, "cohort_id": cohort_id}
    return [first.model_copy(update={"data": {"setup": setup | ids}}), *others]


def renamed_cohort(records: Sequence[EventRecord], cohort_id: str) -> list[EventRecord]:
    """The same events of another cohort."""
    first, *others = records
    return [first.model_copy(update={"data": first.data | {"cohort_id": cohort_id}}), *others]


def _prepared(story: Story) -> Story:
    """Both answer within two days, whatever they are asked."""
    for step in (accepted, assessed, agreed, planned):
        story = step(story)
        story = story.at(story.now + timedelta(days=2))
    return lead_to(Stage.SESSIONS, story)


def _session(story: Story, on: int) -> Story:
    """The next session is booked a week before, takes place, and both say what they learned."""
    story = story.until(day(on - 7))
    session = story.state.next_to_book
    if session is None:
        return story
    story = booked(story, session.number, on=on)
    story = held(story.until(day(on, 12)), session.number)
    for side in (MENTOR, MENTEE):
        story = story.when(SubmitReflection, side, session_id=session.id, topic="ai", rating=4)
    return story


def _over(story: Story) -> tuple[EventRecord, ...]:
    return story.until(day(LAST_DAY)).records

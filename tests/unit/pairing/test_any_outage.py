"""Whenever nothing worked and for however long: nothing ends before people could answer."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.engine.orders import ElapseDeadlines
from domain.pairing.events.base import Events
from domain.pairing.events.course import (
    DeadlineElapsed,
    PairingArchived,
    PairingClosed,
    PartnershipEnded,
)
from domain.pairing.events.reviews import ReviewClosed
from domain.pairing.events.sessions import SessionMissed, SessionUnconfirmed
from domain.pairing.vocabulary import DeadlineKind
from tests.properties import examples
from tests.unit.pairing.anything import messages
from tests.unit.pairing.random_stories import Stream, random_stories
from tests.unit.pairing.story import Story

ENDS = (
    PairingArchived,
    PairingClosed,
    PartnershipEnded,
    ReviewClosed,
    SessionMissed,
    SessionUnconfirmed,
)
lengths = st.integers(62, 60 * 24 * 400).map(lambda minutes: timedelta(minutes=minutes))


def ended_by_itself(events: Events) -> bool:
    """Whether something ended, and not because somebody's last day had come."""
    last_day = any(
        isinstance(event, DeadlineElapsed) and event.kind is DeadlineKind.LAST_DAY
        for event in events
    )
    return not last_day and any(isinstance(event, ENDS) for event in events)


def time_to_answer(story: Story) -> Story:
    """Nobody says anything until the time to answer is nearly over; what fell due before the
    outage was over, or was to fall due, has not ended anything."""
    setup = story.state.setup
    days = setup.deadlines.after_outage_working_days
    grace = setup.calendar.in_working_days(story.now, days)
    known = set(story.state.deadlines)
    while (due := story.state.next_due) and due.due < grace:
        story = story.at(max(due.due, story.now)).elapses()
        # What was asked for only now has the time that it always has.
        assert due not in known or not ended_by_itself(story.events)
    return story


@examples(40)
@given(random_stories(), lengths)
def test_nothing_ends_soon_after_a_long_append(
    drawn: tuple[Story, Stream], length: timedelta
) -> None:
    """Any pairing whose last step the journal has only after an hour or longer: for two working
    days nothing ends by itself, whether a deadline has come meanwhile or not."""
    story, _ = drawn
    decided_at, first = story.now, story.state.next_due
    recorded = story.at(decided_at + length)
    since = min(decided_at, first.due) if first else decided_at
    late = recorded.does(ElapseDeadlines(waiting_since=since))
    assert not ended_by_itself(late.events)
    time_to_answer(late)


@examples(40)
@given(random_stories(), lengths, st.data())
def test_case_60_nothing_ends_before_there_was_time_to_answer(
    drawn: tuple[Story, Stream], length: timedelta, data: st.DataObject
) -> None:
    """Any pairing, any outage, any first message after it or none: for two working days nothing
    ends by itself."""
    story, _ = drawn
    first = story.state.next_due
    if first is None:
        return
    back = story.at(max(first.due, story.now) + length)
    if data.draw(st.booleans()):
        back = back.does(data.draw(messages(back.state, back.now, len(back.records))))
    late = back.does(ElapseDeadlines(waiting_since=first.due))
    assert not ended_by_itself(late.events)
    time_to_answer(late)

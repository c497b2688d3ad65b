"""Whatever happened to a pairing, it can be shown as of any moment, in both readings."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.engine.as_of import AsOf, Reading
from domain.engine.base import LAST_INSTANT
from domain.engine.wire import from_record
from domain.pairing.as_of import pairing_as_of
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.sessions import SessionBooked, SessionHeld, SessionMissed
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus
from tests.properties import examples
from tests.unit.pairing.random_stories import Stream, random_stories
from tests.unit.pairing.story import Story

_BEFORE = (timedelta(0), timedelta(microseconds=1))


@st.composite
def stories_and_moments(draw: st.DrawFn) -> tuple[Story, Stream, datetime]:
    """A random pairing and a moment in it: mostly one at which something happens to a session, or
    is told."""
    story, stream = draw(random_stories())
    events = [from_record(record, PAIRING_EVENTS) for record in story.records]
    kinds: tuple[set[datetime], ...] = (
        {event.held_at for event in events if isinstance(event, SessionHeld)},
        {event.starts_at for event in events if isinstance(event, SessionBooked)},
        {event.occurred_at for event in events if isinstance(event, SessionHeld | SessionMissed)},
        {at for event in stream for at in (event.recorded_at, event.record.occurred_at)},
    )
    moments = draw(st.sampled_from([sorted(kind) for kind in kinds if kind]))
    return story, stream, draw(st.sampled_from(moments)) - draw(st.sampled_from(_BEFORE))


def _recorded(stream: Stream, at: datetime) -> AsOf[PairingState] | None:
    return pairing_as_of(stream, at, Reading.RECORDED)


def _happened(stream: Stream, at: datetime) -> AsOf[PairingState] | None:
    return pairing_as_of(stream, at, Reading.HAPPENED)


@given(random_stories())
@examples(30)
def test_in_the_end_both_readings_are_the_state(drawn: tuple[Story, Stream]) -> None:
    """As of the end, both readings are the state, and no event is left out."""
    story, stream = drawn
    whole = AsOf(story.state, len(stream))
    assert _recorded(stream, LAST_INSTANT) == whole
    assert _happened(stream, LAST_INSTANT) == whole


@given(stories_and_moments())
@examples(30)
def test_what_was_recorded_is_a_prefix_of_the_stream(
    drawn: tuple[Story, Stream, datetime],
) -> None:
    """As recorded is the fold of the events that were recorded by then, a prefix of the stream."""
    _, stream, at = drawn
    recorded = [event.record for event in stream if event.recorded_at <= at]
    answer = _recorded(stream, at)
    assert (answer and answer.state) == fold(recorded)
    assert answer is None or (answer.version == len(recorded) == answer.state.version)


@given(stories_and_moments())
@examples(70)
def test_what_had_happened_agrees_with_the_state_in_the_end(
    drawn: tuple[Story, Stream, datetime],
) -> None:
    """As it happened, a session counts from when it was held, and all else is as it was then."""
    story, stream, at = drawn
    then = fold(event.record for event in stream if event.record.occurred_at <= at)
    answer = _happened(stream, at)
    assert (answer is None) is (then is None)
    if answer is None or then is None:
        return
    state = answer.state
    assert PairingState.model_validate_json(state.model_dump_json()) == state
    assert (state.stage, state.deadlines, state.pause) == (then.stage, then.deadlines, then.pause)
    assert (state.desk.items, state.desk.told, state.ending) == (
        then.desk.items,
        then.desk.told,
        then.ending,
    )
    statuses = [session.status for session in state.sessions]
    assert state.tally.held == statuses.count(SessionStatus.HELD)
    assert state.tally.missed >= statuses.count(SessionStatus.MISSED)
    _check_sessions(state, story.state, at, tuple(_tried_again_after(at, story)))


def _tried_again_after(at: datetime, story: Story) -> Iterator[str]:
    """Sessions that had been missed, and were booked anew after a moment."""
    missed = set[str]()
    for record in story.records:
        match from_record(record, PAIRING_EVENTS):
            case SessionMissed(session_id=session_id):
                missed.add(session_id)
            case SessionBooked(session_id=session_id, occurred_at=since):
                if session_id in missed and since > at:
                    yield session_id
            case _:
                pass


def _check_sessions(
    state: PairingState, in_the_end: PairingState, at: datetime, later: tuple[str, ...]
) -> None:
    for session in state.sessions:
        final = in_the_end.session(session.id)
        if final is None:  # the plan was drawn up anew, without it
            continue
        if session.status is SessionStatus.HELD:
            assert final.status is SessionStatus.HELD
            assert (session.held_at, session.held_minutes) == (final.held_at, final.held_minutes)
        if final.status is SessionStatus.HELD and final.held_at and final.held_at <= at:
            # One that was missed first is held in the attempt that was booked after that.
            held_or_missed = session.status in (SessionStatus.HELD, SessionStatus.MISSED)
            assert held_or_missed or session.id in later
        assert session.held_at is None or session.held_at <= at

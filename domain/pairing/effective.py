"""Since when the events of a pairing are true.

Most are true since they occurred. Some tell of an earlier time:

- A session was *held* when it was held, whenever that was reported; though not before the plan had
  it, nor before it was booked anew because it had been missed.
- A session was *missed* when its appointment began.
- What was said of a session and put right later was never true: it waits for its correction.
- A report that was *withdrawn* was never true either: its withdrawal reaches back to it.
- Somebody who had left before it was told had *left* at the end of their last day.

Everything else is a deed of the two, of an operator or of the engine, and was done when it was
done, also if it followed from an error: who was asked for a review too early has been asked.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from domain.engine.base import Instant
from domain.engine.journal import StoredEvent
from domain.engine.wire import from_record
from domain.pairing.events import (
    PAIRING_EVENTS,
    AbsenceClaimed,
    PairingEvent,
    PersonLeaving,
    PlanAmended,
    PlanContinued,
    PlanDrawnUp,
    ReportsConflicted,
    SessionBooked,
    SessionHeld,
    SessionMissed,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.evolve import evolve
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus

_ONE_DAY = timedelta(days=1)


class Lived(NamedTuple):
    """The life of a pairing, event by event in the order of the stream."""

    since: tuple[Instant, ...]
    """Since when each event is true."""
    states: tuple[PairingState, ...]
    """The pairing after each event."""


def lived(stream: Sequence[StoredEvent]) -> Lived:
    """Go through the life of a pairing once."""
    history = _History()
    states: list[PairingState] = []
    for stored in stream:
        event = from_record(stored.record, PAIRING_EVENTS)
        before = states[-1] if states else None
        history.add(event, before)
        states.append(evolve(before, event, stored.record.meta))
    return Lived(history.effective_times(), tuple(states))


class _History:
    """The events so far; of each session since when it could take place, and the last word on it.

    Both are those of the present attempt: a session that was missed is booked, and held, anew.
    """

    def __init__(self) -> None:
        self._events: list[PairingEvent] = []
        self._since: list[Instant] = []
        self._possible: dict[str, Instant] = {}
        self._last_word: dict[str, int] = {}
        """Number of the event that says what became of the session."""
        self._put_right_by: dict[int, int] = {}
        """Number of the event that took the place of another, by the number of that."""

    def add(self, event: PairingEvent, before: PairingState | None) -> None:
        """The next event, and the state it came upon."""
        self._since.append(min(self._time_of(event, before), event.occurred_at))
        self._events.append(event)
        match event:
            case PlanDrawnUp() | PlanAmended() | PlanContinued():
                planned = [session.session_id for session in event.plan.sessions]
                since = event.occurred_at
                self._possible = {one: self._possible.get(one, since) for one in planned}
            case SessionBooked():
                self._last_word.pop(event.session_id, None)
                session = before.session(event.session_id) if before else None
                if session is not None and session.status is SessionStatus.MISSED:
                    self._possible[event.session_id] = event.occurred_at
            case SessionReportWithdrawn():
                self._put_right(event.session_id)
                self._last_word.pop(event.session_id, None)
            case (
                SessionHeld()
                | SessionMissed()
                | AbsenceClaimed()
                | ReportsConflicted()
                | SessionUnconfirmed()
            ):
                self._put_right(event.session_id)
                self._last_word[event.session_id] = len(self._events) - 1
            case _:
                pass

    def effective_times(self) -> tuple[Instant, ...]:
        """Since when each event is true; what counted in figures waits for what put it right."""
        times = list(self._since)
        for number in sorted(self._put_right_by, reverse=True):
            if isinstance(self._events[number], SessionHeld | SessionMissed):
                times[number] = max(times[number], times[self._put_right_by[number]])
        return tuple(times)

    def _time_of(self, event: PairingEvent, before: PairingState | None) -> Instant:
        """The time an event tells of, whether or not it is put right later."""
        match event:
            case SessionHeld():
                possible = self._possible.get(event.session_id, event.occurred_at)
                return max(event.held_at, possible)
            case SessionMissed():
                session = before.session(event.session_id) if before else None
                return (session and session.starts_at) or event.occurred_at
            case SessionReportWithdrawn():
                word = self._last_word.get(event.session_id)
                return event.occurred_at if word is None else self._since[word]
            case PersonLeaving() if before is not None:
                return _gone_since(event, before)
            case _:
                return event.occurred_at

    def _put_right(self, session_id: str) -> None:
        earlier = self._last_word.get(session_id)
        if earlier is not None:
            self._put_right_by[earlier] = len(self._events) - 1


def _gone_since(event: PersonLeaving, before: PairingState) -> Instant:
    """The end of the last day, if that was before the pairing: the end of its first."""
    if event.last_day is None:
        return event.occurred_at
    calendar = before.setup.calendar
    last_day = max(event.last_day, calendar.local_day(before.opened_at))
    return calendar.at_local(last_day + _ONE_DAY, 0)

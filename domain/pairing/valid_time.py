"""Valid time: from when on each event of a pairing holds.

Most events hold from when they occurred. Some are about an earlier time:

- A session was *held* when it was held, whenever that was reported; but not before the plan had it,
  nor before it was booked again after it had been missed.
- A session was *missed* when its appointment began.
- What was said about a session and corrected later never held: it counts from its correction on.
- A report that was *withdrawn* never held either: its withdrawal counts from the report on.
- A person whose leaving was reported late had *left* at the end of their last day.

Everything else was done by people or by the engine, and holds from when it was done, even if it
resulted from an error: a mentee who was asked for a review too early has been asked.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from domain.engine.base import Instant
from domain.engine.journal import StoredEvent
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.people import PersonLeaving
from domain.pairing.events.preparation import PlanAmended, PlanContinued, PlanDrawnUp
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReportsConflicted,
    SessionBooked,
    SessionHeld,
    SessionMissed,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.evolve import walk
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus

_ONE_DAY = timedelta(days=1)


class ValidTimes(NamedTuple):
    """A stream's valid times and states, event by event in the order of the stream."""

    valid_from: tuple[Instant, ...]
    """From when on each event holds."""
    states: tuple[PairingState, ...]
    """The pairing after each event."""


def valid_times(stream: Sequence[StoredEvent]) -> ValidTimes:
    """Read the stream of a pairing once, from its beginning. Raises `UnreadableEvent`."""
    history = _History()
    states: list[PairingState] = []
    for event, after in walk(stored.record for stored in stream):
        history.add(event, states[-1] if states else None)
        states.append(after)
    return ValidTimes(history.valid_from(), tuple(states))


class _History:
    """The events so far, and for each session: from when on it was possible, and its last word.

    Both belong to the present attempt: a session that was missed is booked and held again.
    """

    def __init__(self) -> None:
        self._events: list[PairingEvent] = []
        self._since: list[Instant] = []
        self._possible: dict[str, Instant] = {}
        self._last_word: dict[str, int] = {}
        """Index of the latest event that says what became of the session."""
        self._replaced_by: dict[int, int] = {}
        """Index of the event that replaced another one, by the index of the replaced one."""

    def add(self, event: PairingEvent, before: PairingState | None) -> None:
        """Take in the next event; ``before`` is the state it met."""
        # No event holds from a time after it occurred, whatever it is about.
        self._since.append(min(self._time_of(event, before), event.occurred_at))
        self._events.append(event)
        match event:
            case PlanDrawnUp() | PlanAmended() | PlanContinued():
                planned = [session.session_id for session in event.plan.sessions]
                since = event.occurred_at
                # Sessions that stay in the plan keep the time from which they were possible.
                self._possible = {id_: self._possible.get(id_, since) for id_ in planned}
            case SessionBooked():
                self._last_word.pop(event.session_id, None)
                session = before.session(event.session_id) if before else None
                if session is not None and session.status is SessionStatus.MISSED:
                    self._possible[event.session_id] = event.occurred_at
            case SessionReportWithdrawn():
                self._replace(event.session_id)
                self._last_word.pop(event.session_id, None)
            case (
                SessionHeld()
                | SessionMissed()
                | AbsenceClaimed()
                | ReportsConflicted()
                | SessionUnconfirmed()
            ):
                self._replace(event.session_id)
                self._last_word[event.session_id] = len(self._events) - 1
            case _:
                pass

    def valid_from(self) -> tuple[Instant, ...]:
        """From when on each event holds; one that was replaced, together with its replacement."""
        times = list(self._since)
        # Backwards, because a replacement may have been replaced as well.
        for number in sorted(self._replaced_by, reverse=True):
            if isinstance(self._events[number], SessionHeld | SessionMissed):
                times[number] = max(times[number], times[self._replaced_by[number]])
        return tuple(times)

    def _time_of(self, event: PairingEvent, before: PairingState | None) -> Instant:
        """The time that an event is about, whether or not it is replaced later."""
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

    def _replace(self, session_id: str) -> None:
        earlier = self._last_word.get(session_id)
        if earlier is not None:
            self._replaced_by[earlier] = len(self._events) - 1


def _gone_since(event: PersonLeaving, before: PairingState) -> Instant:
    """The end of the last day; of the pairing's first day if the last day lies before that."""
    if event.last_day is None:
        return event.occurred_at
    calendar = before.setup.calendar
    last_day = max(event.last_day, calendar.local_day(before.opened_at))
    return calendar.at_local(last_day + _ONE_DAY, 0)

"""Deciding on shutdowns that are announced while the pairing runs, and on days off looked up anew.

Whether a shutdown concerns the two depends on their sites, which only the look-up knows.
"""

from collections.abc import Iterator

from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import CalendarRenewed, ShutdownAnnounced
from domain.pairing.facts import ShutdownAhead
from domain.pairing.state import PairingState
from domain.programme.calendar import RecordCalendar


def _shutdown_ahead(command: ShutdownAhead, state: PairingState, now: Instant) -> Events:
    if state.archived or command.shutdown in state.setup.shutdowns:
        return ()
    return (ShutdownAnnounced(occurred_at=now, shutdown=command.shutdown),)


def _record_calendar(command: RecordCalendar, state: PairingState, now: Instant) -> Events:
    """A look from before the latest shutdown is not used: another one is under way."""
    if not state.calendar_wanted or command.shutdowns != len(state.setup.shutdowns):
        return ()
    days = (state.calendar.local_day(moment) for moment in _moments_ahead(state))
    closed = command.calendar.closed_since(state.calendar, days)
    return (CalendarRenewed(occurred_at=now, calendar=command.calendar, closed=closed),)


def _moments_ahead(state: PairingState) -> Iterator[Instant]:
    """All that may have to make way for a day off: weekends are not listed day by day."""
    yield from (line.due for line in state.deadlines)
    yield from (line.due for line in (state.pause.kept if state.pause else ()))
    yield from (session.starts_at for session in state.sessions if session.starts_at is not None)


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(ShutdownAhead, _shutdown_ahead),
    On(RecordCalendar, _record_calendar),
)

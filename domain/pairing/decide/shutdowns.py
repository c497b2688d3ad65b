"""Deciding on shutdowns that are announced while the pairing runs, and on the days off then known.

Whether a shutdown concerns the two depends on their sites, which only the look-up knows.
"""

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
    closed = command.calendar.closed_since(state.calendar)
    return (CalendarRenewed(occurred_at=now, calendar=command.calendar, closed=closed),)


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(ShutdownAhead, _shutdown_ahead),
    On(RecordCalendar, _record_calendar),
)

"""Deciding on shutdowns that are announced while the cohort runs, and on the days off by then."""

from domain.cohort.commands import AnnounceShutdown
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import CohortCalendarRenewed, CohortShutdownAnnounced
from domain.cohort.state import CohortState, News
from domain.cohort.vocabulary import EntryStatus, NewsKind
from domain.engine.base import Instant
from domain.engine.errors import NotAllowed
from domain.engine.tables import Deciders, On
from domain.programme.calendar import RecordCalendar
from domain.programme.shutdowns import objections_to_news

TOLD = (EntryStatus.STARTED, EntryStatus.TO_START)
"""A pairing that is just being started may have begun under the terms of before."""


def _announce(command: AnnounceShutdown, state: CohortState, now: Instant) -> Events:
    if command.shutdown in state.shutdowns:
        return ()
    today = state.calendar.local_day(now)
    if problems := [*objections_to_news(command.shutdown, state.shutdowns, today)]:
        raise NotAllowed(problems)
    ids = tuple(entry.pairing_id for entry in state.pairings if entry.status in TOLD)
    news = News(
        id=f"n-{state.version}",
        kind=NewsKind.SHUTDOWN,
        shutdown=command.shutdown,
        pairing_ids=ids,
    )
    announced = CohortShutdownAnnounced(
        occurred_at=now, shutdown=command.shutdown, news=news, by=command.acting
    )
    return (announced,)


def _record_calendar(command: RecordCalendar, state: CohortState, now: Instant) -> Events:
    """A look from before the latest shutdown is not used: another one is under way."""
    if not state.calendar_wanted or command.shutdowns != len(state.shutdowns):
        return ()
    closed = command.calendar.closed_since(state.calendar)
    return (CohortCalendarRenewed(occurred_at=now, calendar=command.calendar, closed=closed),)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(AnnounceShutdown, _announce),
    On(RecordCalendar, _record_calendar),
)

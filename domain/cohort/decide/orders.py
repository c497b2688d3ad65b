"""Deciding on the engine's own orders: time, mails, messages that cannot be used."""

from domain.cohort.commands import CohortMailFared, OpenCohort
from domain.cohort.decide.deadlines import DEADLINES
from domain.cohort.events import (
    CohortCalendarRenewed,
    CohortEvent,
    CohortMessageRejected,
    CohortNoticeSettled,
    Events,
)
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage, changes_nothing
from domain.engine.tables import Deciders, On
from domain.programme.calendar import RecordCalendar
from domain.telling.orders import GiveUpNotice, fares, gives_up, rejects


def _record_calendar(command: RecordCalendar, state: CohortState, now: Instant) -> Events:
    if not state.calendar_wanted:
        return ()
    return (CohortCalendarRenewed(occurred_at=now, calendar=command.calendar),)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(OpenCohort, changes_nothing),
    On(ElapseDeadlines, DEADLINES.elapse),
    On(CohortMailFared, fares(CohortNoticeSettled, DEADLINES.put_off)),
    On(RecordCalendar, _record_calendar),
    On(GiveUpNotice, gives_up(CohortNoticeSettled)),
    On(RejectMessage, rejects(CohortMessageRejected)),
)

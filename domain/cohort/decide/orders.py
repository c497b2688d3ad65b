"""Deciding on the engine's own orders: time, mails, messages that cannot be used."""

from domain.cohort.commands import CohortMailFared, OpenCohort
from domain.cohort.decide.deadlines import DEADLINES
from domain.cohort.event import CohortEvent
from domain.cohort.events import CohortMessageRejected, CohortNoticeSettled
from domain.cohort.state import CohortState
from domain.engine.orders import ElapseDeadlines, RejectMessage, changes_nothing
from domain.engine.tables import Deciders, On
from domain.telling.orders import GiveUpNotice, fares, gives_up, rejects

DECIDE: Deciders[CohortState, CohortEvent] = (
    On(OpenCohort, changes_nothing),
    On(ElapseDeadlines, DEADLINES.elapse),
    On(CohortMailFared, fares(CohortNoticeSettled, DEADLINES.put_off)),
    On(GiveUpNotice, gives_up(CohortNoticeSettled)),
    On(RejectMessage, rejects(CohortMessageRejected)),
)

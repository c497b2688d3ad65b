"""Deciding on the engine's own orders: time, mails, messages that cannot be used."""

from domain.cohort.commands import CohortMailFared, OpenCohort
from domain.cohort.decide.outages import postponements
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEvent,
    CohortMessageRejected,
    CohortNoticeSettled,
    Events,
)
from domain.cohort.state import CohortState
from domain.cohort.timetable import EFFECTS, LADDERS
from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.outage import Effect, outage_until
from domain.engine.tables import Deciders, On
from domain.telling.orders import GiveUpNotice, fares, gives_up, interruption, rejects


def _open_again(command: OpenCohort, state: CohortState, now: Instant) -> Events:
    """Opening an open cohort changes nothing."""
    return ()


def _elapse(command: ElapseDeadlines, state: CohortState, now: Instant) -> Events:
    """The most pressing deadline that is due; the caller asks again until nothing is left.

    After an outage, what would decide by silence waits; days that were set beforehand come first.
    """
    deadline = LADDERS.most_pressing(state.deadlines, now)
    a_day_comes = deadline is not None and EFFECTS[deadline.kind] is Effect.ON_ITS_DAY
    outage = outage_until(now, command.waiting_since)
    if outage and not a_day_comes and (waiting := postponements(outage, state, now)):
        return waiting
    if deadline is None:
        return ()
    milder = LADDERS.superseded(state.deadlines, deadline, now)
    return (
        CohortDeadlineElapsed(
            occurred_at=now,
            kind=deadline.kind,
            due=deadline.due,
            supersedes=tuple(mild.kind for mild in milder),
        ),
    )


def _mail_fared(message: CohortMailFared, state: CohortState, now: Instant) -> Events:
    """What would be decided by silence waits until people have had time for the question."""
    settled = fares(CohortNoticeSettled)(message, state, now)
    after = interruption(message, state, now)
    return (*settled, *(postponements(after, state, now) if after else ()))


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(OpenCohort, _open_again),
    On(ElapseDeadlines, _elapse),
    On(CohortMailFared, _mail_fared),
    On(GiveUpNotice, gives_up(CohortNoticeSettled)),
    On(RejectMessage, rejects(CohortMessageRejected)),
)

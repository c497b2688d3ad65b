"""Deciding on the engine's own orders: time, deliveries, messages that cannot be used."""

from domain.cohort.commands import OpenCohort
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEvent,
    CohortMessageRejected,
    CohortNoticeSettled,
    Events,
)
from domain.cohort.state import CohortState
from domain.cohort.timetable import LADDERS
from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.tables import Deciders, On
from domain.telling.orders import SettleNotice, rejects, settles


def _open_again(command: OpenCohort, state: CohortState, now: Instant) -> Events:
    """Opening an open cohort changes nothing."""
    return ()


def _elapse(command: ElapseDeadlines, state: CohortState, now: Instant) -> Events:
    """The most pressing deadline that is due; the caller asks again until nothing is left."""
    deadline = LADDERS.most_pressing(state.deadlines, now)
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


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(OpenCohort, _open_again),
    On(ElapseDeadlines, _elapse),
    On(SettleNotice, settles(CohortNoticeSettled)),
    On(RejectMessage, rejects(CohortMessageRejected)),
)

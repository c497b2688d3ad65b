"""Deciding on what the engine itself orders: time, deliveries, messages that are no good."""

from domain.cohort.commands import OpenCohort
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEvent,
    CohortMessageRejected,
    CohortNoticeSettled,
)
from domain.cohort.state import CohortState
from domain.cohort.timetable import LADDERS
from domain.engine.base import Instant
from domain.engine.orders import ElapseDeadlines, RejectMessage
from domain.engine.tables import Deciders, On
from domain.telling.orders import SettleNotice

Events = tuple[CohortEvent, ...]


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
            supersedes=tuple(one.kind for one in milder),
        ),
    )


def _settle_notice(command: SettleNotice, state: CohortState, now: Instant) -> Events:
    if all(notice.id != command.notice_id for notice in state.outbox):
        return ()
    return (
        CohortNoticeSettled(occurred_at=now, notice_id=command.notice_id, outcome=command.outcome),
    )


def _reject(command: RejectMessage, state: CohortState, now: Instant) -> Events:
    return (
        CohortMessageRejected(
            occurred_at=now,
            message=command.message,
            message_id=command.message_id,
            problems=command.problems,
        ),
    )


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(OpenCohort, _open_again),
    On(ElapseDeadlines, _elapse),
    On(SettleNotice, _settle_notice),
    On(RejectMessage, _reject),
)

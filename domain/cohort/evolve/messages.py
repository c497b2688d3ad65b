"""Notices, items and rejected messages as the state remembers them."""

from domain.cohort.events import (
    CohortItemClosed,
    CohortItemOpened,
    CohortMessageRejected,
    CohortNoticeIssued,
    CohortNoticeSettled,
)
from domain.cohort.evolve.course import apply
from domain.cohort.state import CohortState
from domain.telling.desk import (
    Rejected,
    with_item,
    with_notice,
    with_outcome,
    with_rejected,
    without_item,
)


@apply.register
def _notice_issued(event: CohortNoticeIssued, state: CohortState) -> CohortState:
    return with_notice(state, event.notice, event.occurred_at)


@apply.register
def _notice_settled(event: CohortNoticeSettled, state: CohortState) -> CohortState:
    return with_outcome(state, event.notice_id, event.outcome)


@apply.register
def _item_opened(event: CohortItemOpened, state: CohortState) -> CohortState:
    return with_item(state, event.item)


@apply.register
def _item_closed(event: CohortItemClosed, state: CohortState) -> CohortState:
    return without_item(state, event.item_id)


@apply.register
def _message_rejected(event: CohortMessageRejected, state: CohortState) -> CohortState:
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return with_rejected(state, rejected)

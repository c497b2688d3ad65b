"""Notices, items and rejected messages as the state remembers them."""

from domain.cohort.events import (
    CohortItemClosed,
    CohortItemOpened,
    CohortMessageRejected,
    CohortNoticeIssued,
    CohortNoticeSettled,
)
from domain.cohort.state import CohortState
from domain.engine.tables import Appliers, On
from domain.telling.desk import (
    Rejected,
    with_item,
    with_notice,
    with_outcome,
    with_rejected,
    without_item,
)


def _notice_issued(event: CohortNoticeIssued, state: CohortState) -> CohortState:
    return with_notice(state, event.notice, event.occurred_at)


def _notice_settled(event: CohortNoticeSettled, state: CohortState) -> CohortState:
    return with_outcome(state, event.notice_id, event.outcome)


def _item_opened(event: CohortItemOpened, state: CohortState) -> CohortState:
    return with_item(state, event.item)


def _item_closed(event: CohortItemClosed, state: CohortState) -> CohortState:
    return without_item(state, event.item_id)


def _message_rejected(event: CohortMessageRejected, state: CohortState) -> CohortState:
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return with_rejected(state, rejected)


APPLY: Appliers[CohortState] = (
    On(CohortNoticeIssued, _notice_issued),
    On(CohortNoticeSettled, _notice_settled),
    On(CohortItemOpened, _item_opened),
    On(CohortItemClosed, _item_closed),
    On(CohortMessageRejected, _message_rejected),
)

"""Notices, items and rejected messages as the state remembers them."""

from domain.pairing.events import (
    ItemClosed,
    ItemOpened,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.evolve.course import apply
from domain.pairing.state import PairingState
from domain.telling.desk import (
    Rejected,
    with_item,
    with_notice,
    with_outcome,
    with_rejected,
    without_item,
)


@apply.register
def _notice_issued(event: NoticeIssued, state: PairingState) -> PairingState:
    return with_notice(state, event.notice, event.occurred_at)


@apply.register
def _notice_settled(event: NoticeSettled, state: PairingState) -> PairingState:
    return with_outcome(state, event.notice_id, event.outcome)


@apply.register
def _item_opened(event: ItemOpened, state: PairingState) -> PairingState:
    return with_item(state, event.item)


@apply.register
def _item_closed(event: ItemClosed, state: PairingState) -> PairingState:
    return without_item(state, event.item_id)


@apply.register
def _message_rejected(event: MessageRejected, state: PairingState) -> PairingState:
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return with_rejected(state, rejected)

"""Notices, items and rejected messages as the state remembers them."""

from domain.engine.tables import Appliers, On
from domain.pairing.events import (
    ItemClosed,
    ItemOpened,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.state import PairingState
from domain.telling.desk import (
    Rejected,
    with_item,
    with_notice,
    with_outcome,
    with_rejected,
    without_item,
)


def _notice_issued(event: NoticeIssued, state: PairingState) -> PairingState:
    return with_notice(state, event.notice, event.occurred_at)


def _notice_settled(event: NoticeSettled, state: PairingState) -> PairingState:
    return with_outcome(state, event.notice_id, event.outcome)


def _item_opened(event: ItemOpened, state: PairingState) -> PairingState:
    return with_item(state, event.item)


def _item_closed(event: ItemClosed, state: PairingState) -> PairingState:
    return without_item(state, event.item_id)


def _message_rejected(event: MessageRejected, state: PairingState) -> PairingState:
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return with_rejected(state, rejected)


APPLY: Appliers[PairingState] = (
    On(NoticeIssued, _notice_issued),
    On(NoticeSettled, _notice_settled),
    On(ItemOpened, _item_opened),
    On(ItemClosed, _item_closed),
    On(MessageRejected, _message_rejected),
)

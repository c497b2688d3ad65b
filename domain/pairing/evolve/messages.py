"""Notices, items and rejected messages as the state remembers them."""

from domain.pairing.events import (
    ItemClosed,
    ItemOpened,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.evolve.course import apply
from domain.pairing.state import PairingState, Rejected, Told

TOLD_KEPT = 40
"""So many notices are kept in the state for `explain`; the journal has them all."""
REJECTED_KEPT = 40


@apply.register
def _notice_issued(event: NoticeIssued, state: PairingState) -> PairingState:
    told = (*state.told, Told(notice=event.notice, at=event.occurred_at))
    return state.model_copy(
        update={"outbox": (*state.outbox, event.notice), "told": told[-TOLD_KEPT:]}
    )


@apply.register
def _notice_settled(event: NoticeSettled, state: PairingState) -> PairingState:
    return state.model_copy(
        update={
            "outbox": tuple(one for one in state.outbox if one.id != event.notice_id),
            "told": tuple(
                one.model_copy(update={"outcome": event.outcome})
                if one.notice.id == event.notice_id
                else one
                for one in state.told
            ),
        }
    )


@apply.register
def _item_opened(event: ItemOpened, state: PairingState) -> PairingState:
    return state.model_copy(update={"items": (*state.items, event.item)})


@apply.register
def _item_closed(event: ItemClosed, state: PairingState) -> PairingState:
    return state.model_copy(
        update={"items": tuple(one for one in state.items if one.id != event.item_id)}
    )


@apply.register
def _message_rejected(event: MessageRejected, state: PairingState) -> PairingState:
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return state.model_copy(update={"rejected": (*state.rejected, rejected)[-REJECTED_KEPT:]})

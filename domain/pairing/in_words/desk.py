"""Mails, items and rejected messages of a pairing in words."""

from domain.engine.tables import On, Sentences
from domain.pairing.events import (
    ItemClosed,
    ItemOpened,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.in_words.base import session
from domain.pairing.state import PairingState
from domain.telling import desk_in_words as desk


def _notice_issued(event: NoticeIssued, state: PairingState) -> str:
    session_id = event.notice.session_id
    return desk.issued(event.notice, f" ({session(session_id, state)})" if session_id else "")


def _notice_settled(event: NoticeSettled, state: PairingState) -> str:
    return desk.settled(state.told, event.notice_id, event.outcome)


def _item_opened(event: ItemOpened, state: PairingState) -> str:
    return desk.opened(event.item)


def _item_closed(event: ItemClosed, state: PairingState) -> str:
    return desk.closed(state.items, event.item_id)


def _message_rejected(event: MessageRejected, state: PairingState) -> str:
    return desk.rejected(event.message, event.problems)


WORDS: Sentences[PairingState] = (
    On(NoticeIssued, _notice_issued),
    On(NoticeSettled, _notice_settled),
    On(ItemOpened, _item_opened),
    On(ItemClosed, _item_closed),
    On(MessageRejected, _message_rejected),
)

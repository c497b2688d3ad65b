"""Mails, items and rejected messages of a pairing in words."""

from domain.engine.tables import On, Sentences
from domain.pairing.events.messages import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.in_words.base import session
from domain.pairing.state import PairingState
from domain.telling import desk_in_words as desk


def _notice_issued(event: NoticeIssued, state: PairingState) -> str:
    session_id = event.notice.session_id
    about = f" ({session(session_id, state)})" if session_id else ""
    return f"{desk.notice_issued(event, state)}{about}"


WORDS: Sentences[PairingState] = (
    On(NoticeIssued, _notice_issued),
    On(NoticeSettled, desk.notice_settled),
    On(ItemOpened, desk.item_opened),
    On(ItemAcknowledged, desk.item_acknowledged),
    On(ItemSnoozed, desk.item_snoozed),
    On(ItemSettled, desk.item_settled),
    On(MessageRejected, desk.message_rejected),
)

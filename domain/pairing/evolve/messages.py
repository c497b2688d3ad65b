"""Notices, items and rejected messages as the state remembers them."""

from domain.engine.tables import Appliers, On
from domain.pairing.events.messages import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.state import PairingState
from domain.telling import desk

APPLY: Appliers[PairingState] = (
    On(NoticeIssued, desk.notice_issued),
    On(NoticeSettled, desk.notice_settled),
    On(ItemOpened, desk.item_opened),
    On(ItemAcknowledged, desk.item_acknowledged),
    On(ItemSnoozed, desk.item_snoozed),
    On(ItemSettled, desk.item_settled),
    On(MessageRejected, desk.message_rejected),
)

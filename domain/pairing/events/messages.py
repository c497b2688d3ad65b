"""Consequences as events: notices, items, and messages that could not be taken."""

from domain.pairing.events.base import PairingEvent
from domain.telling import events


class NoticeIssued(PairingEvent, events.NoticeIssued):
    """A person is to be told something."""

    tag = "pairing.notice_issued.v1"


class NoticeSettled(PairingEvent, events.NoticeSettled):
    """It is certain that a notice will not arrive; or one did, and that settles an item."""

    tag = "pairing.notice_settled.v1"


class ItemOpened(PairingEvent, events.ItemOpened):
    """The owners of the cohort are asked to do something."""

    tag = "pairing.item_opened.v1"


class ItemAcknowledged(PairingEvent, events.ItemAcknowledged):
    """Somebody has said that they deal with an item."""

    tag = "pairing.item_acknowledged.v1"


class ItemSnoozed(PairingEvent, events.ItemSnoozed):
    """An item is put off."""

    tag = "pairing.item_snoozed.v1"


class ItemSettled(PairingEvent, events.ItemSettled):
    """The matter of an item is settled."""

    tag = "pairing.item_settled.v1"


class MessageRejected(PairingEvent, events.MessageRejected):
    """A signal could not be taken; its sender can look up why."""

    tag = "pairing.message_rejected.v1"


EVENTS: tuple[type[PairingEvent], ...] = (
    NoticeIssued,
    NoticeSettled,
    ItemOpened,
    ItemAcknowledged,
    ItemSnoozed,
    ItemSettled,
    MessageRejected,
)

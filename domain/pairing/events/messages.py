"""Consequences as events: notices, items, and messages that could not be taken."""

from domain.engine.base import OpaqueId
from domain.engine.errors import Problem
from domain.pairing.events.base import PairingEvent
from domain.telling.items import Item
from domain.telling.notices import DeliveryOutcome, Notice


class NoticeIssued(PairingEvent):
    """Somebody is to be told something."""

    tag = "pairing.notice_issued.v1"
    notice: Notice


class NoticeSettled(PairingEvent):
    """A notice was delivered, or it is known that it will not be."""

    tag = "pairing.notice_settled.v1"
    notice_id: OpaqueId
    outcome: DeliveryOutcome


class ItemOpened(PairingEvent):
    """The owners of the cohort are asked to do something."""

    tag = "pairing.item_opened.v1"
    item: Item


class ItemClosed(PairingEvent):
    """The matter of an item is settled."""

    tag = "pairing.item_closed.v1"
    item_id: OpaqueId


class MessageRejected(PairingEvent):
    """A signal could not be taken; its sender can look up why."""

    tag = "pairing.message_rejected.v1"
    message: str
    message_id: str | None = None
    problems: tuple[Problem, ...]


EVENTS: tuple[type[PairingEvent], ...] = (
    NoticeIssued,
    NoticeSettled,
    ItemOpened,
    ItemClosed,
    MessageRejected,
)

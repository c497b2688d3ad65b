"""Notices, items and messages that could not be taken, as events.

Pairings and cohorts have each of them under a wire tag of their own, in a subclass.
"""

from datetime import date

from domain.engine.base import OpaqueId
from domain.engine.errors import Problem
from domain.engine.events import DomainEvent
from domain.engine.roles import Role
from domain.telling.items import Item
from domain.telling.notices import DeliveryOutcome, Notice


class NoticeIssued(DomainEvent):
    """A person is to be told something."""

    notice: Notice


class NoticeSettled(DomainEvent):
    """It is certain that a notice will not arrive; or one did, and that settles an item.

    All other good news stays in the delivery ledger.
    """

    notice_id: OpaqueId
    outcome: DeliveryOutcome


class ItemOpened(DomainEvent):
    """The owners of the cohort are asked to do something."""

    item: Item


class ItemAcknowledged(DomainEvent):
    """Somebody has said that they deal with an item."""

    item_id: OpaqueId
    by: Role


class ItemSnoozed(DomainEvent):
    """An item is put off."""

    item_id: OpaqueId
    by: Role
    until: date
    due_on: date
    """By the end of this day it is to be dealt with now."""


class ItemSettled(DomainEvent):
    """The matter of an item is settled."""

    item_id: OpaqueId


class MessageRejected(DomainEvent):
    """A message could not be taken; its sender can look up why."""

    message: str
    message_id: str | None = None
    problems: tuple[Problem, ...]

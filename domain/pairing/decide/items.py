"""Deciding on items: somebody deals with it, it has to wait, or it was dealt with."""

from domain.engine.base import Instant
from domain.engine.tables import Deciders, On
from domain.pairing.commands import AcknowledgeItem, SettleItem, SnoozeItem
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import ItemAcknowledged, ItemSettled, ItemSnoozed
from domain.pairing.state import PairingState
from domain.telling.desk import item_meant
from domain.telling.handling import acknowledged, snoozed


def _acknowledge(command: AcknowledgeItem, state: PairingState, now: Instant) -> Events:
    return acknowledged(ItemAcknowledged, command.item_id, command.acting, state, now)


def _snooze(command: SnoozeItem, state: PairingState, now: Instant) -> Events:
    return snoozed(ItemSnoozed, command.item_id, command.until, command.acting, state, now)


def _settle(command: SettleItem, state: PairingState, now: Instant) -> Events:
    """Most items settle by themselves; this is for the others, and for what was solved elsewhere.

    The item comes back if its cause does, such as the next check that finds the rule broken.
    """
    return (ItemSettled(occurred_at=now, item_id=item_meant(state, command.item_id).id),)


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(AcknowledgeItem, _acknowledge),
    On(SnoozeItem, _snooze),
    On(SettleItem, _settle),
)

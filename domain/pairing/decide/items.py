"""Deciding on items: an item that a person has dealt with is settled."""

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.tables import Deciders, On
from domain.pairing.commands import SettleItem
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.messages import ItemSettled
from domain.pairing.state import PairingState


def _settle(command: SettleItem, state: PairingState, now: Instant) -> Events:
    """Most items settle by themselves; this is for the others, and for what was solved elsewhere.

    The item comes back if its cause does, such as the next check that finds the rule broken.
    """
    open_ids = [item.id for item in state.desk.items]
    if command.item_id not in open_ids:
        allowed = ", ".join(open_ids) or "nothing: no item is open"
        raise not_allowed("item_id", "no such item is open", allowed)
    return (ItemSettled(occurred_at=now, item_id=command.item_id),)


DECIDE: Deciders[PairingState, PairingEvent] = (On(SettleItem, _settle),)

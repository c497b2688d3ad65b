"""What owners say about an open item: somebody deals with it, it has to wait, it is done."""

from datetime import date, timedelta
from typing import TypeVar

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.roles import Role
from domain.telling.catalogue import spec_of
from domain.telling.desk import HasItems, item_meant
from domain.telling.events import ItemAcknowledged, ItemSnoozed

A = TypeVar("A", bound=ItemAcknowledged)
N = TypeVar("N", bound=ItemSnoozed)


def acknowledged(
    event_type: type[A], item_id: str, by: Role, state: HasItems, now: Instant
) -> tuple[A, ...]:
    """Somebody is on it; said again, it changes nothing."""
    item = item_meant(state, item_id)
    return () if item.acknowledged else (event_type(occurred_at=now, item_id=item.id, by=by),)


def snoozed(
    event_type: type[N], item_id: str, until: date, by: Role, state: HasItems, now: Instant
) -> tuple[N, ...]:
    """It has to wait until a day, and not for ever; what is in confidence cannot wait."""
    item, today = item_meant(state, item_id), state.calendar.local_day(now)
    latest = today + timedelta(days=state.periods.item_snooze_days)
    if spec_of(item.kind).in_confidence:
        raise not_allowed("item_id", "what is in confidence comes back on every working day")
    if not today < until <= latest:
        raise not_allowed("until", "is too early or too late", f"after today, up to {latest}")
    if item.snoozed_until == until:
        return ()
    due_on = max(item.due_on, state.calendar.on_or_after(until))
    return (event_type(occurred_at=now, item_id=item.id, by=by, until=until, due_on=due_on),)

"""Opening and settling items: one event per item, and none open twice."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Self, TypeVar

from domain.engine.base import Instant
from domain.engine.events import DomainEvent, cause_of
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import shown, spec_of
from domain.telling.desk import HasItems, morning_of, reminded_again
from domain.telling.events import ItemOpened, ItemSettled
from domain.telling.items import Item
from domain.telling.kinds import KnownKind

Opened = TypeVar("Opened", bound=ItemOpened)
Settled = TypeVar("Settled", bound=ItemSettled)


class Wanted(NamedTuple):
    """An item to open."""

    kind: KnownKind
    side: Side | None = None
    """The side that it is about."""
    session_id: str | None = None
    pairing_id: str | None = None
    """The pairing that an item of its cohort is about."""
    owner: OwnerRole = OwnerRole.LEAD
    """Tells items in confidence apart: there is one kind of them for each role."""

    @classmethod
    def of(cls, item: Item) -> Self:
        """What has to be the same for an item not to be opened again."""
        return cls(item.kind, item.side, item.session_id, item.pairing_id, item.owner)

    def shown(self) -> Self:
        """As the state knows an item that is open."""
        return self._replace(kind=shown(self.kind), owner=spec_of(self.kind).owner)


def items_opened(
    event_type: type[Opened], wanted: Iterable[Wanted], after: DomainEvent, state: HasItems
) -> tuple[Opened, ...]:
    """The items that follow from an event, unless they are open; ``state`` is the one after it."""
    is_open, now = set(map(Wanted.of, state.desk.items)), after.occurred_at
    due_on = _due_on(state, now)
    return tuple(
        event_type(
            occurred_at=now,
            item=Item(
                id=f"i-{state.version}-{place}",
                kind=item.kind,
                owner=spec_of(item.kind).owner,
                side=item.side,
                session_id=item.session_id,
                pairing_id=item.pairing_id,
                opened_at=now,
                due_on=due_on,
                remind_at=_first_reminder(item.kind, due_on, state, now),
                cause=cause_of(after),
            ),
        )
        for place, item in enumerate(wanted)
        if item.shown() not in is_open
    )


def _due_on(state: HasItems, now: Instant) -> date:
    calendar = state.calendar
    return calendar.local_day(calendar.in_working_days(now, state.periods.item_due_days))


def _first_reminder(kind: KnownKind, due_on: date, state: HasItems, now: Instant) -> Instant:
    """On the morning after it was due; of what is in confidence, on the next working day."""
    if spec_of(kind).in_confidence:
        return reminded_again(kind, state, now)
    calendar = state.calendar
    return morning_of(calendar.next_working_day(due_on), calendar)


def items_settled(
    event_type: type[Settled], settled: Iterable[Item], after: DomainEvent
) -> tuple[Settled, ...]:
    """The items that an event settles."""
    return tuple(event_type(occurred_at=after.occurred_at, item_id=item.id) for item in settled)

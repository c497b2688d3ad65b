"""Opening and settling items: one event per item, and none open twice."""

from collections.abc import Iterable
from typing import NamedTuple, Self, TypeVar

from domain.engine.events import DomainEvent, cause_of
from domain.programme.people import Side
from domain.telling.catalogue import shown
from domain.telling.desk import HasDesk
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

    @classmethod
    def of(cls, item: Item) -> Self:
        """What has to be the same for an item not to be opened again."""
        return cls(item.kind, item.side, item.session_id, item.pairing_id)

    def shown(self) -> Self:
        """As the state knows an item that is open."""
        return self._replace(kind=shown(self.kind))


def items_opened(
    event_type: type[Opened], wanted: Iterable[Wanted], after: DomainEvent, state: HasDesk
) -> tuple[Opened, ...]:
    """The items that follow from an event, unless they are open; ``state`` is the one after it."""
    is_open = set(map(Wanted.of, state.desk.items))
    return tuple(
        event_type(
            occurred_at=after.occurred_at,
            item=Item(
                id=f"i-{state.version}-{place}",
                kind=item.kind,
                side=item.side,
                session_id=item.session_id,
                pairing_id=item.pairing_id,
                opened_at=after.occurred_at,
                cause=cause_of(after),
            ),
        )
        for place, item in enumerate(wanted)
        if item.shown() not in is_open
    )


def items_settled(
    event_type: type[Settled], settled: Iterable[Item], after: DomainEvent
) -> tuple[Settled, ...]:
    """The items that an event settles."""
    return tuple(event_type(occurred_at=after.occurred_at, item_id=item.id) for item in settled)

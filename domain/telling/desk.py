"""What pairings and cohorts alike remember of their dealings with people: notices and items."""

from collections.abc import Mapping
from typing import Protocol, Self, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.errors import Problem
from domain.telling.items import Item
from domain.telling.notices import DeliveryOutcome, Notice

TOLD_KEPT = 40
"""So many notices are kept in the state; the journal has them all."""
REJECTED_KEPT = 40


class Told(Frozen):
    """A notice and how it fared."""

    notice: Notice
    at: Instant
    outcome: DeliveryOutcome | None = None
    """Absent while it is on its way."""


class Rejected(Frozen):
    """A fact that could not be taken; kept so that its sender can look."""

    at: Instant
    message: str
    message_id: str | None = None
    problems: tuple[Problem, ...]


class Desk(Protocol):
    """The part of a state that this module looks after."""

    @property
    def items(self) -> tuple[Item, ...]:
        """Open items."""
        ...

    @property
    def outbox(self) -> tuple[Notice, ...]:
        """Notices on their way."""
        ...

    @property
    def told(self) -> tuple[Told, ...]:
        """The last notices, newest last."""
        ...

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        """The last facts that could not be taken, newest last."""
        ...

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """The same with other values."""
        ...


S = TypeVar("S", bound=Desk)


def with_notice(state: S, notice: Notice, at: Instant) -> S:
    """A notice is on its way."""
    told = (*state.told, Told(notice=notice, at=at))
    return state.model_copy(update={"outbox": (*state.outbox, notice), "told": told[-TOLD_KEPT:]})


def with_outcome(state: S, notice_id: str, outcome: DeliveryOutcome) -> S:
    """A notice has arrived, or never will."""
    told = tuple(
        one.model_copy(update={"outcome": outcome}) if one.notice.id == notice_id else one
        for one in state.told
    )
    outbox = tuple(notice for notice in state.outbox if notice.id != notice_id)
    return state.model_copy(update={"outbox": outbox, "told": told})


def with_item(state: S, item: Item) -> S:
    """The owners have something to do."""
    return state.model_copy(update={"items": (*state.items, item)})


def without_item(state: S, item_id: str) -> S:
    """The matter is settled."""
    return state.model_copy(
        update={"items": tuple(item for item in state.items if item.id != item_id)}
    )


def with_rejected(state: S, rejected: Rejected) -> S:
    """A fact could not be taken."""
    return state.model_copy(update={"rejected": (*state.rejected, rejected)[-REJECTED_KEPT:]})

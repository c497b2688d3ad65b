"""What pairings and cohorts both remember about telling people: notices and items."""

from typing import Protocol, Self, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.errors import Problem
from domain.telling.events import (
    ItemOpened,
    ItemSettled,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.telling.items import Item
from domain.telling.notices import DeliveryOutcome, Notice

NOTICES_KEPT = 40
"""Number of notices kept in the state; the journal has them all."""
REJECTED_KEPT = 40


class IssuedNotice(Frozen):
    """A notice and what came back."""

    notice: Notice
    at: Instant
    outcome: DeliveryOutcome | None = None
    """Bad news, or good news after bad. Absent of most: the delivery ledger knows of all."""


class Rejected(Frozen):
    """A signal that could not be used; kept so that its sender can look it up."""

    at: Instant
    message: str
    message_id: str | None = None
    problems: tuple[Problem, ...]


class Desk(Frozen):
    """What people were told, and what the owners have to do."""

    items: tuple[Item, ...] = ()
    """Open items only."""
    told: tuple[IssuedNotice, ...] = ()
    """The last notices, newest last."""
    rejected: tuple[Rejected, ...] = ()
    """The latest signals that could not be used, newest last."""


class HasDesk(Protocol):
    """The state of a pairing or a cohort, as far as this module needs it."""

    @property
    def version(self) -> int:
        """Number of events so far; it makes the ids of notices and items."""
        ...

    @property
    def desk(self) -> Desk:
        """Notices and items."""
        ...

    def with_part(self, part: str, **changes: object) -> Self:
        """A copy with other values in one of its parts."""
        ...


S = TypeVar("S", bound=HasDesk)


def notice_issued(event: NoticeIssued, state: S) -> S:
    """Somebody is told something."""
    told = (*state.desk.told, IssuedNotice(notice=event.notice, at=event.occurred_at))
    return state.with_part("desk", told=told[-NOTICES_KEPT:])


def notice_settled(event: NoticeSettled, state: S) -> S:
    """A notice will not arrive, or did so after another one had not."""
    told = tuple(
        sent.model_copy(update={"outcome": event.outcome})
        if sent.notice.id == event.notice_id
        else sent
        for sent in state.desk.told
    )
    return state.with_part("desk", told=told)


def item_opened(event: ItemOpened, state: S) -> S:
    """The owners have something to do; what was told in confidence stays in the journal."""
    return state.with_part("desk", items=(*state.desk.items, event.item.shown()))


def item_settled(event: ItemSettled, state: S) -> S:
    """The matter is settled."""
    items = tuple(item for item in state.desk.items if item.id != event.item_id)
    return state.with_part("desk", items=items)


def message_rejected(event: MessageRejected, state: S) -> S:
    """A message could not be taken."""
    rejected = Rejected(
        at=event.occurred_at,
        message=event.message,
        message_id=event.message_id,
        problems=event.problems,
    )
    return with_rejected(state, rejected)


def with_rejected(state: S, rejected: Rejected) -> S:
    """The state remembering that something could not be taken."""
    return state.with_part("desk", rejected=(*state.desk.rejected, rejected)[-REJECTED_KEPT:])


def issued_notice(state: HasDesk, notice_id: str) -> IssuedNotice | None:
    """A notice of the last ones, and how it fared."""
    return next((sent for sent in state.desk.told if sent.notice.id == notice_id), None)


def open_item(state: HasDesk, item_id: str | None) -> Item | None:
    """An item that is still open."""
    return next((item for item in state.desk.items if item.id == item_id), None)

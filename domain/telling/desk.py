"""What pairings and cohorts both remember about telling people: notices and items."""

from datetime import date
from typing import Protocol, Self, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.errors import Problem, not_allowed
from domain.programme.calendar import WorkingCalendar
from domain.programme.request import Deadlines
from domain.telling.catalogue import spec_of
from domain.telling.events import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.telling.items import Item
from domain.telling.kinds import KnownKind
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


class HasItems(HasDesk, Protocol):
    """The state of a pairing or a cohort, as far as the time of items needs it."""

    @property
    def calendar(self) -> WorkingCalendar:
        """By whose working days items are due."""
        ...

    @property
    def periods(self) -> Deadlines:
        """How long people have."""
        ...


S = TypeVar("S", bound=HasDesk)
WithItems = TypeVar("WithItems", bound=HasItems)


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


def item_acknowledged(event: ItemAcknowledged, state: S) -> S:
    """Somebody is on it."""
    return _with_item(state, event.item_id, acknowledged=True)


def item_snoozed(event: ItemSnoozed, state: WithItems) -> WithItems:
    """It comes back on the morning of a day, and is due by then at the earliest."""
    back = morning_of(state.calendar.on_or_after(event.until), state.calendar)
    changes = {"snoozed_until": event.until, "due_on": event.due_on}
    return _with_item(state, event.item_id, remind_at=back, **changes)


def items_reminded(state: WithItems, now: Instant) -> WithItems:
    """Every item whose time has come was told of again, and has its next time."""
    items = tuple(
        item.model_copy(
            update={
                "told_at": now,
                "remind_at": reminded_again(item.kind, state, now),
                "snoozed_until": None,
            }
        )
        if item.remind_at <= now
        else item
        for item in state.desk.items
    )
    return state.with_part("desk", items=items)


def reminded_again(kind: KnownKind, state: HasItems, now: Instant) -> Instant:
    """When an item that was told of now comes back; what is in confidence, on every working day."""
    calendar = state.calendar
    if spec_of(kind).in_confidence:
        return calendar.in_working_days(now, 1)
    day = calendar.local_day(calendar.in_working_days(now, state.periods.item_again_days))
    return morning_of(day, calendar)


def morning_of(day: date, calendar: WorkingCalendar) -> Instant:
    """When an item comes back that is to be in the first post of a day, whenever that goes."""
    return calendar.at_local(day, 0)


def next_item_reminder(state: HasDesk) -> Instant | None:
    """When the owner of an open item is told of it again next."""
    return min((item.remind_at for item in state.desk.items), default=None)


def _with_item(state: S, item_id: str, **changes: object) -> S:
    items = tuple(
        item.model_copy(update=changes) if item.id == item_id else item for item in state.desk.items
    )
    return state.with_part("desk", items=items)


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


def item_meant(state: HasDesk, item_id: str) -> Item:
    """The open item that a message is about. Raises `NotAllowed` with those there are."""
    item = open_item(state, item_id)
    if item is None:
        open_ids = ", ".join(one.id for one in state.desk.items)
        raise not_allowed("item_id", "no such item is open", open_ids or "nothing: no item is open")
    return item


def open_item(state: HasDesk, item_id: str | None) -> Item | None:
    """An item that is still open."""
    return next((item for item in state.desk.items if item.id == item_id), None)

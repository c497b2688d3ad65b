"""Which owner gets a mail: lead, deputy, sponsor, in this order.

Items belong to a role (case 58). A mail that does not reach one owner goes to the next.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeVar

from domain.engine.base import Instant
from domain.engine.events import DomainEvent, cause_of
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.desk import HasItems, IssuedNotice, issued_notice, open_item
from domain.telling.events import ItemOpened, NoticeIssued, NoticeSettled
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, KnownKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice, notice_id

N = TypeVar("N", bound=NoticeIssued)


class Owned(HasItems, Protocol):
    """A state with owners."""

    @property
    def owners(self) -> tuple[PersonId, ...]:
        """The owners who may get mails, in order; each person once."""
        ...

    @property
    def confidant(self) -> PersonId | None:
        """Who alone is told of misconduct; absent: the first owner."""
        ...


def ask_owner(
    event_type: type[N], kind: NoticeKind, after: DomainEvent, state: Owned, until: Instant | None
) -> tuple[N, ...]:
    """A question to the first owner; nothing if there is none."""
    return tuple(
        event_type(
            occurred_at=after.occurred_at,
            notice=Notice(
                id=_id(kind, state), kind=kind, to=person, until=until, cause=cause_of(after)
            ),
        )
        for person in state.owners[:1]
    )


def tell_owner(event_type: type[N], event: ItemOpened, state: Owned) -> tuple[N, ...]:
    """An item's notice to the owner in charge; nothing if there is none."""
    return _about_item(event_type, event.item.shown(), event.occurred_at, state)


def remind_owner(
    event_type: type[N],
    kind: KnownKind,
    after: DomainEvent,
    state: Owned,
    side: Side | None = None,
) -> tuple[N, ...]:
    """The notice of an open item once more, to the owner in charge; nothing if it is not open."""
    items = (item for item in state.desk.items if (item.kind, item.side) == (kind, side))
    return tuple(
        notice
        for item in items
        for notice in _about_item(event_type, item, after.occurred_at, state)
    )


def remind_of_items(event_type: type[N], after: DomainEvent, state: Owned) -> tuple[N, ...]:
    """The items whose time came just now, each to whoever has to know of it again."""
    now, items = after.occurred_at, enumerate(state.desk.items)
    return tuple(
        notice
        for place, item in items
        if item.told_at == now
        for number, person in enumerate(_whom_to_remind(item, state, now))
        for notice in _to(person, event_type, item, now, f"owner_{place}_{number}", state)
    )


def _whom_to_remind(item: Item, state: Owned, now: Instant) -> Iterator[PersonId]:
    """The owner in charge; once it is overdue and nobody is on it, the one who stands in, too."""
    owner = _whom_to_tell(item, state)
    if owner is None:
        return
    yield owner
    is_late = item.is_overdue(state.calendar.local_day(now)) and not item.acknowledged
    if is_late and not _is_restricted(item, state):
        yield from list(_after(owner, state))[:1]


def tell_new_owners(event_type: type[N], after: DomainEvent, state: Owned) -> tuple[N, ...]:
    """The open items to those who have to deal with them now, and have not heard of them."""
    known = {(sent.notice.item_id, sent.notice.to) for sent in state.desk.told}
    return tuple(
        notice
        for place, item in enumerate(state.desk.items)
        if (person := _whom_to_tell(item, state)) and (item.id, person) not in known
        for notice in _to(person, event_type, item, after.occurred_at, f"owner_{place}", state)
    )


def _about_item(event_type: type[N], item: Item, now: Instant, state: Owned) -> tuple[N, ...]:
    person = _whom_to_tell(item, state)
    return () if person is None else _to(person, event_type, item, now, "owner", state)


def _to(
    person: PersonId, event_type: type[N], item: Item, now: Instant, recipient: str, state: Owned
) -> tuple[N, ...]:
    kind = NoticeKind.ITEM_OPENED
    notice = Notice(
        id=notice_id(kind, state.version, recipient),
        kind=kind,
        to=person,
        item_id=item.id,
        item=item.kind,
        item_side=item.side,
        pairing_id=item.pairing_id,
        cause=item.cause,
    )
    return (event_type(occurred_at=now, notice=notice),)


def pass_on(
    event_type: type[N],
    event: NoticeSettled,
    state: Owned,
    still_asked: Collection[NoticeKind] = (),
) -> tuple[N, ...]:
    """A mail that did not reach an owner goes to the next one, while it is of use.

    That is while its item is open, or its question (one of ``still_asked``) unanswered.
    """
    told = issued_notice(state, event.notice_id)
    if told is None or event.outcome is DeliveryOutcome.DELIVERED:
        return ()
    notice, person = told.notice, _who_stands_in(told.notice, state)
    item = open_item(state, notice.item_id)
    of_use = item is not None or notice.kind in still_asked
    if person is None or not of_use or (item and _is_restricted(item, state)):
        return ()
    if item is not None and _has_heard(person, item, told, state):
        return ()
    again = notice.model_copy(update={"id": _id(notice.kind, state), "to": person})
    return (event_type(occurred_at=event.occurred_at, notice=again),)


def _has_heard(person: PersonId, item: Item, failed: IssuedNotice, state: Owned) -> bool:
    """Whether somebody was told of an item along with the one whom the mail did not reach."""
    return any(
        (sent.notice.to, sent.notice.item_id) == (person, item.id) and sent.at >= failed.at
        for sent in state.desk.told
    )


def _is_restricted(item: Item, state: Owned) -> bool:
    """Whether the confidant alone may know of it."""
    return item.owner is OwnerRole.CONFIDANT and state.confidant is not None


def _id(kind: NoticeKind, state: Owned) -> str:
    return notice_id(kind, state.version, "owner")


def who_answers(state: Owned) -> PersonId | None:
    """The first owner whose mails arrive; the first of all if none arrive."""
    return next(_reachable(state.owners, state.desk.told), next(iter(state.owners), None))


def who_reads_answers(notice: Notice, state: Owned) -> PersonId | None:
    """Who gets the answers to a mail: the owner who answers, but for what the confidant alone may
    know."""
    item = open_item(state, notice.item_id)
    return None if item is not None and _is_restricted(item, state) else who_answers(state)


def _whom_to_tell(item: Item, state: Owned) -> PersonId | None:
    """The owner who hears of an item first; if it is about an owner's mailbox, another one."""
    if _is_restricted(item, state):
        return state.confidant
    if item.kind is ItemKind.MAIL_UNDELIVERABLE and item.side is None:
        return who_answers(state)
    return next(iter(state.owners), None)


def all_reachable(state: Owned) -> bool:
    """Whether no owner's latest mail has failed."""
    return tuple(_reachable(state.owners, state.desk.told)) == state.owners


def _who_stands_in(notice: Notice, state: Owned) -> PersonId | None:
    """The owner who gets a mail that did not reach another: the next one whose mails arrive."""
    return next(_after(notice.to, state), None)


def _after(person: PersonId, state: Owned) -> Iterator[PersonId]:
    """The owners after this one whose mails arrive."""
    if person not in state.owners:
        return iter(())
    later = state.owners[state.owners.index(person) + 1 :]
    return _reachable(later, state.desk.told)


def _reachable(owners: Iterable[PersonId], told: Iterable[IssuedNotice]) -> Iterator[PersonId]:
    latest = {sent.notice.to: sent.outcome for sent in told if sent.outcome}
    arrived = (None, DeliveryOutcome.DELIVERED)
    return (owner for owner in owners if latest.get(owner) in arrived)

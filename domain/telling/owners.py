"""Which owner gets a mail: lead, deputy, sponsor, in this order.

Items belong to a role (case 58). A mail that does not reach one owner goes to the next.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import Protocol, TypeVar

from domain.engine.base import Instant
from domain.engine.events import DomainEvent, cause_of
from domain.programme.ids import PersonId
from domain.programme.people import Side
from domain.telling.desk import HasDesk, IssuedNotice, issued_notice, open_item
from domain.telling.events import ItemOpened, NoticeIssued, NoticeSettled
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, KnownKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice, notice_id

N = TypeVar("N", bound=NoticeIssued)


class Owned(HasDesk, Protocol):
    """A state with owners."""

    @property
    def owners(self) -> tuple[PersonId, ...]:
        """The owners who may get mails, in order; each person once."""
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


def _about_item(event_type: type[N], item: Item, now: Instant, state: Owned) -> tuple[N, ...]:
    kind, person = NoticeKind.ITEM_OPENED, _whom_to_tell(item, state)
    if person is None:
        return ()
    notice = Notice(
        id=_id(kind, state),
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
    of_use = open_item(state, notice.item_id) is not None or notice.kind in still_asked
    if person is None or not of_use:
        return ()
    again = notice.model_copy(update={"id": _id(notice.kind, state), "to": person})
    return (event_type(occurred_at=event.occurred_at, notice=again),)


def _id(kind: NoticeKind, state: Owned) -> str:
    return notice_id(kind, state.version, "owner")


def who_answers(state: Owned) -> PersonId | None:
    """The first owner whose mails arrive; the first of all if none arrive."""
    return next(_reachable(state.owners, state.desk.told), next(iter(state.owners), None))


def _whom_to_tell(item: Item, state: Owned) -> PersonId | None:
    """The owner who hears of an item first; if it is about an owner's mailbox, another one."""
    if item.kind is ItemKind.MAIL_UNDELIVERABLE and item.side is None:
        return who_answers(state)
    return next(iter(state.owners), None)


def all_reachable(state: Owned) -> bool:
    """Whether no owner's latest mail has failed."""
    return tuple(_reachable(state.owners, state.desk.told)) == state.owners


def _who_stands_in(notice: Notice, state: Owned) -> PersonId | None:
    """The owner who gets a mail that did not reach another: the next one whose mails arrive."""
    if notice.to not in state.owners:
        return None
    after = state.owners[state.owners.index(notice.to) + 1 :]
    return next(_reachable(after, state.desk.told), None)


def _reachable(owners: Iterable[PersonId], told: Iterable[IssuedNotice]) -> Iterator[PersonId]:
    latest = {sent.notice.to: sent.outcome for sent in told if sent.outcome}
    arrived = (None, DeliveryOutcome.DELIVERED)
    return (owner for owner in owners if latest.get(owner) in arrived)

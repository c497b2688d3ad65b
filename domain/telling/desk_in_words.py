"""What was told to people and asked of the owners, in words: for pairings and cohorts alike."""

from domain.engine.words import spelled_out
from domain.programme.dates import day
from domain.programme.request import OwnerRole, Owners
from domain.telling.catalogue import spec_of
from domain.telling.desk import HasDesk, issued_notice, open_item
from domain.telling.events import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.telling.notices import Notice


def notice_issued(event: NoticeIssued, state: HasDesk) -> str:
    """A mail goes out."""
    notice = event.notice
    subject = spec_of(notice.item).task if notice.item else spelled_out(notice.kind)
    return f"Mail to {_recipient(notice)}: {subject}"


def notice_settled(event: NoticeSettled, state: HasDesk) -> str:
    """How a mail fared."""
    told, fared = issued_notice(state, event.notice_id), spelled_out(event.outcome)
    if told is None:
        return f"Mail {event.notice_id}: {fared}"
    return f"Mail “{spelled_out(told.notice.kind)}” to {_recipient(told.notice)}: {fared}"


def _recipient(notice: Notice) -> str:
    """Mentor and mentee by their side, all others by their id."""
    return f"the {notice.side}" if notice.side else notice.to


def item_opened(event: ItemOpened, state: HasDesk) -> str:
    """The owners have something to do."""
    item = event.item.shown()
    about = f" (the {item.side})" if item.side else ""
    return f"To do for the {item.owner}: {item.task}{about}"


def item_acknowledged(event: ItemAcknowledged, state: HasDesk) -> str:
    """Somebody is on it."""
    return f"The {event.by} deals with: {_task(event.item_id, state)}"


def item_snoozed(event: ItemSnoozed, state: HasDesk) -> str:
    """It has to wait."""
    return f"The {event.by} puts off until {day(event.until)}: {_task(event.item_id, state)}"


def item_settled(event: ItemSettled, state: HasDesk) -> str:
    """A matter is settled; ``state`` still has the item."""
    return f"Settled: {_task(event.item_id, state)}"


def _task(item_id: str, state: HasDesk) -> str:
    item = open_item(state, item_id)
    return item.task if item else f"item {item_id}"


def named(owners: Owners) -> str:
    """The owners by their ids."""
    roles = ((role, owners.of(role)) for role in OwnerRole)
    return ", ".join(f"{role} {person}" for role, person in roles if person) or "nobody"


def message_rejected(event: MessageRejected, state: HasDesk) -> str:
    """A message could not be taken."""
    reasons = "; ".join(map(str, event.problems)) or "no reason given"
    return f"“{event.message}” could not be taken: {reasons}"

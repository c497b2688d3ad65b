"""What was told to people and asked of the owners, in words: for pairings and cohorts alike."""

from collections.abc import Iterable, Sequence

from domain.engine.errors import Problem
from domain.engine.words import spelled_out
from domain.telling.desk import Told
from domain.telling.items import Item, in_words
from domain.telling.notices import DeliveryOutcome, Notice


def issued(notice: Notice, about: str = "") -> str:
    """A mail goes out."""
    subject = in_words(notice.item) if notice.item else spelled_out(notice.kind)
    return f"Mail to {_recipient(notice)}: {subject}{about}"


def settled(told: Iterable[Told], notice_id: str, outcome: DeliveryOutcome) -> str:
    """How a mail fared; ``told`` are the notices that the state remembers."""
    notice = next((one.notice for one in told if one.notice.id == notice_id), None)
    if notice is None:
        return f"Mail {notice_id}: {spelled_out(outcome)}"
    return f"Mail “{spelled_out(notice.kind)}” to {_recipient(notice)}: {spelled_out(outcome)}"


def _recipient(notice: Notice) -> str:
    """Mentor and mentee by their side, everybody else by their id."""
    return f"the {notice.side}" if notice.side else notice.to


def opened(item: Item) -> str:
    """The owners have something to do."""
    about = f" (the {item.side})" if item.side else ""
    return f"To do for the {item.owner}: {in_words(item.kind)}{about}"


def closed(items: Iterable[Item], item_id: str) -> str:
    """A matter is settled; ``items`` are those that were open."""
    item = next((one for one in items if one.id == item_id), None)
    return f"Settled: {in_words(item.kind)}" if item else f"Settled: item {item_id}"


def rejected(message: str, problems: Sequence[Problem]) -> str:
    """A fact could not be taken."""
    reasons = "; ".join(map(str, problems)) or "no reason given"
    return f"“{message}” could not be taken: {reasons}"

"""Markdown of what HR reads in the Temporal UI and in `eyelevel show`. In English only."""

import re
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from domain.programme.dates import day, moment
from domain.programme.ids import cohort_of
from domain.telling.catalogue import command_for
from domain.telling.items import Item

DETAILS_LIMIT = 3800
"""The Temporal UI takes up to 4 KB of current details."""


_MEANS_SOMETHING = re.compile(r"[\\`*_{}\[\]<>#|~!&]")


def escaped(words: str) -> str:
    """Text that a person has chosen, shown as it is: no link, no table."""
    return _MEANS_SOMETHING.sub(r"\\\g<0>", words)


def details_of(parts: Iterable[str]) -> str:
    """Join the parts that are not empty; the end is cut off, by whole lines, beyond the limit."""
    text = "\n\n".join(part for part in parts if part)
    if len(text) <= DETAILS_LIMIT:
        return text
    return text[:DETAILS_LIMIT].rpartition("\n")[0] + "\n\n…"


def bullets(heading: str, lines: Iterable[str], shown: int) -> str:
    """A list under a heading; what is too much is counted. Nothing when there is nothing."""
    every = list(lines)
    if not every:
        return ""
    rest = len(every) - shown
    more = [f"and {rest} more"] if rest > 0 else []
    return f"**{heading}**\n\n" + "\n".join(f"- {line}" for line in (*every[:shown], *more))


def items_of(items: Iterable[Item], zone: ZoneInfo) -> str:
    """What the owners have to do."""
    return bullets("To do for the owners", [_item(item, zone) for item in items], shown=10)


def _item(item: Item, zone: ZoneInfo) -> str:
    line = f"{item.task} (since {moment(item.opened_at, zone)}; {_whose(item)})"
    command = command_for(item.kind, cohort_of(item.pairing_id)) if item.pairing_id else None
    return f"{line}: `{command}`" if command else line


def _whose(item: Item) -> str:
    """Whose it is and by when: “the lead, who is on it, by Fri 5 Mar 2027”."""
    on_it = ", who is on it" if item.acknowledged else ""
    later = f", not before {day(item.snoozed_until)}" if item.snoozed_until else ""
    return f"the {item.owner}{on_it}, by {day(item.due_on)}{later}"


def sessions_in_words(held: int, planned: int | None) -> str:
    """How many sessions took place, of how many; ``None`` where there is no such number."""
    if planned is not None:
        return f"{held} of {planned} sessions held"
    return "1 session held" if held == 1 else f"{held} sessions held"


def table(head: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> str:
    """A table; nothing when there are no rows."""
    lines = [_row(row) for row in rows]
    if not lines:
        return ""
    return "\n".join((_row(head), "|:--" * len(head) + "|", *lines))


GAP = "\N{EM SPACE}"
"""The Temporal UI sets the cells of a table side by side without any space."""


def _row(cells: tuple[object, ...]) -> str:
    return "|" + "|".join(f"{cell}{GAP}" for cell in cells) + "|"

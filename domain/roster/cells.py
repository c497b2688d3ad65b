"""From the text of a cell to a value; problems are described without repeating the text."""

import re
from datetime import date
from typing import NamedTuple

from domain.engine.base import OPAQUE_ID_PATTERN
from domain.roster.columns import CellKind

_WHOLE = re.compile(r"([0-9]{1,9})(?:[.,]0{1,9})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GERMAN_DAY = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_BROKEN = re.compile(r"=.*|#+|#(?:N/A|NV|N/V|NA)|#[^\s!?]+[!?]", re.DOTALL)
"""A formula, a column that is too narrow, or an error such as #REF! and #BEZUG!."""


class Cell(NamedTuple):
    """The content of a cell."""

    value: str | int | date | tuple[str, ...] | dict[str, int]
    problems: tuple[str, ...] = ()


def is_broken(text: str) -> bool:
    """Whether a spreadsheet has left a formula or an error instead of a value."""
    return _BROKEN.fullmatch(text) is not None


def read_cell(kind: CellKind, text: str) -> Cell:
    """Read a cell that is not empty."""
    match kind:
        case CellKind.NUMBER:
            whole = _WHOLE.fullmatch(text)
            return Cell(int(whole[1])) if whole else Cell(text, (not_valid(),))
        case CellKind.TEXT:
            return Cell(text)
        case CellKind.CHOICE:
            return Cell(text.lower())
        case CellKind.DATE:
            return _date(text)
        case CellKind.LIST:
            return _list(entries(text))
        case CellKind.CHOICES:
            return _list(entries(text.lower()))
        case CellKind.KNOWLEDGE:
            return _knowledge(entries(text))


def entries(text: str) -> list[str]:
    """The entries of a list in a cell."""
    return [entry for entry in map(str.strip, re.split(r"[;,\n]", text)) if entry]


def repeats(number: int) -> str:
    """The problem of an entry that is listed twice; entries are counted from 1."""
    return f"entry {number} repeats an earlier one"


def not_valid(number: int | None = None) -> str:
    """The problem of content that its column does not allow."""
    return "is not valid" if number is None else f"entry {number} is not valid"


def _list(found: list[str]) -> Cell:
    problems = tuple(
        repeats(number) for number, entry in enumerate(found, 1) if entry in found[: number - 1]
    )
    return Cell(tuple(found), problems)


def _date(text: str) -> Cell:
    german = _GERMAN_DAY.fullmatch(text)
    written = f"{german[3]}-{int(german[2]):02}-{int(german[1]):02}" if german else text
    try:
        if _DAY.fullmatch(written):
            return Cell(date.fromisoformat(written))
    except ValueError:
        pass  # no such day
    return Cell(text, (not_valid(),))


def _knowledge(found: list[str]) -> Cell:
    levels: dict[str, int] = {}
    problems = []
    for number, entry in enumerate(found, 1):
        topic, _, level = (part.strip() for part in entry.rpartition(":"))
        if not (re.fullmatch(OPAQUE_ID_PATTERN, topic) and re.fullmatch("[0-5]", level)):
            problems.append(not_valid(number))
        elif topic in levels:
            problems.append(repeats(number))
        else:
            levels[topic] = int(level)
    return Cell(dict(sorted(levels.items())), tuple(problems))

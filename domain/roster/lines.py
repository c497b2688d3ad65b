"""Rules across the lines of a file. They look at the text of the cells, so that a line with another
mistake still counts as that person, and one mistake does not cause others."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from pydantic import validate_email

from domain.roster.cells import entries
from domain.roster.columns import KEYS
from domain.roster.mistakes import Mistake

MANAGERS = ("manager_id", "new_manager_id")
NAMING = frozenset({*MANAGERS, "do_not_match"})
"""Columns that name other people."""
ADDRESSES = ("mail", "second_mail")


class Line(NamedTuple):
    """The filled cells of a person, by column of the roster."""

    number: int
    cells: Mapping[str, str]


NEW = "new:"
"""Begins what stands for the id of a person who has none yet: ``new:`` and the line."""


def with_ids(lines: Sequence[Line]) -> list[Line]:
    """The lines as if all had an id, and named each other by it: they may also use numbers."""
    ids = {
        line.cells[key]: line.cells.get("id", f"{NEW}{line.number}")
        for key in reversed(KEYS)
        for line in reversed(lines)
        if key in line.cells
    }

    def named(line: Line) -> Line:
        cells = dict(line.cells)
        if key := next((cells[key] for key in KEYS if key in cells), None):
            cells["id"] = ids[key]
        for column in NAMING.intersection(cells):
            others = (ids.get(entry, entry) for entry in entries(cells[column]))
            cells[column] = "; ".join(others)
        return Line(line.number, cells)

    return [named(line) for line in lines]


def mistakes_across(lines: Sequence[Line], titles: Mapping[str, str]) -> Iterator[Mistake]:
    """Repeated ids, numbers and mail addresses, unknown people, circular reporting lines."""
    for column in KEYS:
        yield from _repeated(lines, (column,), titles)
    yield from _repeated(lines, ADDRESSES, titles)
    if not any(key in titles for key in KEYS):  # everybody would be unknown
        return
    yield from _unknown_people(lines, titles)
    for column in MANAGERS:
        if column in titles:
            yield from _circular_reporting(lines, column, titles)


def _repeated(
    lines: Sequence[Line], columns: Sequence[str], titles: Mapping[str, str]
) -> Iterator[Mistake]:
    """What stands twice in these columns, taken together."""
    first: dict[str, int] = {}
    for line, column in product(lines, columns):
        text = line.cells.get(column, "")
        text = _one_spelling(text) if column in ADDRESSES else text
        if not text:
            continue
        if text in first:
            problem = f"is the same as in line {first[text]}"
            yield Mistake(line.number, titles[column], problem, "each person has an own one")
        first.setdefault(text, line.number)


def _one_spelling(mail: str) -> str:
    """An address as it is stored, whatever capitals, display name or form of its domain it has."""
    try:
        return validate_email(mail)[1].casefold()
    except ValueError:
        return mail.casefold()


def _unknown_people(lines: Sequence[Line], titles: Mapping[str, str]) -> Iterator[Mistake]:
    known = {line.cells.get("id") for line in lines}
    allowed = "ids or numbers of other people in the file"
    for line in lines:
        own = line.cells.get("id")
        for column in MANAGERS:
            manager = line.cells.get(column)
            if manager == own and own:
                yield Mistake(line.number, titles[column], "is the person's own id", allowed)
            elif manager and manager not in known:
                yield Mistake(line.number, titles[column], "is nobody in the file", allowed)
        for number, other in enumerate(entries(line.cells.get("do_not_match", "")), 1):
            if other == own or other not in known:
                who = "the person's own id" if other == own else "nobody in the file"
                yield Mistake(
                    line.number, titles["do_not_match"], f"entry {number} is {who}", allowed
                )


def _circular_reporting(
    lines: Sequence[Line], column: str, titles: Mapping[str, str]
) -> Iterator[Mistake]:
    """Reporting lines as they are, or as they will be after the changes that are known ahead."""
    number: dict[str, int] = {}
    manager: dict[str, str] = {}
    says = {line.cells.get("id") for line in lines if column in line.cells}
    for line in lines:
        own, above = line.cells.get("id"), line.cells.get(column, line.cells.get("manager_id"))
        if own and own not in number:  # of two people with the same id, the first one counts
            number[own] = line.number
            if above and above != own:
                manager[own] = above
    seen: set[str] = set()
    for start in manager:
        path: list[str] = []
        person = start
        while person in manager and person not in seen:
            seen.add(person)
            path.append(person)
            person = manager[person]
        if person in path:
            circle = path[path.index(person) :]
            if says.isdisjoint(circle):  # told of the other column
                continue
            via = " → ".join(str(number[member]) for member in [*circle, person])
            problem = f"the reporting line is a circle: lines {via}"
            yield Mistake(min(number[member] for member in circle), titles[column], problem)

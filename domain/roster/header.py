"""How the names in the first line of a file lead to the columns of the roster."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import NamedTuple

from domain.engine.base import Frozen, as_key
from domain.roster.columns import COLUMN_NAMES, COLUMNS, KEYS
from domain.roster.mistakes import Mistake, column_title
from domain.roster.sheet import Row

_ALL_NAMES = ", ".join(COLUMN_NAMES)


class ColumnNames(Frozen):
    """How a file names its columns; case, spaces and hyphens do not matter."""

    mapped: Mapping[str, str] = {}
    """Names of the roster by the names that the file uses instead."""
    ignored: tuple[str, ...] = ()
    """Names in the file that are ignored on purpose."""

    def column(self, header: str) -> str | None:
        """The column of the roster that a name in the file stands for."""
        name = _plain(header)
        mapped = {_plain(key): column for key, column in self.mapped.items()}
        column = mapped.get(name, name)
        return column if column in COLUMN_NAMES else None

    def ignores(self, header: str) -> bool:
        """Whether a column is ignored on purpose."""
        return _plain(header) in map(_plain, self.ignored)


class Header(NamedTuple):
    """Where each column of the roster stands in the file."""

    places: Mapping[str, int]
    titles: Mapping[str, str]
    """As mistakes call the columns: ``column J "birth year"``."""
    named: frozenset[int]
    """Positions that have a name, known or not."""
    mistakes: tuple[Mistake, ...]


def read_header(row: Row, names: ColumnNames) -> Header:
    """Find the columns, and everything that is wrong with their names.

    A line without a single known name is not a header, but may be a person: it is not repeated.
    """
    index: dict[str, int] = {}
    titles: dict[str, str] = {}
    mistakes: list[Mistake] = []
    for position, name in enumerate(row.cells):
        if not name or names.ignores(name):
            continue
        title = column_title(position, " ".join(name.split()))
        column = names.column(name)
        if column is None:
            mistakes.append(
                Mistake(
                    row.line, title, _unknown(name), "a known name; or map or ignore the column"
                )
            )
        elif column in index:
            mistakes.append(Mistake(row.line, title, f"is a second column for {column}", "one"))
        else:
            index[column] = position
            titles[column] = title
    if index:
        mistakes += _missing(index, row.line)
    else:
        mistakes = [Mistake(row.line, "header", "holds no name of a column", _ALL_NAMES)]
    named = frozenset(at for at, name in enumerate(row.cells) if name)
    return Header(index, titles, named, (*_mapping_mistakes(row, names), *mistakes))


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "_", as_key(name))


def _unknown(name: str) -> str:
    close = get_close_matches(_plain(name), COLUMN_NAMES, n=1)
    return "is an unknown column" + (f", perhaps {close[0]}" if close else "")


def _missing(index: Mapping[str, int], line: int) -> list[Mistake]:
    missing = [column.name for column in COLUMNS if column.needed and column.name not in index]
    if not any(key in index for key in KEYS):
        missing.insert(0, " or ".join(KEYS))
    return [Mistake(line, "header", f"the column {name} is missing") for name in missing]


def _mapping_mistakes(row: Row, names: ColumnNames) -> Iterator[Mistake]:
    present = {_plain(name) for name in row.cells}
    for name in (*names.mapped, *names.ignored):
        if _plain(name) not in present:
            yield Mistake(None, f'mapped or ignored column "{name}"', "is not in the file")
    for name, column in names.mapped.items():
        if column not in COLUMN_NAMES:
            yield Mistake(
                None, f'mapped column "{name}"', f"{column} is no column of the roster", _ALL_NAMES
            )

"""Roster files for tests."""

import csv
import io

import pytest

from domain.engine.errors import InvalidInput
from domain.programme.people import Person
from domain.roster.columns import COLUMN_NAMES
from domain.roster.header import ColumnNames
from domain.roster.reading import ImportRules, RosterFile, read_roster

REGIONS = frozenset({"DE-BW", "FR", "GB-ENG"})
THIS_YEAR = 2026

COMPLETE = {
    "id": "p-1",
    "name": "Ada Example",
    "mail": "ada@example.org",
    "site": "DE-BW",
    "department": "Care",
    "level": "2",
}
"""The cells that may not be empty."""


def cells(number: int = 1, /, **others: str) -> dict[str, str]:
    """The cells of one valid person, with other ones in place of or besides the needed ones."""
    own = {"id": f"p-{number}", "mail": f"person{number}@example.org"}
    return COMPLETE | own | others


def csv_of(*rows: dict[str, str], delimiter: str = ",", line_end: str = "\n") -> bytes:
    """A file with all columns that the rows name."""
    names = [name for name in COLUMN_NAMES if any(name in row for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, names, delimiter=delimiter, lineterminator=line_end)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def read(data: bytes, names: ColumnNames | None = None) -> RosterFile:
    """Read with the regions and the year of these tests."""
    rules = ImportRules(this_year=THIS_YEAR, regions=REGIONS, names=names or ColumnNames())
    return read_roster(data, rules)


def people_of(data: bytes) -> tuple[Person, ...]:
    """The people in a valid file."""
    return read(data).people


def mistakes_of(data: bytes, names: ColumnNames | None = None) -> list[str]:
    """All that is said about a faulty file."""
    with pytest.raises(InvalidInput) as refused:
        read(data, names)
    return [str(problem) for problem in refused.value.problems]

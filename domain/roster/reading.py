"""Read a roster file: all people in it, or every mistake in it."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple, Self

from pydantic import ValidationError

from domain.engine.base import OPAQUE_ID_PATTERN, Frozen, as_key
from domain.programme.people import CHANGING, Person
from domain.roster.cells import Cell, is_broken, not_valid, read_cell
from domain.roster.columns import COLUMN_NAMES, COLUMNS, EARLIEST_WORKING_AGE, KEYS, Column
from domain.roster.header import ColumnNames, Header, read_header
from domain.roster.lines import NEW, Line, mistakes_across, with_ids
from domain.roster.mistakes import Mistake, refusal
from domain.roster.sheet import Row, read_sheet

_FEW_LETTERS = 2
_BY_NAME = {column.name: column for column in COLUMNS}


class RosterFile(Frozen):
    """A file without mistakes."""

    sha256: str
    """Hash of the file's bytes, by which an earlier import of it is recognised."""
    people: tuple[Person, ...]
    """Those without an id have one that only stands for their line; `domain.roster.identity` finds
    or makes theirs."""
    columns: frozenset[str] = frozenset(COLUMN_NAMES)
    """What the file tells of people; it says nothing about anything else."""

    def as_of(self, day: date) -> Self:
        """The file with those changes made that it knows ahead, and whose day has come by then."""
        return self.model_copy(update={"people": tuple(one.as_of(day) for one in self.people)})


class ImportRules(Frozen):
    """What a file is checked against besides the model."""

    this_year: int
    """The year of the import: the domain has no clock."""
    regions: frozenset[str]
    """Countries and regions whose holidays are known."""
    names: ColumnNames = ColumnNames()


class _Reading(NamedTuple):
    person: Person | None
    mistakes: list[Mistake]


def read_roster(data: bytes, rules: ImportRules) -> RosterFile:
    """Read a CSV file. Raises `InvalidInput` with every mistake of it at once."""
    sheet = read_sheet(data, lambda name: rules.names.column(name) is not None)
    header = read_header(sheet.header, rules.names)
    if not header.places:
        raise refusal(header.mistakes)
    lines = with_ids([_line(row, header) for row in sheet.rows])
    readings = [
        _read(row, line, header, rules) for row, line in zip(sheet.rows, lines, strict=True)
    ]
    mistakes = [*header.mistakes, *mistakes_across(lines, header.titles)]
    mistakes += [mistake for reading in readings for mistake in reading.mistakes]
    if not lines:
        mistakes.append(Mistake(None, "", "nobody is in the file", "a line per person"))
    if mistakes:
        raise refusal(_in_reading_order(mistakes, header))
    people = tuple(reading.person for reading in readings if reading.person)
    return RosterFile(
        sha256=hashlib.sha256(data).hexdigest(), people=people, columns=frozenset(header.places)
    )


def _in_reading_order(mistakes: list[Mistake], header: Header) -> list[Mistake]:
    place = {title: header.places[column] for column, title in header.titles.items()}
    return sorted(mistakes, key=lambda found: (found.line or 0, place.get(found.column, -1)))


def _line(row: Row, header: Header) -> Line:
    filled = {
        column: row.cells[at]
        for column, at in header.places.items()
        if at < len(row.cells) and row.cells[at]
    }
    return Line(row.line, filled)


def _read(row: Row, line: Line, header: Header, rules: ImportRules) -> _Reading:
    if any(cell and at not in header.named for at, cell in enumerate(row.cells)):
        # Everything in such a line may stand in the wrong column: further mistakes would mislead.
        problem = "there are more cells than names in the header"
        remedy = "a cell that contains the delimiter stands in quotation marks"
        return _Reading(None, [Mistake(line.number, "", problem, remedy)])
    values: dict[str, object] = {"roles": ()}
    mistakes: list[Mistake] = []
    for name, text in line.cells.items():
        column = _BY_NAME[name]
        cell = read_cell(column.kind, text)
        if is_broken(text):
            cell = Cell(text, ("is a formula, or the error that one has left",))
        values[name] = cell.value
        mistakes += (_mistake(line, header, column, problem) for problem in cell.problems)
    mistakes += _rule_mistakes(values, line, header, rules)
    try:
        return _Reading(Person.model_validate(values), mistakes)
    except ValidationError as error:
        told = {mistake.column for mistake in mistakes}
        found = _model_mistakes(error, line, header)
        more = (mistake for mistake in found if mistake.column not in told)
        return _Reading(None, [*mistakes, *more])


def _model_mistakes(error: ValidationError, line: Line, header: Header) -> Iterator[Mistake]:
    for detail in error.errors(include_url=False, include_context=False, include_input=False):
        if not detail["loc"]:  # told by `_rule_mistakes`, at its cell
            continue
        name, *rest = detail["loc"]
        if name == "id" and "id" not in line.cells:
            name = next((key for key in KEYS if key in header.places), name)
        column = _BY_NAME[str(name)]
        if detail["type"] != "missing":
            entry = rest[0] + 1 if rest and isinstance(rest[0], int) else None
            yield _mistake(line, header, column, not_valid(entry))
        elif column.name in header.places:
            yield _mistake(line, header, column, "is missing")


def _rule_mistakes(
    values: Mapping[str, object], line: Line, header: Header, rules: ImportRules
) -> Iterator[Mistake]:
    birth_year = values.get("birth_year")
    if isinstance(birth_year, int) and birth_year > rules.this_year - EARLIEST_WORKING_AGE:
        yield _mistake(line, header, _BY_NAME["birth_year"], not_valid())
    if problem := _not_a_leave(values):
        yield _mistake(line, header, _BY_NAME["away_until"], problem)
    if problem := _revealing(line.cells):
        allowed = "a pseudonym; or none, and the import makes one"
        yield Mistake(line.number, header.titles["id"], problem, allowed)
    if change := _not_a_change(values):
        yield _mistake(line, header, _BY_NAME[change.column], change.why)
    for column in ("site", "new_site"):
        site = line.cells.get(column)
        if site and not is_broken(site) and site not in rules.regions:
            yield _mistake(line, header, _BY_NAME[column], not_valid())


def _not_a_leave(values: Mapping[str, object]) -> str | None:
    first, last = values.get("away_from"), values.get("away_until")
    if last is not None and first is None:
        return "has no away_from"
    if isinstance(first, date) and isinstance(last, date) and last < first:
        return not_valid()
    return None


class _NotAChange(NamedTuple):
    column: str
    why: str


def _not_a_change(values: Mapping[str, object]) -> _NotAChange | None:
    """A day without anything that changes on it, or the other way round."""
    new = [f"new_{field}" for field in CHANGING if f"new_{field}" in values]
    if "changes_on" in values:
        return None if new else _NotAChange("changes_on", "has nothing that changes")
    return _NotAChange(new[0], "has no changes_on") if new else None


def _revealing(cells: Mapping[str, str]) -> str | None:
    """What an id says about the person. It goes where no name may be seen: into Temporal and logs.

    Nobody is told by three letters that a name happens to have, too.
    """
    id_ = cells.get("id", "")
    if id_.startswith(NEW):
        return None if "number" in cells else not_valid()
    if not re.fullmatch(OPAQUE_ID_PATTERN, id_):
        return None
    known = f"{cells.get('name', '')} {cells.get('mail', '').partition('@')[0]}"
    words = set(re.split(r"[\W_]+", as_key(known)))
    if id_ and id_ == cells.get("number"):
        return "is the number of the person"
    if any(len(word) > _FEW_LETTERS and word in words for word in re.split(r"[\W_]+", as_key(id_))):
        return "tells the name of the person"
    return None


def _mistake(line: Line, header: Header, column: Column, problem: str) -> Mistake:
    return Mistake(line.number, header.titles[column.name], problem, column.allowed)

"""The columns, the page about them and the example belong together."""

from pathlib import Path

import pytest

from adapters.holiday_regions import holiday_regions
from domain.programme.people import Gap, Person, Side
from domain.roster.columns import COLUMN_NAMES, COLUMNS
from domain.roster.reading import ImportRules, read_roster
from tests.unit.roster.files import THIS_YEAR, cells, csv_of

ROOT = Path(__file__).parents[3]
RULES = ImportRules(this_year=THIS_YEAR, regions=holiday_regions())


@pytest.fixture(scope="module")
def example() -> tuple[Person, ...]:
    """The people of the fictitious company."""
    return read_roster((ROOT / "examples" / "people.csv").read_bytes(), RULES).people


def test_every_field_of_a_person_has_a_column() -> None:
    """A new field of the model needs a column, in the same order, and is needed in both or none."""
    assert tuple(Person.model_fields) == COLUMN_NAMES
    needed = {name for name, field in Person.model_fields.items() if field.is_required()}
    # Nobody has to have a role: an empty cell says so. And the import makes ids.
    assert {column.name for column in COLUMNS if column.needed} == needed - {"id", "roles"}


def test_the_page_describes_the_columns() -> None:
    """The table in docs/roster.md says what the code says."""
    page = (ROOT / "docs" / "roster.md").read_text(encoding="utf-8")
    table = [
        f"| `{column.name}` | {'yes' if column.needed else ''} | {column.meaning} "
        f"| {column.allowed} | `{column.example}` |"
        for column in COLUMNS
    ]
    assert [line for line in page.splitlines() if line.startswith("| `")] == table


def test_the_examples_in_the_page_are_valid() -> None:
    """A person made of all examples can be imported."""
    examples = {column.name: column.example for column in COLUMNS}
    others = [cells(1, id=examples["manager_id"]), cells(2, id=examples["do_not_match"])]
    imported = read_roster(csv_of(examples, *others), RULES)
    assert len(imported.people) == 3


def test_the_example_has_somebody_for_every_purpose(example: tuple[Person, ...]) -> None:
    """The example roster has mentors, mentees, owners, an incomplete person and a pair to keep
    apart."""
    assert len(example) == 40
    ready = [person for person in example if not person.gaps]
    assert sum(Side.MENTOR in person.roles for person in ready) == 12
    assert sum(Side.MENTEE in person.roles for person in ready) == 14
    assert {gap for person in example if person.roles for gap in person.gaps} == {
        Gap.BIRTH_YEAR,
        Gap.KNOWLEDGE,
    }
    assert sum(len(person.do_not_match) for person in example) == 1


def test_the_example_reaches_nobody_real(example: tuple[Person, ...]) -> None:
    """All mail addresses are in domains that are reserved for examples (RFC 2606)."""
    assert {person.mail.partition("@")[2] for person in example} <= {"example.com", "example.org"}


def test_who_is_never_matched_tells_no_birth_year(example: tuple[Person, ...]) -> None:
    """The example roster leaves out birth years of people who are never matched."""
    assert all(person.birth_year is None for person in example if not person.roles)

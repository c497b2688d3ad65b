"""What a line says about a person, and what is said about a faulty one."""

import string
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.engine.base import one_line
from domain.engine.errors import InvalidInput
from domain.programme.people import Gender, Locale, Person, Side
from domain.roster.cells import is_broken
from domain.roster.mistakes import line_ranges
from tests.unit.roster.files import REGIONS, cells, csv_of, mistakes_of, people_of, read

IDS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,20}", fullmatch=True)


def can_be_seen(text: str) -> bool:
    """Not marks alone, such as an accent without a letter."""
    try:
        return bool(one_line(text)) and not is_broken(text)
    except ValueError:
        return False


LINES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=30).filter(
    can_be_seen
)


def tuples(of: st.SearchStrategy[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Some different ones."""
    return st.lists(of, max_size=4, unique=True).map(tuple)


PEOPLE = st.builds(
    Person,
    id=IDS,
    name=LINES,
    mail=st.just("ada@example.org"),
    locale=st.sampled_from(Locale),
    time_zone=st.sampled_from(["UTC", "Europe/Berlin"]),
    site=st.sampled_from(sorted(REGIONS)),
    department=LINES,
    level=st.integers(0, 30),
    birth_year=st.none() | st.integers(1900, 2012),
    gender=st.none() | st.sampled_from(Gender),
    manager_id=st.none(),
    roles=tuples(st.sampled_from(Side)),
    capacity=st.none() | st.integers(0, 10),
    knowledge=st.dictionaries(IDS, st.integers(0, 5), max_size=4),
    wanted=tuples(IDS),
    experience=tuples(IDS),
    expectations=tuples(IDS),
    languages=st.lists(st.sampled_from(["de", "en", "fr"]), min_size=1, unique=True).map(tuple),
    do_not_match=st.just(()),
)


def as_cells(person: Person) -> dict[str, str]:
    """A person as people would type them in."""
    filled: dict[str, str] = {}
    for name, value in person:
        match value:
            case None:
                filled[name] = ""
            case dict():
                filled[name] = "; ".join(f"{topic}:{level}" for topic, level in value.items())
            case tuple():
                filled[name] = "; ".join(value)
            case _:
                filled[name] = str(value)
    return filled


@given(PEOPLE, st.sampled_from(",;\t"))
def test_what_is_written_is_read(person: Person, delimiter: str) -> None:
    """Any person, written into a file, is read back the same."""
    assert people_of(csv_of(as_cells(person), delimiter=delimiter)) == (person,)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_people_or_mistakes(data: bytes) -> None:
    """No content whatsoever brings about another error than the list of mistakes."""
    header = b"id,name,mail,site,department,level,birth_year,knowledge,manager_id,do_not_match\n"
    for candidate in (data, header + data):
        with suppress(InvalidInput):
            assert read(candidate).people


CONTENT = st.text(string.ascii_letters + string.digits + "@:;., -", min_size=1, max_size=12)


@given(st.dictionaries(st.sampled_from(sorted(Person.model_fields)), CONTENT), CONTENT)
def test_no_mistake_repeats_a_cell(others: dict[str, str], more: str) -> None:
    """No mistake repeats the content of a cell."""
    marked = {name: f"Xq7{content}" for name, content in others.items()}
    data = csv_of(cells(1, **marked), cells(2)) + f'Xq7{more},"Xq7",Xq7@Xq7\n'.encode()
    for mistake in mistakes_of(data):
        assert "xq7" not in mistake.lower()


@given(PEOPLE)
def test_a_person_in_a_log_is_an_id(person: Person) -> None:
    """A printed person, on purpose or within an error, shows no name, mail or birth year."""
    other = person.model_copy(update={"name": "X", "mail": "x@x.org", "birth_year": 1950})
    assert repr(person) == repr(other)
    assert str(person) == str(other)


def test_empty_cells_mean_the_default() -> None:
    """Only six cells of a line must be filled; all others may be empty or have no column."""
    (short,) = people_of(csv_of(cells()))
    (empty,) = people_of(csv_of(dict.fromkeys(Person.model_fields, "") | cells()))
    assert short == empty
    assert (short.roles, short.languages, short.locale) == ((), ("en",), Locale.ENGLISH)


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("id", "ada@example.org"),
        ("name", "A\x00B"),
        ("name", "A" * 201),
        ("mail", "ada.example.org"),
        ("locale", "de-DE"),
        ("time_zone", "Berlin"),
        ("site", "Stuttgart"),
        ("site", "DE-XX"),
        ("department", "A\x1bB"),
        ("level", "two"),
        ("level", "31"),
        ("birth_year", "1899"),
        ("birth_year", "2013"),
        ("birth_year", "9" * 5000),
        ("gender", "w"),
        ("capacity", "-1"),
    ],
)
def test_a_wrong_cell_is_told_with_what_is_allowed(column: str, content: str) -> None:
    """Each wrong cell is one mistake with its place and what may stand there."""
    (mistake,) = mistakes_of(csv_of(cells(1, **{column: content})))
    assert mistake.startswith("line 2, column ")
    assert f'"{column}": is not valid (allowed: ' in mistake


@pytest.mark.parametrize(
    ("leave", "problem"),
    [
        ({"away_until": "2027-05-14"}, "has no away_from"),
        ({"away_from": "2027-05-15", "away_until": "2027-05-14"}, "is not valid"),
    ],
)
def test_a_leave_begins_before_it_ends(leave: dict[str, str], problem: str) -> None:
    """A leave without a first day, or with one after its last, is a mistake at its last day."""
    (mistake,) = mistakes_of(csv_of(cells(1, **leave)))
    assert f'"away_until": {problem} (allowed: ' in mistake


@pytest.mark.parametrize("column", ["id", "name", "mail", "site", "department", "level"])
def test_a_needed_cell_may_not_be_empty(column: str) -> None:
    """Each of the six required cells is missed if it is empty."""
    (mistake,) = mistakes_of(csv_of(cells(1, **{column: " "})))
    assert f'"{column}": is missing (allowed: ' in mistake


@pytest.mark.parametrize(
    ("column", "content", "entry"),
    [
        ("roles", "mentor; coach", "entry 2 is not valid"),
        ("roles", "Mentor; mentor", "entry 2 repeats an earlier one"),
        ("knowledge", "ai:5; ml 4", "entry 2 is not valid"),
        ("knowledge", "ai:6", "entry 1 is not valid"),
        ("knowledge", "ai:1, ai:2", "entry 2 repeats an earlier one"),
        ("wanted", "ai; agile work", "entry 2 is not valid"),
        ("languages", "de; english", "entry 2 is not valid"),
        ("experience", "a; a", "entry 2 repeats an earlier one"),
    ],
)
def test_a_wrong_entry_is_told_by_its_number(column: str, content: str, entry: str) -> None:
    """In a list, the entry that is wrong is counted, not repeated."""
    (mistake,) = mistakes_of(csv_of(cells(1, **{column: content})))
    assert f'"{column}": {entry} (allowed: ' in mistake


def test_all_mistakes_of_all_lines_come_at_once_and_in_order() -> None:
    """All mistakes come at once, in order of lines and columns; equal ones are told once."""
    rows = [cells(number, locale="de_DE") for number in range(1, 5)]
    rows[1] |= {"level": "high", "name": ""}
    rows[3] |= {"manager_id": "p-9"}
    assert [mistake.partition(" (")[0] for mistake in mistakes_of(csv_of(*rows))] == [
        'lines 2–5, column D "locale": is not valid',
        'line 3, column B "name": is missing',
        'line 3, column G "level": is not valid',
        'line 5, column H "manager_id": is nobody in the file',
    ]


def test_a_line_with_too_many_cells_is_one_mistake() -> None:
    """A comma that was not quoted shifts all cells: only this is told, not what follows from it."""
    data = csv_of(cells()) + b"p-2,Example, Bob,bob@example.org,FR,Care,2\n"
    (mistake,) = mistakes_of(data)
    assert mistake.startswith("line 3: there are more cells than names in the header")


@given(st.lists(st.integers(1, 40), min_size=1, max_size=30).map(sorted))
def test_line_numbers_in_short_are_complete(lines: list[int]) -> None:
    """Ranges name exactly the lines that are meant."""
    parts = line_ranges(lines).removeprefix("lines ").removeprefix("line ").replace(" and ", ", ")
    named = [
        range(int(part.split("–")[0]), int(part.split("–")[-1]) + 1) for part in parts.split(", ")
    ]
    assert [number for run in named for number in run] == sorted(set(lines))


@pytest.mark.parametrize(
    ("column", "content"),
    [
        ("birth_year", "+1995"),
        ("birth_year", "19_95"),
        ("birth_year", "2020.0"),
        ("birth_year", "1995.5"),
        ("level", "1e1"),
        ("level", "٣"),
        ("capacity", "2.1"),
    ],
)
def test_what_only_computers_take_for_a_number_is_refused(column: str, content: str) -> None:
    """Signs, underscores, fractions and powers are no numbers of a roster; nor is a child's year
    taken because of how it is written."""
    (mistake,) = mistakes_of(csv_of(cells(1, **{column: content})))
    assert f'"{column}": is not valid (allowed: ' in mistake


def test_a_spreadsheet_may_write_whole_numbers_with_a_fraction_of_zero() -> None:
    """2.0 is 2, and 1995,0 is 1995: spreadsheets write columns of numbers like this."""
    (person,) = people_of(csv_of(cells(level="2.0", birth_year="1995,0", capacity="1.00")))
    assert (person.level, person.birth_year, person.capacity) == (2, 1995, 1)


@pytest.mark.parametrize("column", ["id", "name", "mail", "site", "department", "level"])
@pytest.mark.parametrize(
    "content", ["#N/A", "#NV", "#REF!", "#BEZUG!", "#NAME?", "#WERT!", "#DIV/0!", "####", "=1+1"]
)
def test_what_a_broken_formula_leaves_is_no_content(column: str, content: str) -> None:
    """Errors of spreadsheets and formulas are told, and nobody is called or works at #REF!."""
    (mistake,) = mistakes_of(csv_of(cells(1, **{column: content})))
    assert f'"{column}": is a formula, or the error that one has left' in mistake

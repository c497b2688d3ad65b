"""Who is who in a file: ids are ours, numbers are HR's."""

from collections.abc import Iterator, Sequence
from itertools import count

import pytest

from domain.engine.errors import InvalidInput
from domain.programme.ids import PersonId
from domain.programme.people import Person, Side
from domain.roster.changes import RosterEntry, Verdict, changes, verdict
from domain.roster.finding import found
from domain.roster.identity import Identified, identified
from tests.unit.roster.files import COMPLETE, csv_of, mistakes_of, read

NUMBERED = {name: cell for name, cell in COMPLETE.items() if name != "id"}


def _row(number: str, **others: str) -> dict[str, str]:
    """A person without an id."""
    return NUMBERED | {"number": number, "mail": f"hr{number[-1]}@example.org"} | others


def _fresh() -> Iterator[str]:
    return (f"p-made-{n}" for n in count(1))


def _imported(known: Sequence[Person], *rows: dict[str, str]) -> Identified:
    made = _fresh()
    entries = [RosterEntry(person=person) for person in known]
    return identified(entries, read(csv_of(*rows)), lambda: PersonId(next(made)))


def test_an_import_makes_ids_that_say_nothing() -> None:
    """People come with the numbers of HR and get ids of ours, also where they name others."""
    boss, one = _row("0042/1"), _row("0042/2", manager_id="0042/1", do_not_match="0042/1")
    first, second = _imported([], boss, one).people
    assert (first.id, first.number) == ("p-made-1", "0042/1")
    assert (second.id, second.manager_id, second.do_not_match) == (
        "p-made-2",
        "p-made-1",
        ("p-made-1",),
    )


def test_case_40_a_person_stays_the_same_under_another_name_and_address() -> None:
    """A later file with another name, address and department is about the same person."""
    (known,) = _imported([], _row("1")).people
    (again,) = _imported([known], _row("1", name="Ada Married", mail="new@example.org")).people
    assert (again.id, again.name) == (known.id, "Ada Married")


def test_case_40_a_changed_number_is_recognised_by_the_address_and_asked_about() -> None:
    """Somebody with a new number and a known address may be the same person: nothing is changed
    before somebody says so, and then they are."""
    (known,) = _imported([], _row("1")).people
    file = _row("P-0001", mail="HR1@example.org")
    people, renamed = _imported([known], file)
    assert [(perhaps.known, perhaps.now) for perhaps in renamed] == [(known.id, "P-0001")]
    difference = changes([RosterEntry(person=known)], people, renamed)
    assert verdict(difference, confirmed=False) is Verdict.NEEDS_CONFIRMATION
    told = known.model_copy(update={"number": "P-0001"})
    (same,), doubts = _imported([told], file)
    assert (same.id, doubts) == (known.id, ())


def test_case_39_a_missing_column_empties_nothing() -> None:
    """A file with everybody in it but without some columns leaves alone what they would fill."""
    (boss, known) = _imported(
        [], _row("1"), _row("2", manager_id="1", roles="mentee", do_not_match="1", capacity="1")
    ).people
    assert known.roles == (Side.MENTEE,)
    again = _imported([boss, known], _row("1"), _row("2", level="3")).people
    assert again == (boss, known.model_copy(update={"level": 3}))
    emptied = _imported([boss, known], _row("1"), _row("2", manager_id="", roles="")).people
    assert (emptied[1].manager_id, emptied[1].roles, emptied[1].capacity) == (None, (), 1)


def test_an_id_that_hr_changes_stays_ours() -> None:
    """After a rename, a file that has other ids of its own is still about the people we know."""
    known = Person.model_validate(COMPLETE | {"roles": (), "number": "Q7"})
    (again,), _ = _imported([known], COMPLETE | {"id": "Q7"})
    assert again.id == known.id


def test_two_lines_about_one_person_are_refused() -> None:
    """A person who stands in a file by id and again by number would be changed twice."""
    known = Person.model_validate(COMPLETE | {"roles": (), "number": "77"})
    rows = (COMPLETE | {"number": ""}, _row("77") | {"id": ""})
    with pytest.raises(InvalidInput, match="two lines are about the same person"):
        _imported([known], *rows)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"id": "ada.example", "number": "1"}, "tells the name of the person"),
        ({"id": "u-example-7", "number": "1"}, "tells the name of the person"),
        ({"id": "lovelace", "number": "1", "mail": "a.lovelace@example.org"}, "tells the name"),
        ({"id": "4711", "number": "4711"}, "is the number of the person"),
        ({"id": "new:9", "number": ""}, "is not valid"),
        ({"id": "", "number": ""}, "is missing"),
    ],
)
def test_an_id_that_tells_who_it_is_is_refused(cells: dict[str, str], problem: str) -> None:
    """Ids go where no name may be seen, so none may be a name, an address or a number of HR."""
    told = mistakes_of(csv_of(NUMBERED | cells))
    assert len(told) == 1
    assert problem in told[0]


@pytest.mark.parametrize("whom", ["p-1", "00417", "ADA@example.org", "ada example", "exampl"])
def test_people_are_found_by_what_hr_knows(whom: str) -> None:
    """A person is found by id, number, address, name, or a part of it."""
    known = Person.model_validate(COMPLETE | {"roles": (), "number": "00417"})
    other = known.model_copy(
        update={"id": "p-2", "number": None, "mail": "b@x.org", "name": "Bo Berg"}
    )
    entries = [RosterEntry(person=person) for person in (known, other)]
    assert [entry.person.id for entry in found(entries, whom)] == ["p-1"]
    assert found(entries, "nobody") == []

"""What the roster knows of a person to change on a day ahead."""

from datetime import date

import pytest
from pydantic import ValidationError

from cli.roster_words import people_as_json, people_table
from cli.terminal import table_console
from domain.programme.ids import PersonId
from domain.programme.people import CHANGING, Person
from domain.roster.changes import RosterEntry, changes
from domain.roster.identity import identified
from tests.unit.roster.files import cells, csv_of, mistakes_of, people_of, read

DAY, BEFORE = date(2027, 5, 1), date(2027, 4, 30)
AHEAD = {"changes_on": "2027-05-01", "new_department": "Law", "new_level": "3"}


def one(**others: str) -> Person:
    """A person as a file has them."""
    (person,) = people_of(csv_of(cells(1, **others)))
    return person


def known_after(file: bytes, *known: Person) -> tuple[Person, ...]:
    """The people of a file, with what a roster knew before."""
    entries = [RosterEntry(person=person) for person in known]
    return identified(entries, read(file), lambda: PersonId("p-new")).people


def test_case_38_a_change_holds_from_its_day_on() -> None:
    """A new department and level hold from the day that HR has named; all else stays, and nothing
    is ahead any more."""
    person = one(**AHEAD)
    assert person.as_of(BEFORE) == person
    changed = person.as_of(DAY)
    assert (changed.department, changed.level, changed.site) == ("Law", 3, person.site)
    assert (changed.changes_on, changed.what_is_new) == (None, {})
    assert changed.as_of(DAY) == changed


@pytest.mark.parametrize("field", CHANGING)
def test_case_38_everything_that_moves_somebody_may_change_on_a_day(field: str) -> None:
    """Department, level, superior, site and time zone may each change on a day ahead."""
    new = {"level": "7", "manager_id": "p-2", "site": "FR", "time_zone": "Asia/Tokyo"}
    row = cells(1, changes_on="1.5.2027", **{f"new_{field}": new.get(field, "Law")})
    person = people_of(csv_of(row, cells(2)))[0]
    assert str(getattr(person.as_of(DAY), field)) == new.get(field, "Law")


def test_case_38_a_file_that_comes_late_has_its_changes_made_at_once() -> None:
    """A file whose change has held since yesterday says the same as one that never had it ahead."""
    file = csv_of(cells(1, **AHEAD))
    (late,) = read(file).as_of(DAY).people
    assert late == one(department="Law", level="3")
    assert read(file).as_of(BEFORE).people == (one(**AHEAD),)


def test_case_38_a_change_ahead_is_corrected_and_withdrawn_by_the_next_file() -> None:
    """Another day replaces the first, empty cells withdraw the change, and a file without these
    columns says nothing of it."""
    known = one(**AHEAD)
    (corrected,) = known_after(csv_of(cells(1, changes_on="2027-06-01", new_site="FR")), known)
    assert (corrected.changes_on, corrected.what_is_new) == (date(2027, 6, 1), {"site": "FR"})
    with_columns = [cells(1, **dict.fromkeys(AHEAD, "")), cells(2, **AHEAD)]
    withdrawn, _ = known_after(csv_of(*with_columns), known)
    assert (withdrawn.changes_on, withdrawn.what_is_new) == (None, {})
    assert known_after(csv_of(cells(1)), known) == (known,)


def test_a_change_ahead_is_no_news_before_its_day() -> None:
    """No pairing has to know of a change before it holds; on its day those whom it concerns do,
    with all who report to somebody with another superior."""
    person = one(**AHEAD).model_copy(update={"new_manager_id": "p-3"})
    below = one().model_copy(update={"id": "p-2", "manager_id": "p-1"})
    before = [one(), below]
    entries = [RosterEntry(person=somebody) for somebody in before]
    ahead = changes(entries, [person, below])
    assert ([p.id for p in ahead.changed], ahead.concerned) == (["p-1"], ())
    entries = [RosterEntry(person=somebody) for somebody in (person, below)]
    made = changes(entries, [person.as_of(DAY), below.as_of(DAY)])
    assert made.concerned == ("p-1", "p-2")


def test_what_changes_and_its_day_belong_together() -> None:
    """A day without anything new, something new without a day, a superior who is nobody in the
    file, and an unknown site are told at their cells."""
    assert mistakes_of(csv_of(cells(1, changes_on="2027-05-01"))) == [
        'line 2, column G "changes_on": has nothing that changes '
        "(allowed: a day such as 2027-04-30 or 30.04.2027, with at least one of the new_…)"
    ]
    (no_day,) = mistakes_of(csv_of(cells(1, new_level="3")))
    assert no_day.startswith('line 2, column G "new_level": has no changes_on')
    wrong = {"changes_on": "2027-05-01", "new_manager_id": "p-9", "new_site": "XX"}
    nobody, nowhere = mistakes_of(csv_of(cells(1, **wrong)))
    assert 'column H "new_manager_id": is nobody in the file' in nobody
    assert 'column I "new_site": is not valid' in nowhere
    with pytest.raises(ValidationError, match="belong together"):
        Person.model_validate(one().model_dump() | {"new_level": 3})


def test_reporting_lines_that_will_go_in_a_circle_are_told_once() -> None:
    """A circle that changes ahead would make is a mistake at the new superior; one that is there
    already is told of the present one only."""
    boss, report = cells(1), cells(2, manager_id="p-1")
    soon = {"changes_on": "2027-05-01", "new_manager_id": "p-2"}
    (circle,) = mistakes_of(csv_of(boss | soon, report))
    assert 'new_manager_id": the reporting line is a circle: lines 2 → 3 → 2' in circle
    other = cells(3, changes_on="2027-05-01", new_manager_id="p-2")
    (present,) = mistakes_of(csv_of(boss | {"manager_id": "p-2"}, report, other))
    assert '"manager_id": the reporting line is a circle' in present


def test_case_38_the_roster_shows_what_will_change(capsys: pytest.CaptureFixture[str]) -> None:
    """The list of people has a column of what will change and when, if anything will; so has the
    list for programs."""
    entries = [RosterEntry(person=one(**AHEAD))]
    table_console().print(people_table("main", entries, names=False))
    assert "2027-05-01: department Law, level 3" in " ".join(capsys.readouterr().out.split())
    assert '"changes_on": "2027-05-01"' in people_as_json(entries, names=False)
    table_console().print(people_table("main", [RosterEntry(person=one())], names=False))
    assert "will change" not in capsys.readouterr().out

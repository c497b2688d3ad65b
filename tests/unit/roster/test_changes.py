"""What an import changes about the people in the roster."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.programme.people import Gap, Person, Side
from domain.roster.changes import Changes, RosterEntry, Verdict, changes, verdict


def person(number: int, level: int = 1) -> Person:
    """Any person."""
    return Person(
        id=f"p-{number}",
        name="Anybody",
        mail=f"p{number}@example.org",
        site="FR",
        department="Care",
        level=level,
        roles=(),
    )


def lacking(missing: int, known: int) -> Changes:
    """A file in which some of the known people are missing."""
    entries = [RosterEntry(person=person(number)) for number in range(known)]
    return changes(entries, [person(number) for number in range(missing, known)])


def test_everybody_is_in_one_group() -> None:
    """An import tells new, changed, returned, unchanged and missing people apart by id alone."""
    known = [
        RosterEntry(person=person(1)),
        RosterEntry(person=person(2)),
        RosterEntry(person=person(3), active=False),
        RosterEntry(person=person(4), active=False),
        RosterEntry(person=person(5)),
    ]
    difference = changes(known, [person(6), person(1), person(2, level=9), person(3)])
    assert [person_.id for person_ in difference.added] == ["p-6"]
    assert [person_.id for person_ in difference.changed] == ["p-2"]
    assert [person_.id for person_ in difference.returned] == ["p-3"]
    assert difference.unchanged == 1
    assert difference.missing == ("p-5",)
    assert difference.known == 3


@pytest.mark.parametrize(
    ("missing", "known", "asks"), [(0, 5, False), (1, 5, False), (2, 5, True), (21, 100, True)]
)
def test_case_39_more_than_a_fifth_missing_needs_confirmation(
    missing: int, known: int, asks: bool
) -> None:
    """Exactly 20 % of the known people may be missing; one more has to be confirmed."""
    unconfirmed = verdict(lacking(missing, known), confirmed=False)
    assert (unconfirmed is Verdict.NEEDS_CONFIRMATION) is asks


def test_a_confirmed_file_is_applied() -> None:
    """A confirmed file is applied, even without any of the known people."""
    entries = [RosterEntry(person=person(1))]
    assert verdict(changes(entries, [person(2)]), confirmed=True) is Verdict.APPLY


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_the_same_file_again_has_nothing_to_do(first: set[int], second: set[int]) -> None:
    """After any two files, the second one once more changes nothing."""
    known = [
        RosterEntry(person=person(number), active=number in second) for number in first | second
    ]
    people = [person(number) for number in second]
    assert verdict(changes(known, people), confirmed=False) is Verdict.NOTHING_TO_DO


@pytest.mark.parametrize(
    ("fields", "gaps"),
    [
        ({"roles": ()}, (Gap.ROLES,)),
        ({"roles": (Side.MENTOR,)}, (Gap.BIRTH_YEAR, Gap.KNOWLEDGE)),
        ({"roles": (Side.MENTOR,), "birth_year": 1999, "knowledge": {"a": 0}}, (Gap.KNOWLEDGE,)),
        ({"roles": (Side.MENTOR,), "birth_year": 1999, "knowledge": {"a": 3}}, ()),
        ({"roles": (Side.MENTEE,), "birth_year": 1960, "capacity": 0}, (Gap.CAPACITY, Gap.WANTED)),
        ({"roles": (Side.MENTEE,), "birth_year": 1960, "wanted": ("a",)}, ()),
    ],
)
def test_gaps_say_what_is_missing_for_a_match(
    fields: dict[str, object], gaps: tuple[Gap, ...]
) -> None:
    """A mentor needs something to teach, a mentee something to learn, both a birth year."""
    assert Person.model_validate(person(1).model_dump() | fields).gaps == gaps


def test_case_38_a_day_of_leaving_can_be_taken_back() -> None:
    """An import tells for whom a last day or a leave is new, other than before, or taken back."""
    leaving, staying, away, back = (person(number) for number in range(1, 5))
    day = {"leaves_on": date(2027, 4, 30)}
    leave = {"away_from": date(2027, 5, 1), "away_until": date(2027, 5, 14)}
    known = [leaving, staying.model_copy(update=day), away, back.model_copy(update=leave)]
    file = [leaving.model_copy(update=day), staying, away.model_copy(update=leave), back]
    difference = changes([RosterEntry(person=somebody) for somebody in known], file)
    assert [(p.id, p.leaves_on) for p in difference.other_last_day] == [
        ("p-1", date(2027, 4, 30)),
        ("p-2", None),
    ]
    assert [p.id for p in difference.other_leave] == ["p-3", "p-4"]
    assert difference.concerned == ()


def test_case_47_another_address_of_a_line_manager_concerns_the_employees() -> None:
    """The people who report to somebody with a new address, or who was not in the roster before,
    are concerned: their pairings may wait for an answer of that person. Nobody further below is."""
    boss, middle, worker = (person(number) for number in range(1, 4))
    middle = middle.model_copy(update={"manager_id": "p-1"})
    worker = worker.model_copy(update={"manager_id": "p-2"})
    known = [RosterEntry(person=somebody) for somebody in (boss, middle, worker)]
    elsewhere = boss.model_copy(update={"mail": "new@example.org"})
    assert changes(known, [elsewhere, middle, worker]).concerned == ("p-1", "p-2")
    assert changes(known[1:], [boss, middle, worker]).concerned == ("p-2",)


def test_case_37_whoever_reports_to_somebody_moved_is_concerned() -> None:
    """A new superior concerns all below, because reporting lines run over all levels; what somebody
    knows or wants to learn concerns them, and so does a new address or place of work, but not a new
    name."""
    boss, middle, worker, other = (person(number) for number in range(1, 5))
    middle = middle.model_copy(update={"manager_id": "p-1"})
    worker = worker.model_copy(update={"manager_id": "p-2"})
    known = [RosterEntry(person=somebody) for somebody in (boss, middle, worker, other)]
    moved = middle.model_copy(update={"manager_id": "p-4"})
    written = other.model_copy(update={"name": "Another Name"})
    assert changes(known, [boss, moved, worker, written]).concerned == ("p-2", "p-3")
    for change in (
        {"knowledge": {"ai": 5}},
        {"wanted": ("ai",)},
        {"mail": "new@example.org"},
        {"site": "NO"},
        {"time_zone": "Asia/Tokyo"},
    ):
        learned = other.model_copy(update=change)
        assert changes(known, [boss, middle, worker, learned]).concerned == ("p-4",)
    promoted = worker.model_copy(update={"level": 7})
    assert changes(known, [boss, middle, promoted, other]).concerned == ("p-3",)

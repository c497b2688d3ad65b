"""Rules across lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.roster.files import cells, csv_of, mistakes_of, people_of, read


def test_an_id_and_a_mail_belong_to_one_person() -> None:
    """A repeated id or mail address is told with the line of its first use."""
    same_id = cells(2, id="p-1")
    same_mail = cells(3, mail="PERSON1@example.org")
    assert [
        mistake.partition(" (")[0] for mistake in mistakes_of(csv_of(cells(1), same_id, same_mail))
    ] == [
        'line 3, column A "id": is the same as in line 2',
        'line 4, column C "mail": is the same as in line 2',
    ]


def test_case_47_a_second_address_belongs_to_one_person_as_well() -> None:
    """A second address that is the person's own first one, or another person's, is a mistake."""
    rows = [
        cells(1, second_mail="Person1@example.org"),
        cells(2, second_mail="elsewhere@example.org"),
        cells(3, second_mail="person2@example.org"),
        cells(4, second_mail="nowhere"),
    ]
    told = [mistake.partition(": ")[2].partition(" (")[0] for mistake in mistakes_of(csv_of(*rows))]
    assert told[0] == "is the same as in line 2"
    assert told[1] == "is the same as in line 3"
    assert "nowhere" not in " ".join(told)
    assert len(told) == 3


def test_a_manager_is_in_the_file() -> None:
    """A manager who is not in the file is a mistake: the reporting line would end there."""
    data = csv_of(
        cells(1, manager_id="p-9"), cells(2, manager_id="p-2"), cells(3, manager_id="p-1")
    )
    assert [mistake.partition(" (")[0] for mistake in mistakes_of(data)] == [
        'line 2, column G "manager_id": is nobody in the file',
        'line 3, column G "manager_id": is the person\'s own id',
    ]


def test_case_12_do_not_match_names_other_people_in_the_file() -> None:
    """A mistyped id in `do_not_match` is a mistake: it would let the two be matched."""
    data = csv_of(cells(1, do_not_match="p-2; p-1; p-9"), cells(2, do_not_match=""))
    assert [mistake.partition(" (")[0] for mistake in mistakes_of(data)] == [
        'line 2, column G "do_not_match": entry 2 is the person\'s own id',
        'line 2, column G "do_not_match": entry 3 is nobody in the file',
    ]


def test_a_circle_of_managers_is_told_once() -> None:
    """A circular reporting line is one mistake, with all lines that make it, in their order."""
    rows = [cells(1, manager_id="p-2"), cells(2, manager_id="p-3"), cells(3, manager_id="p-4")]
    rows += [cells(4, manager_id="p-2"), cells(5, manager_id="")]
    (mistake,) = mistakes_of(csv_of(*rows))
    assert mistake == (
        'line 3, column G "manager_id": the reporting line is a circle: lines 3 → 4 → 5 → 3'
    )


def test_a_faulty_line_still_counts_as_that_person() -> None:
    """A line with a mistake still counts as that person, so that one mistake brings no others."""
    (mistake,) = mistakes_of(csv_of(cells(1, level="x"), cells(2, manager_id="p-1")))
    assert '"level"' in mistake


def test_a_repeated_id_does_not_hide_a_circle() -> None:
    """Of two lines with the same id the first one counts for the reporting line."""
    rows = [cells(1, manager_id="p-2"), cells(2, manager_id="p-1")]
    again = cells(3, id="p-2", manager_id="")
    assert [mistake.partition(" (")[0] for mistake in mistakes_of(csv_of(*rows, again))] == [
        'line 2, column G "manager_id": the reporting line is a circle: lines 2 → 3 → 2',
        'line 4, column A "id": is the same as in line 3',
    ]


def test_without_ids_nobody_is_called_unknown() -> None:
    """When the column of ids is missing, only this is told, not that all managers are unknown."""
    data = csv_of(cells(1), cells(2, manager_id="p-1", do_not_match="p-1"))
    assert mistakes_of(data.replace(b"id,", b"nr,", 1)) == [
        'line 1, column A "nr": is an unknown column (allowed: a known name; or map or ignore the '
        "column)",
        "line 1, header: the column id or number is missing",
    ]


@given(st.lists(st.integers(0, 11), min_size=12, max_size=12))
def test_circles_are_found_wherever_they_are(managers: list[int]) -> None:
    """In any reporting lines each circle is told exactly once, and no other line is."""

    def reaches_itself(start: int) -> bool:
        person = managers[start]
        for _ in managers:
            if person == start:
                return True
            person = managers[person]
        return False

    in_circle = {person for person in range(12) if reaches_itself(person)}
    circles = {min(walk(person, managers)) for person in in_circle if managers[person] != person}
    rows = [
        cells(person, manager_id="" if manager == person else f"p-{manager}")
        for person, manager in enumerate(managers)
    ]
    if not circles:
        assert len(people_of(csv_of(*rows))) == 12
        return
    told = mistakes_of(csv_of(*rows))
    assert sorted(int(sent.split(",")[0].removeprefix("line ")) for sent in told) == sorted(
        person + 2 for person in circles
    )


def walk(start: int, managers: list[int]) -> list[int]:
    """All people on the way from a person in a circle back to them."""
    way = [start]
    while managers[way[-1]] != start:
        way.append(managers[way[-1]])
    return way


def test_a_long_chain_of_managers_is_fine() -> None:
    """A chain of thousands of managers is followed without recursion."""
    rows = [cells(number, manager_id=f"p-{number + 1}") for number in range(1, 3000)]
    assert len(read(csv_of(*rows, cells(3000))).people) == 3000


@pytest.mark.parametrize(
    "again",
    [
        "anna@xn--exmple-cua.org",
        "Anna Example <anna@exämple.org>",
        "anna@ex\u0061\u0308mple.org",
        "Anna@EXÄMPLE.org",
    ],
    ids=ascii,
)
def test_one_address_in_several_forms_is_one(again: str) -> None:
    """Two people cannot share an address, be it once as users see it and once as servers do."""
    (mistake,) = mistakes_of(csv_of(cells(1, mail="anna@exämple.org"), cells(2, mail=again)))
    assert mistake.startswith('line 3, column C "mail": is the same as in line 2')

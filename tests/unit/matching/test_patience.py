"""Waiting counts: positions go by it, and each week adds to the score."""

from adapters.assignment import ScipyAssigner
from domain.matching import TakenSeats, Waited, propose
from domain.programme.people import Person, Side
from tests.unit.matching.people import mentee, mentor, question

FULL = (TakenSeats(person="j-1", side=Side.MENTOR, count=2),)


def waited(**weeks: int) -> tuple[Waited, ...]:
    """Mentees who have waited, as they are named."""
    return tuple(
        Waited(person=name.replace("_", "-"), side=Side.MENTEE, weeks=number)
        for name, number in weeks.items()
    )


def mentees(*names: str) -> list[Person]:
    """Mentees who are alike."""
    return [mentee(name, mail=f"{name}@example.org") for name in names]


def test_case_03_positions_follow_the_time_of_waiting() -> None:
    """On the waiting list the longest wait comes first and a newcomer last, whatever the ids."""
    asked = question(taken=FULL, waited=waited(s_5=9, s_1=4))
    people = [mentor("j-1"), *mentees("s-1", "s-5", "a-late")]
    found = propose(people, asked, ScipyAssigner()).waiting
    assert [(one.person, one.position) for one in found] == [("s-5", 1), ("s-1", 2), ("a-late", 3)]


def test_case_03_a_free_place_goes_to_who_has_waited_longest_of_equals() -> None:
    """Of mentees who fit equally well, the one who has waited longest gets the free place, and
    the reasons of the pair say for how long."""
    asked = question(taken=FULL, waited=waited(s_5=9, s_1=4))
    people = [mentor("j-1"), mentor("j-2", capacity=1), *mentees("s-1", "s-5", "a-late")]
    (pair,) = propose(people, asked, ScipyAssigner()).pairs
    assert (pair.mentor, pair.mentee) == ("j-2", "s-5")
    assert "Weeks of waiting so far, both together: 9" in pair.reasons


def test_case_03_a_better_fit_goes_before_a_short_wait() -> None:
    """A few weeks of waiting do not outweigh a much better fit; with a larger weight they do."""
    people = [
        mentor("j-2", capacity=1, knowledge={"ai": 5}),
        mentee("s-1", mail="s1@example.org", wanted=("ai",), knowledge={"ai": 4}),
        mentee("s-2", mail="s2@example.org", wanted=("ai",), knowledge={"ai": 0}),
    ]
    asked = question(waited=waited(s_1=2))
    assert [pair.mentee for pair in propose(people, asked, ScipyAssigner()).pairs] == ["s-2"]
    heavy = asked.policy.model_copy(update={"waiting_weight": 0.5})
    asked = asked.model_copy(update={"policy": heavy})
    assert [pair.mentee for pair in propose(people, asked, ScipyAssigner()).pairs] == ["s-1"]

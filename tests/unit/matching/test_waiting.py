"""Who waits, and what they read about why."""

import pytest

from domain.matching import Pair, WaitingCause
from domain.programme.people import Person, Side
from domain.programme.request import ComposedPair
from tests.unit.matching.asking import match, reasons, waiting
from tests.unit.matching.people import mentee, mentor, question


def test_case_05_a_person_without_a_fit_reads_why_and_what_would_help() -> None:
    """A person whom no one fits reads what would help most, then how many each rule excludes."""
    juniors = [mentor("old", birth_year=1970), mentor("high", level=7), mentor("same")]
    senior = mentee(department="Design", do_not_match=("high",))
    result = match(*juniors, senior)
    assert reasons(result, "senior") == (
        "Unmatched, because nobody meets all rules (3 mentors considered)",
        "Without the rule ‘department’, 1 mentor would fit",
        "The rule ‘age gap’ excludes 1 mentor",
        "The rule ‘level gap’ excludes 1 mentor",
        "The rule ‘department’ excludes 3 mentors",
        "The rule ‘do not match’ excludes 1 mentor",
    )


def test_a_rule_is_no_help_where_the_only_candidate_was_proposed_before() -> None:
    """Relaxing a rule is not suggested if it would only bring back a pair proposed before."""
    asked = question(excluded=(Pair(mentor="junior", mentee="senior"),))
    result = match(mentor(level=7), mentee(), asked=asked)
    assert reasons(result, "senior") == (
        "Unmatched, because nobody meets all rules (1 mentor considered)",
        "The rule ‘level gap’ excludes 1 mentor",
        "Proposed before, without a pairing: 1 mentor",
    )


def test_a_person_on_the_waiting_list_reads_the_position() -> None:
    """People who wait because there are more mentees than places read their position."""
    result = match(mentor("a", capacity=1), *map(mentee, "xyz"))
    positions = {unmatched.person: unmatched.position for unmatched in result.waiting}
    assert sorted(positions.values()) == [1, 2]
    for unmatched in result.waiting:
        assert unmatched.cause is WaitingCause.ALL_TAKEN
        assert unmatched.reasons == (
            "Unmatched, because all who fit (1 mentor) are taken: "
            f"position {unmatched.position} on the waiting list",
        )


@pytest.mark.parametrize(
    ("dates", "is_there"),
    [
        ({"leaves_on": "2027-02-28"}, False),
        ({"leaves_on": "2027-03-01"}, True),
        ({"away_from": "2026-12-01"}, False),
        ({"away_from": "2027-01-04", "away_until": "2027-01-04"}, False),
        ({"away_from": "2026-12-01", "away_until": "2027-01-03"}, True),
        ({"away_from": "2027-01-05"}, True),
    ],
)
def test_case_36_nobody_is_put_together_with_who_leaves_soon_or_is_on_leave(
    dates: dict[str, str], is_there: bool
) -> None:
    """Somebody who leaves the company before a pair can have lasted long enough, or is on leave
    when it could begin, gets no partner, and the waiting list says why; pairs composed by hand
    stay."""
    people = mentor(**dates), mentee()
    result = match(*people)
    assert len(result.pairs) == is_there
    absent = [one for one in result.waiting if one.person == "junior"]
    if not is_there:
        assert [one.cause for one in absent] == [WaitingCause.ABSENT]
        assert "leaves soon, or is on leave" in absent[0].reasons[0]
        assert [one.cause for one in result.waiting if one not in absent] == [
            WaitingCause.NOBODY_THERE
        ]
    composed = ComposedPair(mentor="junior", mentee="senior")
    assert len(match(*people, asked=question(composed=(composed,))).pairs) == 1


def test_who_could_be_matched_waits_before_whom_nobody_fits() -> None:
    """People who could be matched head the waiting list, before those whom no one fits."""
    people = [mentor("a", capacity=1), mentee("deaf", languages=("fr",)), mentee("x"), mentee("y")]
    result = match(*people)
    assert waiting(result, Side.MENTEE)[-1] == "deaf"


@pytest.mark.parametrize(
    ("people", "person", "cause", "reason"),
    [
        (
            (mentor(capacity=0), mentee()),
            "junior",
            WaitingCause.NO_CAPACITY,
            "Unmatched, because the roster says: no pairing at present (capacity 0)",
        ),
        (
            (mentee(),),
            "senior",
            WaitingCause.NOBODY_THERE,
            "Unmatched, because there is nobody on the other side",
        ),
        (
            (mentor(birth_year=None), mentee()),
            "junior",
            WaitingCause.NOBODY_FITS,
            "The year of birth is missing in the roster, so the age gap cannot be checked",
        ),
    ],
)
def test_other_reasons_to_wait(
    people: tuple[Person, ...], person: str, cause: WaitingCause, reason: str
) -> None:
    """People wait for other reasons, too: no capacity, no one there, a gap in the roster."""
    result = match(*people)
    assert reason in reasons(result, person)
    assert cause in [unmatched.cause for unmatched in result.waiting if unmatched.person == person]


def test_pairs_that_were_proposed_before_are_counted_without_saying_who_declined() -> None:
    """Pairs proposed before are counted in the reasons, without saying who declined."""
    asked = question(excluded=(Pair(mentor="junior", mentee="senior"),))
    result = match(mentor(), mentee(), asked=asked)
    assert "Proposed before, without a pairing: 1 mentor" in reasons(result, "senior")


def test_people_without_a_role_do_not_wait() -> None:
    """People in the roster without a role are not on the waiting list."""
    assert match(mentee("boss", roles=())).waiting == ()

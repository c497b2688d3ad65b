"""The score and its parts."""

import pytest
from hypothesis import given

from domain.matching import MatchQuestion, ScorePartKind
from domain.matching.crowd import Crowd, bits
from domain.matching.ranking import Ranking
from domain.matching.score import Scale, experience_value, micros, topics_value, total
from domain.programme.people import Gender, Person, Side
from domain.programme.weights import Weights
from tests.unit.matching.people import QUESTIONS, ROSTERS, TOPICS, mentee, mentor

SCALE = Scale(Weights(), TOPICS)


def parts(junior: Person, senior: Person, scale: Scale = SCALE) -> dict[ScorePartKind, float]:
    """The values of the parts."""
    return {part.kind: part.value for part in scale.parts(junior, senior)}


def score(junior: Person, senior: Person) -> float:
    """The score of a pair."""
    return total(SCALE.parts(junior, senior))


def test_the_largest_useful_gap_counts_most_and_breadth_counts_too() -> None:
    """Knowing one of two topics well scores more than knowing both a little; both well is best."""
    one_well, both_little = topics_value(5, 1, 2), topics_value(1, 2, 2)
    assert both_little < one_well < topics_value(5, 2, 2) == 1


def test_a_topic_that_the_mentee_does_not_want_is_of_no_use() -> None:
    """A mentor's knowledge scores nothing for topics that the mentee does not want or knows
    already."""
    assert parts(mentor(knowledge={"video": 5}), mentee())[ScorePartKind.TOPICS] == 0
    known = mentee(knowledge={"ai": 4})
    assert parts(mentor(knowledge={"ai": 3}), known)[ScorePartKind.TOPICS] == 0


def test_what_is_not_known_is_left_out() -> None:
    """A wish, gender, experience or expectation that is not known is no part of the score, not a
    0."""
    known = parts(mentor(), mentee(wanted=()))
    assert set(known) == {ScorePartKind.DEPARTMENT, ScorePartKind.SITE}


def test_an_unknown_gender_is_neither_preferred_nor_punished() -> None:
    """A different gender scores best, the same least, and one that is not recorded in between."""
    senior = mentee(gender=Gender.FEMALE)
    different, unknown, same = (
        score(mentor(gender=gender), senior) for gender in (Gender.MALE, None, Gender.FEMALE)
    )
    assert same < unknown < different


def test_other_departments_and_sites_are_preferred() -> None:
    """Mentors from other departments and sites score higher."""
    assert score(mentor(site="FR"), mentee()) > score(mentor(), mentee())
    assert score(mentor(), mentee()) > score(mentor(department="Sales"), mentee())


@pytest.mark.parametrize(
    ("common", "one", "other", "value"),
    [(0, 2, 2, 0.5), (1, 1, 1, 0.5), (1, 1, 3, 0.5), (1, 2, 2, 1.0)],
)
def test_common_ground_and_new_ground_each_count_half(
    common: int, one: int, other: int, value: float
) -> None:
    """Experience scores half for what is shared, half for what each has alone."""
    assert experience_value(common, one, other) == value


def test_expectations_count_where_both_have_stated_them() -> None:
    """Shared expectations score by their share of tags, if both sides have stated some."""
    junior, senior = mentor(expectations=("a", "b", "c")), mentee(expectations=("b", "c", "d"))
    assert parts(junior, senior)[ScorePartKind.EXPECTATIONS] == 0.5
    assert ScorePartKind.EXPECTATIONS not in parts(junior, mentee())
    assert ScorePartKind.EXPECTATIONS not in parts(mentor(), senior)


@pytest.mark.parametrize("kind", ScorePartKind)
def test_every_part_counts_with_its_own_weight(kind: ScorePartKind) -> None:
    """Each part of the score counts with its own weight, whatever the other weights are."""
    weights = {kind.value: float(place) for place, kind in enumerate(ScorePartKind, start=1)}
    junior = mentor(gender=Gender.MALE, experience=("law",), expectations=("network",))
    senior = mentee(gender=Gender.FEMALE, experience=("law",), expectations=("network",))
    found = Scale(Weights(**weights), TOPICS).parts(junior, senior)
    assert {part.kind: part.weight for part in found}[kind] == weights[kind.value]


def test_a_part_without_weight_does_not_count() -> None:
    """Without topics a pair is judged by the rest; without anything its score is 0."""
    nothing = Weights(topics=0, expectations=0, experience=0, gender=0, department=0, site=0)
    assert Scale(nothing, TOPICS).parts(mentor(), mentee()) == ()
    assert total(()) == 0


@given(ROSTERS, QUESTIONS)
def test_a_crowd_is_ranked_as_its_pairs_are_scored(
    people: list[Person], asked: MatchQuestion
) -> None:
    """Judging whole crowds by bits gives every pair the score it has by itself, from both sides."""
    scale = Scale(asked.policy.weights, asked.topics)
    for side in Side:
        crowd = Crowd(side, (person for person in people if side in person.roles))
        ranking = Ranking(scale, crowd)
        for person in people:
            seen = 0
            ranks = ranking.ranks(person, crowd.everybody)
            assert [rank for rank, _ in ranks] == sorted({rank for rank, _ in ranks}, reverse=True)
            for rank, mask in ranks:
                seen |= mask
                for place in bits(mask):
                    pair = crowd.as_pair(person, crowd.people[place])
                    assert micros(total(scale.parts(*pair))) == rank
            assert seen == crowd.everybody

"""What holds for every matching, whatever the people are."""

import random
from collections import Counter
from collections.abc import Iterable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from adapters.assignment import ScipyAssigner
from domain.matching import MatchQuestion, MatchResult, propose
from domain.matching.rules import Rules
from domain.matching.score import Scale, micros, total
from domain.programme.ids import PersonId
from domain.programme.people import Person, Side
from domain.programme.request import HardRule, MatchingPolicy
from tests.properties import examples
from tests.unit.matching.people import (
    QUESTIONS,
    ROSTERS,
    TOPIC_IDS,
    TOPICS,
    by_id,
    company,
    question,
)

ASSIGN = ScipyAssigner()


def held(result: MatchResult, asked: MatchQuestion) -> Counter[tuple[PersonId, Side]]:
    """Pairings per person and side, earlier ones included."""
    count = Counter({(seats.person, seats.side): 0 for seats in asked.taken})
    for taken in asked.taken:
        count[taken.person, taken.side] += taken.count
    for pair in result.pairs:
        count[pair.mentor, Side.MENTOR] += 1
        count[pair.mentee, Side.MENTEE] += 1
    return count


def capacity(person: Person, side: Side, policy: MatchingPolicy) -> int:
    """What one side of a person may hold, the relaxation included."""
    own = person.capacity
    if own is None:
        own = policy.mentor_capacity if side is Side.MENTOR else policy.mentee_capacity
    relaxed = any(waiver.rule is HardRule.CAPACITY for waiver in policy.relaxed)
    return own + (relaxed and own > 0)


@given(ROSTERS, QUESTIONS)
def test_case_08_nobody_is_above_capacity(people: list[Person], asked: MatchQuestion) -> None:
    """Matching gives no one more pairings than their capacity, per side and in all."""
    result = propose(people, asked, ASSIGN)
    before = held(MatchResult(pairs=(), waiting=(), blocking_pairs=0), asked)
    after = held(result, asked)
    for person in people:
        for side in Side:
            key = (person.id, side)
            assert after[key] <= max(before[key], capacity(person, side, asked.policy))
        if person.capacity is not None:
            both = sum(after[person.id, side] for side in Side)
            earlier = sum(before[person.id, side] for side in Side)
            assert both <= max(earlier, capacity(person, Side.MENTOR, asked.policy))


@given(ROSTERS, QUESTIONS)
def test_no_pair_breaks_a_rule_that_is_not_set_aside(
    people: list[Person], asked: MatchQuestion
) -> None:
    """No pair breaks a rule that is not waived for it, and no excluded pair is proposed."""
    rules, known = Rules(people, asked.policy, TOPIC_IDS), by_id(people)
    excluded = {(pair.mentor, pair.mentee) for pair in asked.excluded}
    for pair in propose(people, asked, ASSIGN).pairs:
        broken = set(rules.broken(known[pair.mentor], known[pair.mentee]))
        assert {waiver.rule for waiver in pair.waived} - {HardRule.CAPACITY} == broken
        assert (pair.mentor, pair.mentee) not in excluded
        assert pair.mentor != pair.mentee
        assert pair.score == total(pair.parts)
        assert pair.reasons


@given(ROSTERS, QUESTIONS)
def test_everybody_has_a_partner_or_a_reason(people: list[Person], asked: MatchQuestion) -> None:
    """Each person has a partner or a place on the waiting list, with positions that count up."""
    result = propose(people, asked, ASSIGN)
    count = held(result, asked)
    for side in Side:
        waiting = [unmatched for unmatched in result.waiting if unmatched.side is side]
        assert [unmatched.position for unmatched in waiting] == list(range(1, len(waiting) + 1))
        listed = {unmatched.person for unmatched in waiting}
        for person in people:
            has_some = any(count[person.id, other] for other in Side)
            if count[person.id, side] or side not in person.roles:
                assert person.id not in listed
            elif not has_some:
                assert person.id in listed
    assert all(unmatched.reasons for unmatched in result.waiting)


@given(ROSTERS, QUESTIONS, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(
    people: list[Person], asked: MatchQuestion, chance: random.Random
) -> None:
    """The same question in another order gets the same answer, to the last letter."""
    shuffled = asked.model_copy(
        update={
            field: tuple(chance.sample(found, len(found)))
            for field in ("taken", "excluded")
            for found in [getattr(asked, field)]
        }
    )
    others = chance.sample(people, len(people))
    assert propose(others, shuffled, ASSIGN) == propose(people, asked, ASSIGN)


def objective(scores: Iterable[int], mentors: Iterable[str], policy: MatchingPolicy) -> int:
    """The total score in millionths, less what the load of mentors costs."""
    further = sum(count * (count - 1) // 2 for count in Counter(mentors).values())
    return sum(scores) - further * micros(policy.even_load)


POLICIES = st.builds(
    MatchingPolicy,
    min_age_gap=st.just(0),
    min_level_gap=st.just(0),
    mentor_capacity=st.integers(1, 3),
    even_load=st.sampled_from([0.0, 0.1, 0.5]),
)


def one_sided(person: Person) -> Person:
    """The same person with one role, and the programme's capacity."""
    side = Side.MENTOR if person.id.startswith("mentor") else Side.MENTEE
    return person.model_copy(update={"capacity": None, "roles": (side,)})


SIMPLE_ROSTERS = ROSTERS.map(lambda people: [one_sided(person) for person in people])


@examples(300)
@given(SIMPLE_ROSTERS, POLICIES)
def test_the_assignment_is_optimal(people: list[Person], policy: MatchingPolicy) -> None:
    """Matching gives as many pairs, and the same total, as an exact solver over all possible
    pairs."""
    result = propose(people, question(policy=policy), ASSIGN)
    found = [micros(pair.score) for pair in result.pairs]
    ours = len(found) * PAIR + objective(found, (p.mentor for p in result.pairs), policy)
    assert ours == optimum(people, policy)


@pytest.mark.parametrize("seed", range(3))
def test_a_large_assignment_is_close_to_the_optimum(seed: int) -> None:
    """Where shortlists hide most pairs, matching gives as many as possible, within a thousandth of
    the best."""
    people = [one_sided(person) for person in company(seed, 150, 150)]
    policy = MatchingPolicy(min_age_gap=0, min_level_gap=1, mentor_capacity=1)
    result = propose(people, question(policy=policy), ASSIGN)
    pairs, score = divmod(optimum(people, policy), PAIR)
    assert len(result.pairs) == pairs
    assert sum(micros(pair.score) for pair in result.pairs) >= 0.999 * score


PAIR = 10**9
"""A pair more is worth more than any score."""


def optimum(people: list[Person], policy: MatchingPolicy) -> int:
    """The best that can be reached, from an exact solver over all possible pairs."""
    rules, scale = Rules(people, policy, TOPIC_IDS), Scale(policy.weights, TOPICS)
    mentors = [person for person in people if Side.MENTOR in person.roles]
    mentees = [person for person in people if Side.MENTEE in person.roles]
    seats = [(mentor, n) for mentor in mentors for n in range(policy.mentor_capacity)]
    gains = np.zeros((len(mentees), len(seats) + len(mentees)), dtype=np.int64)
    for row, mentee in enumerate(mentees):
        for column, (mentor, n) in enumerate(seats):
            if not rules.broken(mentor, mentee):
                score = micros(total(scale.parts(mentor, mentee)))
                gains[row, column] = PAIR + score - n * micros(policy.even_load)
    return int(gains[linear_sum_assignment(gains, maximize=True)].sum())


@given(SIMPLE_ROSTERS, POLICIES)
def test_the_total_is_never_below_the_greedy_one(
    people: list[Person], policy: MatchingPolicy
) -> None:
    """Among matchings with as many pairs, taking the best pair first is never better."""
    rules, scale = Rules(people, policy, TOPIC_IDS), Scale(policy.weights, TOPICS)
    result = propose(people, question(policy=policy), ASSIGN)
    wishes = sorted(
        (-micros(total(scale.parts(mentor, mentee))), mentor.id, mentee.id)
        for mentor in people
        for mentee in people
        if mentor is not mentee and not rules.broken(mentor, mentee)
    )
    load: Counter[str] = Counter()
    greedy: dict[str, tuple[int, str]] = {}
    for score, mentor_id, mentee_id in wishes:
        if mentee_id not in greedy and load[mentor_id] < policy.mentor_capacity:
            load[mentor_id] += 1
            greedy[mentee_id] = (-score, mentor_id)
    assert len(result.pairs) >= len(greedy)
    if len(result.pairs) == len(greedy):
        ours = objective(
            (micros(pair.score) for pair in result.pairs), (p.mentor for p in result.pairs), policy
        )
        theirs = objective((s for s, _ in greedy.values()), (m for _, m in greedy.values()), policy)
        assert ours >= theirs

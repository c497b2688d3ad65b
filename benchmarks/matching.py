"""How long matching takes, and how far it is from the optimum.

Usage: python -m benchmarks.matching [mentors] [mentees] [--optimum]
"""

import argparse
import random
import time
from collections.abc import Sequence
from datetime import date

import numpy as np
from scipy.optimize import linear_sum_assignment

from adapters.assignment import ScipyAssigner
from domain.matching import MatchQuestion, Presence, propose
from domain.matching.crowd import Crowd, bits
from domain.matching.ranking import Ranking
from domain.matching.rules import Rules
from domain.matching.score import Scale
from domain.matching.screening import Screening
from domain.programme.people import Gender, Person, Side
from domain.programme.request import MatchingPolicy
from domain.programme.topics import Topic

TOPICS = tuple(Topic(id=f"t-{n}", title=f"Topic {n}") for n in range(12))
SITES = ("DE-BW", "DE-BE", "GB-ENG", "US-CA", "FR", "ES-MD")


def roster(mentors: int, mentees: int, seed: int = 7) -> list[Person]:
    """A company: juniors who know something, seniors who want something, managers above them."""
    chance = random.Random(seed)
    return [
        _person(chance, n, senior=n >= mentors, count=mentors) for n in range(mentors + mentees)
    ]


def _person(chance: random.Random, n: int, *, senior: bool, count: int) -> Person:
    level = chance.randint(4, 9) if senior else chance.randint(1, 5)
    return Person(
        id=f"p-{n:06d}",
        name="Somebody",
        mail=f"p{n}@example.org",
        site=chance.choice(SITES),
        department=f"Department {chance.randint(1, 60)}",
        level=level,
        birth_year=chance.randint(1958, 1985) if senior else chance.randint(1978, 2004),
        gender=chance.choice([*Gender, None]),
        manager_id=f"p-{count + chance.randint(0, 400):06d}",
        roles=(Side.MENTEE if senior else Side.MENTOR,),
        knowledge={
            topic.id: chance.randint(0, 2 if senior else 5) for topic in chance.sample(TOPICS, 6)
        },
        wanted=tuple(topic.id for topic in chance.sample(TOPICS, 3)) if senior else (),
        experience=tuple(f"e-{n}" for n in chance.sample(range(25), 3)),
        languages=tuple(chance.sample(["en", "de", "fr"], 2)),
    )


def optimum(people: Sequence[Person], question: MatchQuestion) -> tuple[int, float]:
    """Pairs and total score of the exact solution (dense; one place for every mentor)."""
    mentors = Crowd(Side.MENTOR, (p for p in people if Side.MENTOR in p.roles))
    mentees = [p for p in people if Side.MENTEE in p.roles]
    ranking = Ranking(Scale(question.policy.weights, question.topics), mentors)
    screening = Screening(
        Rules(people, question.policy, [topic.id for topic in TOPICS]), mentors, {}
    )
    forbidden = -float(len(people))
    gains = np.full((len(mentees), len(mentors.people)), forbidden)
    for row, mentee in enumerate(mentees):
        for score, mask in ranking.ranks(mentee, screening.admissible(mentee)):
            gains[row, list(bits(mask))] = score / 1e6
    rows, columns = linear_sum_assignment(gains, maximize=True)
    chosen = gains[rows, columns]
    return int((chosen > forbidden).sum()), float(chosen[chosen > forbidden].sum())


def main() -> None:
    """Run once and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("mentors", type=int, nargs="?", default=5000)
    parser.add_argument("mentees", type=int, nargs="?", default=5000)
    parser.add_argument("--capacity", type=int, default=1, help="places per mentor")
    parser.add_argument(
        "--even-load", type=float, default=MatchingPolicy().even_load, help="see MatchingPolicy"
    )
    parser.add_argument("--optimum", action="store_true", help="compare with the exact solution")
    wanted = parser.parse_args()
    if wanted.optimum and wanted.capacity != 1:
        parser.error("--optimum compares one place per mentor only")
    people = roster(wanted.mentors, wanted.mentees)
    policy = MatchingPolicy(mentor_capacity=wanted.capacity, even_load=wanted.even_load)
    presence = Presence(first_day=date(2027, 1, 4), until=date(2027, 3, 1))
    question = MatchQuestion(roster="benchmark", policy=policy, topics=TOPICS, presence=presence)
    began = time.perf_counter()
    result = propose(people, question, ScipyAssigner())
    seconds = time.perf_counter() - began
    score = sum(pair.score for pair in result.pairs)
    print(f"{wanted.mentors} × {wanted.mentees}, {wanted.capacity} place(s): {seconds:.1f} s")
    print(
        f"{len(result.pairs)} pairs, total score {score:.3f}, mean {score / len(result.pairs):.4f}"
    )
    print(f"{len(result.waiting)} wait, {result.blocking_pairs} blocking pairs")
    print(f"answer {len(result.model_dump_json()) / 1e6:.2f} MB")
    if wanted.optimum:
        began = time.perf_counter()
        count, best = optimum(people, question)
        print(f"exact: {count} pairs, {best:.3f}, {time.perf_counter() - began:.1f} s")
        print(f"below the optimum: {max(0.0, best - score) / best:.4%}")


if __name__ == "__main__":
    main()

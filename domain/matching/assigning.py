"""The optimal assignment: from admissible pairs and their scores to the pairs that are proposed."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

from domain.matching.crowd import Crowd
from domain.matching.largest import LargestMatching
from domain.matching.patience import Patience
from domain.matching.ranking import Ranking
from domain.matching.rules import Rules
from domain.matching.score import MICRO, Scale, micros, total
from domain.matching.screening import Screening
from domain.programme.ids import PersonId
from domain.programme.people import Person, Side

SHORTLIST = 30
"""Candidates per person, mentors and mentees, that the assignment looks at.

With 30 of 5,000 the total score is 0.01 % below the optimum, with the shortlists of one side only
11 % (`benchmarks/matching.py --optimum`).
"""

_UNITS = 10
"""Units of gain per millionth of score; the last unit decides between equally good assignments."""


class Edge(NamedTuple):
    """A possible pair."""

    row: int
    column: int
    gain: int


class Assigner(Protocol):
    """Solves the assignment problem. The same input gets the same answer."""

    def __call__(
        self, edges: Sequence[Edge], rows: int, seats: Sequence[Sequence[int]]
    ) -> list[tuple[int, int]]:
        """The (row, column) pairs with the largest total gain, in the order of the rows.

        Every row gets at most one column; column ``c`` gets at most as many rows as ``seats[c]``
        has entries. Each entry is added to the gain of the row that takes this seat; the first is
        the largest. Gain plus entry is always more than 0.
        """
        ...


class Assignment:
    """Assigns mentees, one mentor each at most, to the free places of mentors.

    First as many pairs as possible, then as many people with priority as possible, then the best
    total score, with what waiting adds to it. Each further mentee of a mentor costs score
    (`MatchingPolicy.even_load`).
    """

    def __init__(
        self,
        rules: Rules,
        scale: Scale,
        excluded: Mapping[PersonId, set[PersonId]],
        priority: frozenset[PersonId],
        patience: Patience,
        assign: Assigner,
    ) -> None:
        self._rules = rules
        self._scale = scale
        self._excluded = excluded
        self._priority = priority
        self._patience = patience
        self._assign = assign

    def solve(
        self, mentors: Crowd, places: Sequence[range], mentees: Crowd
    ) -> list[tuple[Person, Person]]:
        """Pairs (mentor, mentee).

        ``places``: the free places of each mentor by number; place 0 is for the first mentee.
        """
        free = [len(numbers) for numbers in places]
        scores = self._candidates(mentors, free, mentees)
        most = max((numbers.stop for numbers in places), default=0)
        # One pair is worth more than all scores together: the number of pairs comes first.
        pair = (MICRO + 1 + self._patience.most) * _UNITS * (most + 1) * (len(mentees.people) + 1)
        edges = [
            Edge(row, column, pair * self._worth(mentee) + (score + bonus) * _UNITS)
            for (row, column), score in sorted(scores.items())
            for mentee in (mentees.people[row],)
            for bonus in (self._patience.bonus(mentee, Side.MENTEE),)
        ]
        # A unit above the threshold, so that at exactly this gain the load stays even.
        further = micros(self._rules.policy.even_load) * _UNITS + 1
        seats = [
            [
                self._first(mentor, pair) * (number == numbers[0]) - further * number
                for number in numbers
            ]
            for mentor, numbers in zip(mentors.people, places, strict=True)
        ]
        chosen = self._assign(edges, len(mentees.people), seats)
        return [(mentors.people[column], mentees.people[row]) for row, column in chosen]

    def _first(self, mentor: Person, pair: int) -> int:
        """What the first mentee of a mentor gains, beyond the pair itself."""
        bonus = self._patience.bonus(mentor, Side.MENTOR)
        return pair * (self._worth(mentor) - 1) + bonus * _UNITS

    def _worth(self, person: Person) -> int:
        return 2 if person.id in self._priority else 1

    def _candidates(
        self, mentors: Crowd, free: Sequence[int], mentees: Crowd
    ) -> dict[tuple[int, int], int]:
        """Scores by (row, column): all shortlists, and enough pairs for a largest matching."""
        admissible, by_mentee = self._shortlists(mentees, mentors)
        _, by_mentor = self._shortlists(mentors, mentees)
        scores = {**by_mentee, **{(row, column): s for (column, row), s in by_mentor.items()}}
        largest = LargestMatching(admissible, free)
        largest.begin_with(sorted(scores, key=lambda edge: (-scores[edge], edge)))
        largest.complete()
        for row, column in largest.column_of.items():
            if (row, column) not in scores:
                parts = self._scale.parts(mentors.people[column], mentees.people[row])
                scores[row, column] = micros(total(parts))
        return scores

    def _shortlists(
        self, crowd: Crowd, others: Crowd
    ) -> tuple[list[int], dict[tuple[int, int], int]]:
        """For each person: the mask of admissible partners, and the best scores among them."""
        screening = Screening(self._rules, others, self._excluded)
        ranking = Ranking(self._scale, others)
        admissible = [screening.admissible(person) for person in crowd.people]
        step = len(others.people) / max(1, len(crowd.people))
        scores = {
            (place, other): score
            for place, (person, among) in enumerate(zip(crowd.people, admissible, strict=True))
            for other, score in ranking.shortlist(person, among, SHORTLIST, int(place * step))
        }
        return admissible, scores

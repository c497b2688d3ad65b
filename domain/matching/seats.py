"""Capacity: how many pairings at the same time a person may have, and how many are taken."""

from collections import Counter
from collections.abc import Iterable

from domain.matching.model import TakenSeats
from domain.programme.people import Person, Side
from domain.programme.request import HardRule, MatchingPolicy


def capacity(person: Person, side: Side, policy: MatchingPolicy) -> int:
    """Pairings at the same time on one side; the person's own number overrides the policy's."""
    if person.capacity is not None:
        return person.capacity
    return policy.capacity(side)


class Seats:
    """Everyone's places, as they fill up.

    A person's own capacity counts for both sides together, the policy's for each side. If capacity
    is relaxed for all, everyone who takes pairings has one place more.
    """

    def __init__(self, policy: MatchingPolicy, taken: Iterable[TakenSeats]) -> None:
        self._policy = policy
        self._extra = any(waiver.rule is HardRule.CAPACITY for waiver in policy.relaxed)
        self._taken: Counter[tuple[str, Side]] = Counter()
        for seats in taken:
            self._taken[seats.person, seats.side] += seats.count

    def held(self, person: Person, side: Side) -> int:
        """Pairings that the person has on this side."""
        return self._taken[person.id, side]

    def free(self, person: Person, side: Side) -> int:
        """Pairings that the person can still take on this side."""
        own = capacity(person, side, self._policy)
        return max(0, own + (self._extra and own > 0) - self._counted(person, side))

    def places(self, person: Person, side: Side) -> range:
        """The free places by number, from 0; a person with one pairing begins with place 1."""
        held = self.held(person, side)
        return range(held, held + self.free(person, side))

    def within_capacity(self, mentor: Person, mentee: Person) -> bool:
        """Whether one more pairing is within the capacity of both, relaxations included."""
        return all(
            self._counted(person, side) < capacity(person, side, self._policy)
            for person, side in ((mentor, Side.MENTOR), (mentee, Side.MENTEE))
        )

    def room_for(self, mentor: Person, mentee: Person) -> bool:
        """Whether both can take one more pairing."""
        return bool(self.free(mentor, Side.MENTOR) and self.free(mentee, Side.MENTEE))

    def take(self, mentor: Person, mentee: Person) -> None:
        """Use up one place of each of the two."""
        self._taken[mentor.id, Side.MENTOR] += 1
        self._taken[mentee.id, Side.MENTEE] += 1

    def _counted(self, person: Person, side: Side) -> int:
        both = self.held(person, side.other) if person.capacity is not None else 0
        return self.held(person, side) + both

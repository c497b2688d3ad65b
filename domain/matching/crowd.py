"""Sets of people as the bits of an integer.

Five thousand people on each side make 25 million pairs, too many to judge one by one. Most rules
and parts of the score depend on one trait only (a department, a level, …), and traits have few
values. So they are judged once per pair of *values*, and the answer holds for everyone who shares
them: an ``and`` of two integers then judges five thousand people at once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator

from domain.programme.ids import PersonId
from domain.programme.people import Person, Side

Trait = Callable[[Person], Hashable]
"""What a rule or a part of the score depends on; people with equal traits are judged alike."""
TagTrait = Callable[[Person], frozenset[str]]
"""A trait that is a set of tags; there are too many combinations to judge each of them."""


def bits(mask: int) -> Iterator[int]:
    """The places of all set bits, lowest first."""
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


class Crowd:
    """The people of one side, in the order of their ids; a set of them is a ``mask``."""

    def __init__(self, side: Side, people: Iterable[Person]) -> None:
        self.side = side
        self.people = tuple(sorted(people, key=lambda person: person.id))
        self.place = {person.id: place for place, person in enumerate(self.people)}
        self.everybody = (1 << len(self.people)) - 1
        self._groups: dict[Trait, list[tuple[Person, int]]] = {}
        self._tagged: dict[TagTrait, tuple[dict[int, int], dict[str, int]]] = {}

    def mask(self, ids: Iterable[PersonId]) -> int:
        """The mask of the people with these ids; ids from outside the crowd are ignored."""
        return sum(1 << self.place[id_] for id_ in set(ids) if id_ in self.place)

    def groups(self, trait: Trait) -> list[tuple[Person, int]]:
        """One representative and the mask of each group of people with the same trait."""
        if trait not in self._groups:
            members: dict[Hashable, list[int]] = {}
            for place, person in enumerate(self.people):
                members.setdefault(trait(person), []).append(place)
            self._groups[trait] = [
                (self.people[places[0]], sum(1 << place for place in places))
                for places in members.values()
            ]
        return self._groups[trait]

    def by_common_tags(
        self, tags: TagTrait, mine: frozenset[str]
    ) -> list[tuple[tuple[int, int], int]]:
        """Masks by (number of tags shared with ``mine``, number of tags)."""
        by_number, by_tag = self._by_tag(tags)
        cells = {(0, number): mask for number, mask in by_number.items()}
        for tag in sorted(mine & by_tag.keys()):
            split: dict[tuple[int, int], int] = {}
            for (common, number), mask in cells.items():
                for more, part in ((1, mask & by_tag[tag]), (0, mask & ~by_tag[tag])):
                    if part:
                        cell = (common + more, number)
                        split[cell] = split.get(cell, 0) | part
            cells = split
        return list(cells.items())

    def _by_tag(self, tags: TagTrait) -> tuple[dict[int, int], dict[str, int]]:
        if tags not in self._tagged:
            by_number: dict[int, int] = {}
            by_tag: dict[str, int] = {}
            for place, person in enumerate(self.people):
                theirs = tags(person)
                by_number[len(theirs)] = by_number.get(len(theirs), 0) | 1 << place
                for tag in theirs:
                    by_tag[tag] = by_tag.get(tag, 0) | 1 << place
            self._tagged[tags] = by_number, by_tag
        return self._tagged[tags]

    def as_pair(self, person: Person, one_of_us: Person) -> tuple[Person, Person]:
        """A person from the other side and one of this crowd, as (mentor, mentee)."""
        return (one_of_us, person) if self.side is Side.MENTOR else (person, one_of_us)

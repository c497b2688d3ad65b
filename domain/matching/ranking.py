"""Scores a whole crowd at once: who suits one person best."""

from collections.abc import Iterable, Iterator, Mapping

from domain.matching.crowd import Crowd, bits
from domain.matching.score import Part, Scale, micros, topics_value, weighted_mean
from domain.programme.ids import TopicId
from domain.programme.people import Person, Side

_Weighed = tuple[float, float]
"""Sum of weight × value, sum of weights."""


class Ranking:
    """Which people of a crowd suit a person from the other side best.

    Gives exactly the scores that `Scale.parts` gives for each pair. A crowd is split into cells of
    people who are alike in everything that counts; each cell gets one score.
    """

    def __init__(self, scale: Scale, others: Crowd) -> None:
        self._scale = scale
        self._others = others
        self._by_part: dict[tuple[str, object], list[tuple[float | None, int]]] = {}
        self._by_gap: dict[tuple[TopicId, int], list[tuple[int, int]]] = {}

    def ranks(self, person: Person, among: int) -> list[tuple[int, int]]:
        """(score in millionths, who has it) of those in the mask ``among``, best score first."""
        cells = self._topic_cells(person, among)
        for part in self._scale.further_parts:
            cells = _refined(cells, part.weight, self._by_value(part, person))
        ranks: dict[int, int] = {}
        for weighed, mask in cells.items():
            score = micros(weighted_mean(*weighed))
            ranks[score] = ranks.get(score, 0) | mask
        return sorted(ranks.items(), reverse=True)

    def shortlist(
        self, person: Person, among: int, size: int, first: int
    ) -> Iterator[tuple[int, int]]:
        """The best, as (place, score); among equally good ones those from place ``first`` on.

        Different people begin at different places; otherwise all would shortlist the same few.
        """
        left = size
        for score, mask in self.ranks(person, among):
            upper = mask >> first << first
            for part in (upper, mask ^ upper):
                for place in bits(part):
                    if not left:
                        return
                    left -= 1
                    yield place, score

    def _topic_cells(self, person: Person, among: int) -> dict[_Weighed, int]:
        """The crowd by the value of the topics' part."""
        cells = {(0, 0): among}  # by largest useful gap and number of topics with one
        for topic in self._topics_of(person):
            split: dict[tuple[int, int], int] = {}
            for gap, having in self._gaps(topic, person):
                for (largest, useful), mask in cells.items():
                    if both := mask & having:
                        cell = (max(largest, gap), useful + bool(gap))
                        split[cell] = split.get(cell, 0) | both
            cells = split
        weight = self._scale.topics_weight
        return _summed(
            (weight * topics_value(largest, useful, wanted), weight, both)
            if wanted
            else (0.0, 0.0, both)
            for (largest, useful), mask in cells.items()
            for wanted, having in self._numbers_wanted(person)
            if (both := mask & having)
        )

    def _topics_of(self, person: Person) -> list[TopicId]:
        """The topics that can make a difference for the person."""
        if self._others.side is Side.MENTOR:
            return self._scale.wanted(person)
        return [topic for topic in self._scale.offered if person.knows(topic)]

    def _numbers_wanted(self, person: Person) -> list[tuple[int, int]]:
        """The crowd by how many topics the mentee of a pair wants."""
        if self._others.side is Side.MENTOR:
            return [(len(self._scale.wanted(person)), self._others.everybody)]
        groups = self._others.groups(self._scale.number_wanted)
        return [(self._scale.number_wanted(mentee), mask) for mentee, mask in groups]

    def _gaps(self, topic: TopicId, person: Person) -> list[tuple[int, int]]:
        """The crowd by useful gap, for all people who know as much about the topic as this one."""
        key = (topic, person.knows(topic))
        if key not in self._by_gap:
            masks: dict[int, int] = {}
            for place, other in enumerate(self._others.people):
                gap = self._scale.useful_gap(topic, *self._others.as_pair(person, other))
                masks[gap] = masks.get(gap, 0) | 1 << place
            self._by_gap[key] = list(masks.items())
        return self._by_gap[key]

    def _by_value(self, part: Part, person: Person) -> list[tuple[float | None, int]]:
        """The crowd by the value of a part, for all people who are like this one in that part."""
        key = (part.kind, part.trait(person))
        if key not in self._by_part:
            masks: dict[float | None, int] = {}
            for value, mask in part.split(person, self._others):
                masks[value] = masks.get(value, 0) | mask
            self._by_part[key] = list(masks.items())
        return self._by_part[key]


def _refined(
    cells: Mapping[_Weighed, int], weight: float, partition: Iterable[tuple[float | None, int]]
) -> dict[_Weighed, int]:
    """Split every cell by the value of one more part; a value that is not known adds nothing."""
    return _summed(
        (value, weights, both) if more is None else (value + weight * more, weights + weight, both)
        for (value, weights), mask in cells.items()
        for more, having in partition
        if (both := mask & having)
    )


def _summed(cells: Iterable[tuple[float, float, int]]) -> dict[_Weighed, int]:
    summed: dict[_Weighed, int] = {}
    for value, weights, mask in cells:
        summed[value, weights] = summed.get((value, weights), 0) | mask
    return summed

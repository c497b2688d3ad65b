"""How good a pair is: parts between 0 and 1, each kept with its weight.

Parts that are not known for a pair are left out: the score is the weighted mean of the others.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.matching.crowd import Crowd, TagTrait, Trait
from domain.matching.model import ScorePart, ScorePartKind
from domain.matching.rules import department
from domain.programme.ids import TopicId
from domain.programme.people import Person
from domain.programme.topics import Topic
from domain.programme.weights import Weights

MICRO = 1_000_000
"""Scores are compared as whole millionths, so that equal ones are equal on every machine."""

BEST_KNOWLEDGE = 5


def micros(value: float) -> int:
    """A score as whole millionths."""
    return round(value * MICRO)


def topics_value(largest: int, useful: int, wanted: int) -> float:
    """Two thirds for the largest useful gap, one third for the share of topics with such a gap.

    A useful gap is what the mentor knows beyond the mentee of a topic that the mentee wants.
    """
    return round((2 * largest / BEST_KNOWLEDGE + useful / wanted) / 3, 6)


def overlap(common: int, one: int, other: int) -> float:
    """The share of tags in common (Jaccard), from how many are common and how many each has."""
    return round(common / (one + other - common), 6)


def experience_value(common: int, one: int, other: int) -> float:
    """Half for tags in common, half for each having a tag that the other lacks."""
    return (bool(common) + (one > common and other > common)) / 2


def _gender(mentor: Person, mentee: Person) -> float | None:
    if mentor.gender is None or mentee.gender is None:
        return None
    return float(mentor.gender is not mentee.gender)


class Part(Protocol):
    """A part of the score, beside the topics."""

    @property
    def kind(self) -> ScorePartKind:
        """Its name."""
        ...

    @property
    def weight(self) -> float:
        """How much it counts."""
        ...

    @property
    def trait(self) -> Trait:
        """What it looks at."""
        ...

    def of(self, mentor: Person, mentee: Person) -> float | None:
        """The value, 0 to 1; None: not known."""
        ...

    def split(self, person: Person, others: Crowd) -> Iterable[tuple[float | None, int]]:
        """The same for a whole crowd: each value with the mask of those who have it."""
        ...


@dataclass(frozen=True)
class TraitPart:
    """A part that compares one trait of the two."""

    kind: ScorePartKind
    weight: float
    trait: Trait
    value: Callable[[Person, Person], float | None]

    def of(self, mentor: Person, mentee: Person) -> float | None:
        """See `Part`."""
        return self.value(mentor, mentee)

    def split(self, person: Person, others: Crowd) -> Iterable[tuple[float | None, int]]:
        """See `Part`: judged once for every group of people with the same trait."""
        for other, mask in others.groups(self.trait):
            yield self.value(*others.as_pair(person, other)), mask


@dataclass(frozen=True)
class TagPart:
    """A part that compares the tags of the two. It is not known if either has no tags."""

    kind: ScorePartKind
    weight: float
    trait: TagTrait
    value: Callable[[int, int, int], float]
    """From the number of common tags, and of the tags of each; symmetric."""

    def of(self, mentor: Person, mentee: Person) -> float | None:
        """See `Part`."""
        one, other = self.trait(mentor), self.trait(mentee)
        return self.value(len(one & other), len(one), len(other)) if one and other else None

    def split(self, person: Person, others: Crowd) -> Iterable[tuple[float | None, int]]:
        """See `Part`: judged once for every number of common tags and number of tags."""
        mine = self.trait(person)
        for (common, theirs), mask in others.by_common_tags(self.trait, mine):
            yield self.value(common, len(mine), theirs) if mine and theirs else None, mask


class Scale:
    """What counts in one programme."""

    def __init__(self, weights: Weights, topics: Sequence[Topic]) -> None:
        self.topics_weight = weights.topics
        self.offered = tuple(topic.id for topic in topics)
        self.further_parts = tuple(part for part in _further(weights) if part.weight > 0)

    def wanted(self, mentee: Person) -> list[TopicId]:
        """The programme's topics that the mentee wants; none if the topics do not count."""
        if not self.topics_weight:
            return []
        return [t for t in dict.fromkeys(mentee.wanted) if t in self.offered]

    def number_wanted(self, mentee: Person) -> int:
        """How many of the programme's topics the mentee wants."""
        return len(self.wanted(mentee))

    def useful_gap(self, topic: TopicId, mentor: Person, mentee: Person) -> int:
        """What the mentor knows beyond the mentee; 0 for a topic that the mentee does not want."""
        if topic not in mentee.wanted:
            return 0
        return max(0, mentor.knows(topic) - mentee.knows(topic))

    def parts(self, mentor: Person, mentee: Person) -> tuple[ScorePart, ...]:
        """All parts that are known of the pair and count."""
        parts = []
        if wanted := self.wanted(mentee):
            gaps = [self.useful_gap(topic, mentor, mentee) for topic in wanted]
            value = topics_value(max(gaps), sum(map(bool, gaps)), len(wanted))
            parts.append(
                ScorePart(kind=ScorePartKind.TOPICS, value=value, weight=self.topics_weight)
            )
        for part in self.further_parts:
            known = part.of(mentor, mentee)
            if known is not None:
                parts.append(ScorePart(kind=part.kind, value=known, weight=part.weight))
        return tuple(parts)


def _further(weights: Weights) -> tuple[Part, ...]:
    kind = ScorePartKind
    return (
        TagPart(
            kind.EXPECTATIONS,
            weights.expectations,
            lambda person: frozenset(person.expectations),
            overlap,
        ),
        TagPart(
            kind.EXPERIENCE,
            weights.experience,
            lambda person: frozenset(person.experience),
            experience_value,
        ),
        TraitPart(kind.GENDER, weights.gender, lambda person: person.gender, _gender),
        TraitPart(
            kind.DEPARTMENT,
            weights.department,
            department,
            lambda mentor, mentee: float(department(mentor) != department(mentee)),
        ),
        TraitPart(
            kind.SITE,
            weights.site,
            lambda person: person.site,
            lambda mentor, mentee: float(mentor.site != mentee.site),
        ),
    )


def total(parts: Sequence[ScorePart]) -> float:
    """The score of a pair from its parts."""
    value = weight = 0.0
    for part in parts:
        value += part.weight * part.value
        weight += part.weight
    return weighted_mean(value, weight)


def weighted_mean(value: float, weight: float) -> float:
    """The weighted mean, rounded to 6 digits; 0 if no part is known."""
    return round(value / weight, 6) if weight else 0.0

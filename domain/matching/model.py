"""What matching is asked, and what it answers."""

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from domain.engine.base import Frozen, OpaqueId
from domain.programme.ids import CohortId, PersonId
from domain.programme.people import Locale, Person, Side
from domain.programme.request import ComposedPair, HardRule, MatchingPolicy, RuleWaiver
from domain.programme.topics import Topic


class Pair(Frozen):
    """A mentor and a mentee, be it to pair them or to keep them apart."""

    mentor: PersonId
    mentee: PersonId


class TakenSeats(Frozen):
    """Pairings that a person already has on one side; they use up the person's capacity."""

    person: PersonId
    side: Side
    count: Annotated[int, Field(ge=1)] = 1
    elsewhere: bool = False
    """By pairings of other cohorts of the roster."""


class PairOfRoster(Pair):
    """Two people of a roster who are, or were, in a pairing of some cohort, or were rejected."""

    cohort: CohortId
    running: bool


class Waited(Frozen):
    """A person who has waited for a partner."""

    person: PersonId
    side: Side
    weeks: Annotated[int, Field(ge=0)]
    """Whole weeks so far."""


class Presence(Frozen):
    """When people have to be there to be matched."""

    first_day: date
    """On which pairs can begin: nobody is matched during a leave."""
    until: date
    """Until when a pair has to last: whoever leaves the company before is matched with
    nobody."""

    def holds_for(self, person: Person) -> bool:
        """Whether the person will be there, as far as the roster knows."""
        stays = person.leaves_on is None or person.leaves_on >= self.until
        return stays and not (person.away and person.away.includes(self.first_day))


class MatchQuestion(Frozen):
    """Who is to be matched, and under which rules.

    One shape for every occasion: the first matching of a cohort; a re-match after a rejection, a
    decline or an expiry (``excluded``, ``taken``); people who join later (``candidates``); a rule
    that was relaxed (``policy.relaxed``).
    """

    roster: OpaqueId
    cohort: CohortId | None = None
    """The cohort that asks: its own pairings are in ``taken`` and ``excluded``."""
    policy: MatchingPolicy
    topics: Annotated[tuple[Topic, ...], Field(min_length=1)]
    presence: Presence
    composed: tuple[ComposedPair, ...] = ()
    """Pairs matched by hand: kept as they are, if the rules allow it."""
    candidates: tuple[PersonId, ...] | None = None
    """The people to consider; absent: all people in the roster who have a role."""
    taken: tuple[TakenSeats, ...] = ()
    excluded: tuple[Pair, ...] = ()
    """Pairs that must not be proposed (again): declined, rejected, expired, ended early."""
    priority: tuple[PersonId, ...] = ()
    """People who come first, such as those whose partner left; they also head the waiting list."""
    waited: tuple[Waited, ...] = ()
    """Those on the waiting lists, the longest first."""
    locale: Locale = Locale.ENGLISH
    """The language of all reasons."""


class BrokenRule(Frozen):
    """A hard rule that a pair does not meet. The words hold nothing private of either person."""

    rule: HardRule
    words: str


class ScorePartKind(StrEnum):
    """What makes a pair a good one, beyond the hard rules."""

    TOPICS = "topics"
    EXPECTATIONS = "expectations"
    EXPERIENCE = "experience"
    GENDER = "gender"
    DEPARTMENT = "department"
    SITE = "site"


class ScorePart(Frozen):
    """One part of a score. A part that is not known for a pair is left out, not counted as 0."""

    kind: ScorePartKind
    value: Annotated[float, Field(ge=0, le=1)]
    weight: Annotated[float, Field(gt=0)]


class ProposedPair(Frozen):
    """A pair, and why it is a good one."""

    mentor: PersonId
    mentee: PersonId
    score: Annotated[float, Field(ge=0, le=1)]
    """Weighted mean of the parts, rounded to 6 digits."""
    parts: tuple[ScorePart, ...]
    reasons: tuple[str, ...]
    composed: bool = False
    waived: tuple[RuleWaiver, ...] = ()
    """The rules that this pair breaks, and why that was allowed."""

    @property
    def pair(self) -> Pair:
        """The two, without the reasons."""
        return Pair(mentor=self.mentor, mentee=self.mentee)


class WaitingCause(StrEnum):
    """Why a person has no partner, in one word."""

    NO_CAPACITY = "no_capacity"
    """The roster gives the person no capacity at present."""
    ABSENT = "absent"
    """The person leaves soon, or is on leave."""
    NOBODY_THERE = "nobody_there"
    NOBODY_FITS = "nobody_fits"
    """All others break a hard rule, or were proposed before."""
    ALL_TAKEN = "all_taken"


class Unmatched(Frozen):
    """A person without a partner, and why."""

    person: PersonId
    side: Side
    cause: WaitingCause
    position: Annotated[int, Field(ge=1)]
    """On the waiting list of the side."""
    reasons: Annotated[tuple[str, ...], Field(min_length=1)]


class MatchResult(Frozen):
    """The proposal. The same question gets the same answer, in whatever order people are listed."""

    pairs: tuple[ProposedPair, ...]
    waiting: tuple[Unmatched, ...]
    elsewhere: tuple[PersonId, ...] = ()
    """People who have a partner in another cohort and get none here, if the whole roster was
    considered: they do not wait, and further questions are about them as well."""
    blocking_pairs: Annotated[int, Field(ge=0)]
    """Number of pairs who would both score higher with each other than with their partners."""

"""The hard rules, one small function each, and the ties that keep people apart."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from domain.engine.base import as_key
from domain.matching.crowd import Trait
from domain.matching.model import BrokenRule
from domain.matching.topics import can_be_taught
from domain.matching.words import AGE_UNKNOWN, LEFT_THE_ROSTER, rule_in_words
from domain.programme.ids import PersonId, TopicId
from domain.programme.people import Locale, Person, Side
from domain.programme.request import HardRule, MatchingPolicy


def roles_fit(mentor: Person, mentee: Person, _policy: MatchingPolicy) -> bool:
    """The mentor wants to be a mentor, the mentee a mentee."""
    return Side.MENTOR in mentor.roles and Side.MENTEE in mentee.roles


def age_gap_suffices(mentor: Person, mentee: Person, policy: MatchingPolicy) -> bool:
    """The mentee is older by at least this many years; unknown years of birth do not suffice."""
    if mentor.birth_year is None or mentee.birth_year is None:
        return False
    return mentor.birth_year - mentee.birth_year >= policy.min_age_gap


def level_gap_suffices(mentor: Person, mentee: Person, policy: MatchingPolicy) -> bool:
    """The mentee ranks higher by at least this many levels."""
    return mentee.level - mentor.level >= policy.min_level_gap


def departments_differ(mentor: Person, mentee: Person, policy: MatchingPolicy) -> bool:
    """The two come from different departments, unless the programme allows the same."""
    return policy.same_department or department(mentor) != department(mentee)


def language_shared(mentor: Person, mentee: Person, _policy: MatchingPolicy) -> bool:
    """There is a language that both speak."""
    return not set(mentor.languages).isdisjoint(mentee.languages)


def department(person: Person) -> str:
    """The department, for comparing: however it is spelled, it is the same."""
    return as_key(person.department)


@dataclass(frozen=True)
class TraitRule:
    """A rule that looks at one trait of each of the two."""

    rule: HardRule
    trait: Trait
    holds: Callable[[Person, Person, MatchingPolicy], bool]


TRAIT_RULES = (
    TraitRule(HardRule.ROLES, lambda person: frozenset(person.roles), roles_fit),
    TraitRule(HardRule.AGE_GAP, lambda person: person.birth_year, age_gap_suffices),
    TraitRule(HardRule.LEVEL_GAP, lambda person: person.level, level_gap_suffices),
    TraitRule(HardRule.DEPARTMENT, department, departments_differ),
    TraitRule(HardRule.LANGUAGE, lambda person: frozenset(person.languages), language_shared),
)


class Ties:
    """How the people of a roster are tied to each other, such as by reporting lines."""

    def __init__(self, people: Iterable[Person]) -> None:
        people = tuple(people)
        self._manager = {person.id: person.manager_id for person in people}
        self._line: dict[PersonId, set[PersonId]] = defaultdict(set)
        self._unwanted: dict[PersonId, set[PersonId]] = defaultdict(set)
        for person in people:
            for above in self._managers_of(person.id):
                self._line[person.id].add(above)
                self._line[above].add(person.id)
            for other in person.do_not_match:
                self._unwanted[person.id].add(other)
                self._unwanted[other].add(person.id)

    def kept_apart(self, rule: HardRule, person_id: PersonId) -> set[PersonId]:
        """Everyone whom the rule keeps from this person, in both directions."""
        line = rule is HardRule.REPORTING_LINE
        return (self._line if line else self._unwanted).get(person_id, set())

    def _managers_of(self, person_id: PersonId) -> set[PersonId]:
        """All managers up to the top. A circle in the data ends where it began."""
        above: set[PersonId] = set()
        manager = self._manager.get(person_id)
        while manager is not None and manager not in above:
            above.add(manager)
            manager = self._manager.get(manager)
        return above


TIE_RULES = (HardRule.REPORTING_LINE, HardRule.DO_NOT_MATCH)


class Rules:
    """The hard rules of one policy in one roster.

    Capacity is not among them: it depends on the other pairs (see `domain.matching.seats`).
    """

    def __init__(
        self, people: Iterable[Person], policy: MatchingPolicy, topics: Sequence[TopicId]
    ) -> None:
        """``topics``: those of the programme."""
        self.policy = policy
        self.topics = tuple(topics)
        self.relaxed = {waiver.rule: waiver for waiver in policy.relaxed}
        self._ties = Ties(people)

    def broken(self, mentor: Person, mentee: Person) -> list[HardRule]:
        """Every rule that the pair does not meet, relaxed ones included."""
        traits = [r.rule for r in TRAIT_RULES if not r.holds(mentor, mentee, self.policy)]
        ties = [r for r in TIE_RULES if mentee.id in self._ties.kept_apart(r, mentor.id)]
        return [*traits, *ties, *self._nothing_to_teach(mentor, mentee)]

    def teachable(self, topic: TopicId, mentor: Person, mentee: Person) -> bool:
        """Whether the mentor can teach the mentee this topic of the programme."""
        return can_be_taught(topic, mentor, mentee, self.topics)

    def _nothing_to_teach(self, mentor: Person, mentee: Person) -> tuple[HardRule, ...]:
        taught = any(self.teachable(topic, mentor, mentee) for topic in self.topics)
        return () if taught else (HardRule.TOPICS,)

    def kept_apart(self, rule: HardRule, person: Person) -> set[PersonId]:
        """Everyone whom a tie keeps from this person."""
        return self._ties.kept_apart(rule, person.id)


def broken_rules(
    mentor: Person,
    mentee: Person,
    people: Iterable[Person],
    policy: MatchingPolicy,
    topics: Sequence[TopicId],
    locale: Locale = Locale.ENGLISH,
) -> tuple[BrokenRule, ...]:
    """Every hard rule (but capacity) that the pair does not meet and the policy does not relax.

    ``people`` is the whole roster: reporting lines may run over people outside the programme.
    """
    rules = Rules(people, policy, topics)
    return tuple(
        why_broken(rule, mentor, mentee, policy, locale)
        for rule in rules.broken(mentor, mentee)
        if rule not in rules.relaxed
    )


def why_broken(
    rule: HardRule, mentor: Person, mentee: Person, policy: MatchingPolicy, locale: Locale
) -> BrokenRule:
    """The broken rule in words, with nothing private of either person."""
    if rule is HardRule.AGE_GAP and None in (mentor.birth_year, mentee.birth_year):
        return BrokenRule(rule=rule, words=AGE_UNKNOWN.say(locale))
    return BrokenRule(rule=rule, words=rule_in_words(rule, policy, locale))


def left_the_roster(locale: Locale = Locale.ENGLISH) -> BrokenRule:
    """The rule that is broken when the roster no longer knows one of the two."""
    return BrokenRule(rule=HardRule.ROLES, words=LEFT_THE_ROSTER.say(locale))

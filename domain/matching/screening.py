"""Checks a whole crowd at once: who may be paired with one person."""

from collections.abc import Mapping

from domain.matching.crowd import Crowd
from domain.matching.rules import TIE_RULES, TRAIT_RULES, Rules, TraitRule
from domain.matching.topics import wanted
from domain.programme.ids import PersonId, TopicId
from domain.programme.people import Person, Side
from domain.programme.request import HardRule


class Screening:
    """Which people of a crowd may be paired with a person from the other side."""

    def __init__(
        self, rules: Rules, others: Crowd, excluded: Mapping[PersonId, set[PersonId]]
    ) -> None:
        """``excluded``: for each person the partners that must not be proposed (again)."""
        self.others = others
        self._rules = rules
        self._excluded = excluded
        self._judged: dict[tuple[HardRule, object], int] = {}

    def passing(self, person: Person) -> dict[HardRule, int]:
        """For every rule that is not relaxed: the mask of those with whom it is met."""
        masks = {
            rule.rule: self._with_trait(rule, person)
            for rule in TRAIT_RULES
            if rule.rule not in self._rules.relaxed
        }
        for tie in TIE_RULES:
            if tie not in self._rules.relaxed:
                apart = self.others.mask(self._rules.kept_apart(tie, person))
                masks[tie] = self.others.everybody & ~apart
        if HardRule.TOPICS not in self._rules.relaxed:
            masks[HardRule.TOPICS] = self._with_topic(person)
        return masks

    def apart(self, person: Person) -> int:
        """The mask of those who were proposed before, and of the person."""
        return self.others.mask({person.id, *self._excluded.get(person.id, ())})

    def admissible(self, person: Person) -> int:
        """The mask of those with whom all rules are met."""
        mask = self.others.everybody & ~self.apart(person)
        for passing in self.passing(person).values():
            mask &= passing
        return mask

    def _with_topic(self, person: Person) -> int:
        """The mask of those who can teach the person a topic, or learn one."""
        topics = self._rules.topics
        if self.others.side is Side.MENTOR:
            topics = tuple(wanted(person, topics))
        mask = 0
        for topic in topics:
            mask |= self._with_level(topic, person)
        return mask

    def _with_level(self, topic: TopicId, person: Person) -> int:
        """For one topic: the same for all who know as much of it (and want it, if they learn)."""
        key = (HardRule.TOPICS, (topic, person.knows(topic)))
        if key not in self._judged:
            self._judged[key] = self.others.mask(
                other.id
                for other in self.others.people
                if self._rules.teachable(topic, *self.others.as_pair(person, other))
            )
        return self._judged[key]

    def _with_trait(self, rule: TraitRule, person: Person) -> int:
        key = (rule.rule, rule.trait(person))
        if key not in self._judged:
            self._judged[key] = sum(
                mask
                for other, mask in self.others.groups(rule.trait)
                if rule.holds(*self.others.as_pair(person, other), self._rules.policy)
            )
        return self._judged[key]

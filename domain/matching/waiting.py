"""The waiting lists: the people without a partner, and why."""

from collections.abc import Iterator, Sequence

from domain.matching import words
from domain.matching.crowd import Crowd
from domain.matching.model import Unmatched, WaitingCause
from domain.matching.patience import Patience
from domain.matching.screening import Screening
from domain.matching.seats import Seats, capacity
from domain.matching.words import people_of, rule_name
from domain.programme.people import Locale, Person
from domain.programme.phrases import Phrase
from domain.programme.request import HardRule, MatchingPolicy


class WaitingList:
    """People of one side without a partner: first those with priority, then by time of waiting;
    at the end those who are not there."""

    def __init__(
        self, crowd: Crowd, absent: Crowd, screening: Screening, policy: MatchingPolicy
    ) -> None:
        """``screening`` is of the other side's crowd."""
        self._crowd = crowd
        self._absent = absent
        self._others = screening.others
        self._screening = screening
        self._policy = policy
        self._there = self._others.mask(
            other.id for other in self._others.people if capacity(other, self._others.side, policy)
        )

    def after(
        self, seats: Seats, priority: Sequence[str], patience: Patience, locale: Locale
    ) -> Iterator[Unmatched]:
        """The people without a pairing on this side who could take one, or whose capacity is 0."""
        order = {person: place for place, person in reversed([*enumerate(priority)])}
        alone = [person for person in self._crowd.people if self._is_alone(person, seats)]
        fits = {person.id: self._screening.admissible(person) & self._there for person in alone}
        side = self._crowd.side
        alone.sort(
            key=lambda p: (
                order.get(p.id, len(order)),
                patience.place(p, side),
                not fits[p.id],
                p.id,
            )
        )
        alone += (person for person in self._absent.people if self._is_alone(person, seats))
        for position, person in enumerate(alone, start=1):
            possible = fits.get(person.id, 0)
            yield Unmatched(
                person=person.id,
                side=side,
                cause=self._cause(person, possible),
                position=position,
                reasons=tuple(self._reasons(person, possible, position, locale)),
            )

    def _is_alone(self, person: Person, seats: Seats) -> bool:
        side = self._crowd.side
        if seats.held(person, side):
            return False
        return bool(seats.free(person, side)) or not seats.held(person, side.other)

    def _cause(self, person: Person, fits: int) -> WaitingCause:
        if person.id in self._absent.place:
            return WaitingCause.ABSENT
        if not capacity(person, self._crowd.side, self._policy):
            return WaitingCause.NO_CAPACITY
        if not self._there_for(person):
            return WaitingCause.NOBODY_THERE
        return WaitingCause.ALL_TAKEN if fits else WaitingCause.NOBODY_FITS

    def _there_for(self, person: Person) -> int:
        """The mask of all people on the other side who take pairings, without the person."""
        return self._there & ~self._others.mask([person.id])

    def _reasons(self, person: Person, fits: int, position: int, locale: Locale) -> Iterator[str]:
        side, there = self._others.side, self._there_for(person)
        match self._cause(person, fits):
            case WaitingCause.ABSENT:
                yield words.ABSENT.say(locale)
            case WaitingCause.NO_CAPACITY:
                yield words.NO_CAPACITY.say(locale)
            case WaitingCause.NOBODY_THERE:
                yield words.NOBODY_THERE.say(locale)
            case WaitingCause.ALL_TAKEN:
                people = people_of(side, fits.bit_count(), locale)
                yield words.ALL_TAKEN.say(locale, people=people, position=position)
            case WaitingCause.NOBODY_FITS:
                people = people_of(side, there.bit_count(), locale)
                yield words.NOBODY_FITS.say(locale, people=people)
                yield from self._exclusions(person, there, locale)

    def _exclusions(self, person: Person, there: int, locale: Locale) -> Iterator[str]:
        """First what can be done about it, then how many people each rule excludes."""
        unknown_age = person.birth_year is None
        passing = self._screening.passing(person)
        if unknown_age and HardRule.AGE_GAP in passing:
            yield words.BIRTH_YEAR_MISSING.say(locale)
        helpful = self._would_fit_without(person, there)
        for rule in sorted(helpful, key=helpful.__getitem__, reverse=True):
            yield self._about(words.RULE_RELAXED_HELPS, rule, helpful[rule], locale)
        for rule, mask in passing.items():
            excluded = (there & ~mask).bit_count()
            if excluded and not (unknown_age and rule is HardRule.AGE_GAP):
                yield self._about(words.RULE_EXCLUDES, rule, excluded, locale)
        if before := (there & self._screening.apart(person)).bit_count():
            people = people_of(self._others.side, before, locale)
            yield words.PROPOSED_BEFORE.say(locale, people=people)

    def _would_fit_without(self, person: Person, there: int) -> dict[HardRule, int]:
        """For each rule: how many would fit without it, if that is more than none."""
        passing = self._screening.passing(person)
        counts = {}
        for rule in passing:
            without = there & ~self._screening.apart(person)
            for other, mask in passing.items():
                without &= mask if other is not rule else without
            counts[rule] = without.bit_count()
        return {rule: count for rule, count in counts.items() if count}

    def _about(self, phrase: Phrase, rule: HardRule, count: int, locale: Locale) -> str:
        people = people_of(self._others.side, count, locale)
        return phrase.say(locale, rule=rule_name(rule, locale), people=people)

"""Puts people together: pairs composed by hand first, then the optimal assignment."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from domain.engine.errors import NotAllowed, Problem
from domain.matching import words
from domain.matching.assigning import Assigner, Assignment
from domain.matching.blocking import Contentment, count_blocking_pairs
from domain.matching.crowd import Crowd
from domain.matching.model import MatchQuestion, MatchResult, ProposedPair, Unmatched
from domain.matching.patience import Patience
from domain.matching.reasons import why_proposed
from domain.matching.rules import Rules, why_broken
from domain.matching.score import Scale, total
from domain.matching.screening import Screening
from domain.matching.seats import Seats
from domain.matching.waiting import WaitingList
from domain.programme.ids import PersonId
from domain.programme.people import Locale, Person, Side
from domain.programme.request import ComposedPair, HardRule, RuleWaiver


def propose(people: Sequence[Person], question: MatchQuestion, assign: Assigner) -> MatchResult:
    """Propose pairs and list the people without a partner, both with reasons.

    ``people`` is the whole roster: reporting lines may run over people outside the programme. Ids
    of the question that the roster does not know are ignored, except in composed pairs. Raises
    `NotAllowed` with every composed pair that breaks a rule, under ``pairs[n]``.
    """
    matching = _Matching(people, question)
    matching.compose()
    matching.assign(assign)
    return matching.result()


class _Matching:
    """One matching in progress: places fill up, pairs are added."""

    def __init__(self, people: Sequence[Person], question: MatchQuestion) -> None:
        self._question = question
        self._roster = {person.id: person for person in people}
        self._rules = Rules(people, question.policy, [topic.id for topic in question.topics])
        self._scale = Scale(question.policy.weights, question.topics)
        self._titles = {topic.id: topic.title for topic in question.topics}
        self._seats = Seats(question.policy, question.taken)
        self._mentors, self._mentees = self._crowd(Side.MENTOR), self._crowd(Side.MENTEE)
        self._absent = {side: self._crowd(side, there=False) for side in Side}
        self._apart: dict[PersonId, set[PersonId]] = defaultdict(set)
        for pair in question.excluded:
            self._keep_apart(pair.mentor, pair.mentee)
        self._patience = Patience(question.waited, question.policy.waiting_weight)
        self._pairs: list[ProposedPair] = []

    # ── Pairs composed by hand ───────────────────────────────────────────────────────────────────

    def compose(self) -> None:
        """Take over the pairs composed by hand, or refuse all of them with every problem."""
        problems = [
            problem
            for n, pair in enumerate(self._question.composed)
            for problem in self._place(pair, f"pairs[{n}]")
        ]
        if problems:
            raise NotAllowed(problems)

    def _place(self, pair: ComposedPair, path: str) -> Iterator[Problem]:
        mentor, mentee = self._roster.get(pair.mentor), self._roster.get(pair.mentee)
        if mentor is None or mentee is None:
            for side, person in ((Side.MENTOR, mentor), (Side.MENTEE, mentee)):
                if person is None:
                    yield Problem(path=f"{path}.{side}", problem="is not in the roster")
        elif mentor.id == mentee.id:
            yield Problem(path=path, problem="nobody can be paired with themselves")
        else:
            named = {waiver.rule: waiver for waiver in pair.waivers}
            broken = self._not_set_aside(mentor, mentee, named)
            for rule in broken:
                why = why_broken(rule, mentor, mentee, self._rules.policy, Locale.ENGLISH)
                yield Problem(
                    path=path,
                    problem=f"breaks the rule {rule}: {why.words}",
                    allowed=f"another pair, or a waiver of {rule} with a reason in {path}.waivers",
                )
            if not broken:
                self._add(mentor, mentee, named, composed=True)

    def _not_set_aside(
        self, mentor: Person, mentee: Person, named: Mapping[HardRule, RuleWaiver]
    ) -> list[HardRule]:
        broken = [
            rule
            for rule in self._rules.broken(mentor, mentee)
            if rule not in named and rule not in self._rules.relaxed
        ]
        if HardRule.CAPACITY not in named and not self._seats.room_for(mentor, mentee):
            broken.append(HardRule.CAPACITY)
        return broken

    # ── Pairs by assignment ──────────────────────────────────────────────────────────────────────

    def assign(self, assign: Assigner) -> None:
        """Fill the free places: a first partner for as many as possible before any second one."""
        priority = frozenset(self._question.priority)
        assignment = Assignment(
            self._rules, self._scale, self._apart, priority, self._patience, assign
        )
        most = max(
            (self._seats.places(mentee, Side.MENTEE).stop for mentee in self._mentees.people),
            default=0,
        )
        for held in range(most):
            while self._round(assignment, held):
                pass

    def _round(self, assignment: Assignment, held: int) -> bool:
        """Assign the mentees who have ``had`` partners; True if another round may find more.

        A person who is both mentor and mentee may get more partners than their own capacity allows.
        Then the better pairs stay, and the partners of the others are assigned again.
        """
        mentors = self._with_free_place(self._mentors)
        mentees = Crowd(
            Side.MENTEE,
            (
                mentee
                for mentee in self._with_free_place(self._mentees).people
                if self._seats.held(mentee, Side.MENTEE) == held
            ),
        )
        places = [self._seats.places(mentor, Side.MENTOR) for mentor in mentors.people]
        proposed = assignment.solve(mentors, places, mentees)
        added = 0
        for mentor, mentee in sorted(proposed, key=self._best_first):
            if self._seats.room_for(mentor, mentee):
                self._add(mentor, mentee, {}, composed=False)
                added += 1
        return added < len(proposed)

    def _with_free_place(self, crowd: Crowd) -> Crowd:
        free = (person for person in crowd.people if self._seats.free(person, crowd.side))
        return Crowd(crowd.side, free)

    def _best_first(self, pair: tuple[Person, Person]) -> tuple[float, str, str]:
        mentor, mentee = pair
        return -total(self._scale.parts(mentor, mentee)), mentor.id, mentee.id

    # ── The answer ───────────────────────────────────────────────────────────────────────────────

    def result(self) -> MatchResult:
        """The pairs and the waiting lists so far."""
        mentors, mentees = self._mentors, self._mentees
        waiting = (*self._waiting(mentors, mentees), *self._waiting(mentees, mentors))
        return MatchResult(
            pairs=tuple(sorted(self._pairs, key=lambda pair: (pair.mentor, pair.mentee))),
            waiting=waiting,
            elsewhere=self._elsewhere(waiting),
            blocking_pairs=count_blocking_pairs(
                mentees,
                self._screening(mentors),
                self._scale,
                Contentment(self._pairs, self._seats),
            ),
        )

    def _elsewhere(self, waiting: Sequence[Unmatched]) -> tuple[PersonId, ...]:
        """Later questions name their candidates: whoever is one is known to the cohort already."""
        if self._question.candidates is not None:
            return ()
        crowds = (self._mentors, self._mentees, *self._absent.values())
        taken = {seats.person for seats in self._question.taken if seats.elsewhere}
        known = {one.person for one in waiting}
        known |= {person for pair in self._pairs for person in (pair.mentor, pair.mentee)}
        people = {person.id for crowd in crowds for person in crowd.people}
        return tuple(sorted(people & taken - known))

    def _waiting(self, crowd: Crowd, others: Crowd) -> Iterator[Unmatched]:
        absent, screening = self._absent[crowd.side], self._screening(others)
        waiting = WaitingList(crowd, absent, screening, self._rules.policy)
        return waiting.after(
            self._seats, self._question.priority, self._patience, self._question.locale
        )

    def _screening(self, others: Crowd) -> Screening:
        return Screening(self._rules, others, self._apart)

    # ── Helpers ──────────────────────────────────────────────────────────────────────────────────

    def _crowd(self, side: Side, *, there: bool = True) -> Crowd:
        """The people of a side who will be there, or those who will not."""
        ids = self._roster if self._question.candidates is None else self._question.candidates
        known = (self._roster[id_] for id_ in dict.fromkeys(ids) if id_ in self._roster)
        people = (one for one in known if self._question.presence.holds_for(one) is there)
        anybody = HardRule.ROLES in self._rules.relaxed
        return Crowd(side, (person for person in people if anybody or side in person.roles))

    def _keep_apart(self, mentor: PersonId, mentee: PersonId) -> None:
        self._apart[mentor].add(mentee)
        self._apart[mentee].add(mentor)

    def _add(
        self,
        mentor: Person,
        mentee: Person,
        named: Mapping[HardRule, RuleWaiver],
        *,
        composed: bool,
    ) -> None:
        locale = self._question.locale
        parts = self._scale.parts(mentor, mentee)
        reasons = why_proposed(
            mentor, mentee, self._scale.wanted(mentee), parts, self._titles, locale
        )
        self._pairs.append(
            ProposedPair(
                mentor=mentor.id,
                mentee=mentee.id,
                score=total(parts),
                parts=parts,
                reasons=(
                    *((words.COMPOSED.say(locale),) if composed else ()),
                    *reasons,
                    *self._waited(mentor, mentee),
                ),
                composed=composed,
                waived=self._waived(mentor, mentee, {**self._rules.relaxed, **named}),
            )
        )
        self._seats.take(mentor, mentee)
        self._keep_apart(mentor.id, mentee.id)

    def _waited(self, mentor: Person, mentee: Person) -> Iterator[str]:
        weeks = self._patience.weeks(mentor, Side.MENTOR)
        weeks += self._patience.weeks(mentee, Side.MENTEE)
        if weeks:
            yield words.WAITED.say(self._question.locale, weeks=weeks)

    def _waived(
        self, mentor: Person, mentee: Person, waivers: Mapping[HardRule, RuleWaiver]
    ) -> tuple[RuleWaiver, ...]:
        broken = self._rules.broken(mentor, mentee)
        if not self._seats.within_capacity(mentor, mentee):
            broken.append(HardRule.CAPACITY)
        return tuple(waivers[rule] for rule in broken)

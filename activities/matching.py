"""Matching as Temporal sees it: read the roster, put people together, check a pair again."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from temporalio import activity

from activities.failures import as_failure
from activities.ports import Progress, Roster
from domain.cohort.limits import objections_to_crowd, objections_to_result
from domain.engine.base import Frozen, OpaqueId
from domain.engine.errors import InvalidInput, Problem, Refused
from domain.matching import (
    Assigner,
    BrokenRule,
    MatchQuestion,
    MatchResult,
    broken_rules,
    left_the_roster,
    objections_to,
    objections_to_topics,
    propose,
    with_pairs_elsewhere,
)
from domain.pairing.sides import Both
from domain.programme.ids import PersonId, TopicId
from domain.programme.people import Locale, Person
from domain.programme.request import MatchingPolicy, RuleWaiver

HEARTBEAT_SECONDS = 5.0
MATCHINGS_AT_ONCE = 2
"""Further ones wait for a thread. Each keeps a processor busy for seconds."""


class PairCheck(Frozen):
    """A pair whose rules are checked again, because data of a person changed."""

    roster: OpaqueId
    mentor: PersonId
    mentee: PersonId
    policy: MatchingPolicy
    topics: tuple[TopicId, ...]
    waived: tuple[RuleWaiver, ...] = ()
    """Rules set aside for this pair, besides those that the policy relaxes."""
    locale: Locale = Locale.ENGLISH


class PairChecked(Frozen):
    """What the roster says of a pair by now."""

    broken: tuple[BrokenRule, ...]
    managers: Both[PersonId] | None = None
    """Their line managers; absent if one of the two is not in the roster any more."""


class Joining(Frozen):
    """A person who is to join a cohort."""

    roster: OpaqueId
    person: PersonId
    policy: MatchingPolicy


class MatchingActivities:
    """Matching. Only its results leave this place: no data of people does."""

    def __init__(self, roster: Roster, progress: Progress, assigner: Assigner) -> None:
        self._roster = roster
        self._progress = progress
        self._assigner = assigner
        # Of its own: the loop's threads also look up the addresses of database and mail server.
        self._threads = ThreadPoolExecutor(MATCHINGS_AT_ONCE, thread_name_prefix="matching")

    @activity.defn(name="match")
    async def match(self, question: MatchQuestion) -> MatchResult:
        """Answer the question from the roster as it is now.

        Pairings of the same people in other cohorts count: they take places, and are not repeated.

        An unknown roster, one too large for a cohort, topics that nobody there teaches or wants (in
        the first question of a cohort), and composed pairs that break a rule are final failures
        (``InvalidInput``, ``NotAllowed``) with all problems.
        """
        people = await self._roster.people(question.roster)
        elsewhere = await self._progress.pairs(question.roster)
        question = with_pairs_elsewhere(question, elsewhere)
        try:
            _check_crowd(people, question)
            result = await self._beside_the_loop(people, question)
        except Refused as refused:
            raise as_failure(refused) from None
        if problems := objections_to_result(result):
            raise as_failure(InvalidInput(problems))
        return result

    @activity.defn(name="recheck_pair")
    async def recheck_pair(self, check: PairCheck) -> PairChecked:
        """The hard rules (except capacity) that the pair breaks now and that are not waived;
        and who their line managers are.

        A person who is no longer in the roster has no role any more.
        """
        people = await self._roster.people(check.roster)
        pair = await self._roster.by_id(check.roster, (check.mentor, check.mentee))
        mentor, mentee = pair.get(check.mentor), pair.get(check.mentee)
        if mentor is None or mentee is None:
            return PairChecked(broken=(left_the_roster(check.locale),))
        everybody = {person.id: person for person in (*people, mentor, mentee)}
        broken = broken_rules(
            mentor, mentee, everybody.values(), check.policy, check.topics, check.locale
        )
        waived = {waiver.rule for waiver in check.waived}
        return PairChecked(
            broken=tuple(rule for rule in broken if rule.rule not in waived),
            managers=Both[PersonId](mentor=mentor.manager_id, mentee=mentee.manager_id),
        )

    @activity.defn(name="check_joining")
    async def check_joining(self, joining: Joining) -> tuple[Problem, ...]:
        """Why the person cannot be considered; empty if they can.

        A person who was missing in the latest file is not in the roster any more.
        """
        people = {person.id: person for person in await self._roster.people(joining.roster)}
        return tuple(objections_to(people.get(joining.person), joining.policy, "person_id"))

    async def _beside_the_loop(
        self, people: Sequence[Person], question: MatchQuestion
    ) -> MatchResult:
        """In a thread: thousands of people take seconds, and the worker has other work."""
        work = asyncio.get_running_loop().run_in_executor(
            self._threads, propose, people, question, self._assigner
        )
        while not (await asyncio.wait({work}, timeout=HEARTBEAT_SECONDS))[0]:
            activity.heartbeat()
        return work.result()


def _check_crowd(people: Sequence[Person], question: MatchQuestion) -> None:
    if not people:
        raise InvalidInput([_NO_ROSTER])
    if question.candidates is None:
        with_role = sum(bool(person.roles) for person in people)
        if problems := objections_to_crowd(with_role):
            raise InvalidInput(problems)
        if problems := objections_to_topics(people, question.topics):
            raise InvalidInput(problems)


_NO_ROSTER = Problem(
    path="roster",
    problem="there is no such roster, or it is empty",
    allowed="a roster that was imported with `eyelevel roster import`",
)

"""Deciding on proposals: what matching found, what people confirm, who else may take part."""

from collections.abc import Sequence

from domain.cohort.commands import (
    AddPerson,
    AnswerOffer,
    ConfirmMatches,
    RecordMatches,
    RecordMatchingRefused,
    RelaxRule,
)
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import (
    CohortClosed,
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingRefused,
    OfferAnswered,
    PersonAdded,
    RuleRelaxed,
)
from domain.cohort.horizon import end_of_joining, leaves_too_early
from domain.cohort.limits import MOST_PEOPLE, objections_to_growth
from domain.cohort.pairs import entries_for
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortEndReason
from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem, not_allowed
from domain.engine.tables import Deciders, On
from domain.matching import Pair
from domain.programme.request import RuleWaiver


def _record_matches(command: RecordMatches, state: CohortState, now: Instant) -> Events:
    """The result of an outdated question is not used; the new one is asked instead."""
    if not _is_awaited(command.round, state):
        return ()
    result = command.result
    if result.pairs and (problems := objections_to_growth(_size(state), result)):
        return _refused(command.round, problems, state, now)
    return (
        MatchesProposed(
            occurred_at=now,
            round=command.round,
            pairs=result.pairs,
            waiting=result.waiting,
            elsewhere=result.elsewhere,
            blocking_pairs=result.blocking_pairs,
        ),
    )


def _record_refused(command: RecordMatchingRefused, state: CohortState, now: Instant) -> Events:
    """A refusal of the first matching closes the cohort; after a later one the pairings go on."""
    if not _is_awaited(command.round, state):
        return ()
    return _refused(command.round, command.problems, state, now)


def _refused(number: int, problems: Sequence[Problem], state: CohortState, now: Instant) -> Events:
    # No participants yet, so this was the first matching: nothing has begun that could go on.
    if not state.people.participants:
        reason = CohortEndReason.MATCHING_REFUSED
        return (CohortClosed(occurred_at=now, reason=reason, problems=tuple(problems)),)
    return (MatchingRefused(occurred_at=now, round=number, problems=tuple(problems)),)


def _size(state: CohortState) -> int:
    return len(state.model_dump_json())


def _is_awaited(number: int, state: CohortState) -> bool:
    return state.matching.wanted and number == state.matching.number


def _confirm(command: ConfirmMatches, state: CohortState, now: Instant) -> Events:
    """Rejections come first: a cohort whose other pairs are confirmed then ends up running."""
    proposed = {proposal.pair: proposal for proposal in state.matching.proposals}
    rejected = tuple(dict.fromkeys(command.reject))
    accepted = _accepted(command, tuple(proposed))
    _check_confirmation(command, state, accepted)
    events: list[CohortEvent] = []
    if rejected:
        events.append(MatchesRejected(occurred_at=now, pairs=rejected, by=command.acting))
    if accepted:
        entries = entries_for(state, [proposed[pair] for pair in accepted])
        events.append(MatchesConfirmed(occurred_at=now, entries=entries, by=command.acting))
    return tuple(events)


def _accepted(command: ConfirmMatches, proposed: Sequence[Pair]) -> tuple[Pair, ...]:
    if command.accept == "all":
        rejected = set(command.reject)
        return tuple(pair for pair in proposed if pair not in rejected)
    return tuple(dict.fromkeys(command.accept))


def _check_confirmation(
    command: ConfirmMatches, state: CohortState, accepted: Sequence[Pair]
) -> None:
    proposed, taken = {proposal.pair for proposal in state.matching.proposals}, set(accepted)
    named = () if command.accept == "all" else command.accept
    problems = [
        Problem(path=f"{path}[{place}]", problem="is not proposed", allowed=_ASK)
        for path, pairs in (("accept", named), ("reject", command.reject))
        for place, pair in enumerate(pairs)
        if pair not in proposed
    ]
    problems += [
        Problem(path=f"reject[{place}]", problem="is accepted as well", allowed="one of the two")
        for place, pair in enumerate(command.reject)
        if pair in taken
    ]
    if not accepted and not command.reject:
        allowed = "'all', or a list of pairs under accept or reject" if proposed else None
        problem = "no pair is named" if proposed else "no proposed pair waits for confirmation"
        problems.append(Problem(path="accept", problem=problem, allowed=allowed))
    if problems:
        raise NotAllowed(problems)


_ASK = "a pair of `matching.proposals` in the query state"


def _relax(command: RelaxRule, state: CohortState, now: Instant) -> Events:
    _check_matching_is_open(state)
    if any(waiver.rule is command.rule for waiver in state.policy.relaxed):
        return ()
    waiver = RuleWaiver(rule=command.rule, reason=command.reason)
    return (RuleRelaxed(occurred_at=now, waiver=waiver, by=command.acting),)


def _add_person(command: AddPerson, state: CohortState, now: Instant) -> Events:
    """A person joins, comes back, or is matched again after the roster was corrected."""
    _check_matching_is_open(state)
    leaver = state.people.leaver(command.person_id)
    if leaver is not None and leaves_too_early(leaver, state, now):
        raise not_allowed("person_id", "leaves the company", "once person_stays has said otherwise")
    cut_off = end_of_joining(state)
    is_new = command.person_id not in state.people.participants
    if is_new and cut_off is not None and now >= cut_off:
        raise not_allowed(
            "", "it is too late to join", f"until {state.calendar.local_day(cut_off)}"
        )
    if is_new and len(state.people.participants) >= MOST_PEOPLE:
        raise not_allowed("person_id", "the cohort is full", f"{MOST_PEOPLE} people")
    return (PersonAdded(occurred_at=now, person=command.person_id, by=command.acting),)


def _answer_offer(command: AnswerOffer, state: CohortState, now: Instant) -> Events:
    _check_matching_is_open(state)
    if not state.people.is_asked(command.person_id):
        allowed = "a person of `people.offers` in the query state; others come back by add_person"
        raise not_allowed("person_id", "is not asked about another partner", allowed)
    answered = OfferAnswered(
        occurred_at=now, person=command.person_id, wanted=command.wanted, by=command.acting
    )
    return (answered,)


def _check_matching_is_open(state: CohortState) -> None:
    if state.matching.over:
        raise not_allowed(
            "",
            "it is too late to put people together",
            "while the term leaves enough weeks for two to begin",
        )


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(RecordMatches, _record_matches),
    On(RecordMatchingRefused, _record_refused),
    On(ConfirmMatches, _confirm),
    On(RelaxRule, _relax),
    On(AddPerson, _add_person),
    On(AnswerOffer, _answer_offer),
)

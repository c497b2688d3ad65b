"""Deciding on the course: pause, resume, end."""

from domain.cohort.commands import AdoptPolicyOfCohort, EndCohort, PauseCohort, ResumeCohort
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import CohortEndingBegun, CohortPaused, CohortPolicyAdopted, CohortResumed
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import ASKABLE_END_REASONS
from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.tables import Deciders, On
from domain.programme.pauses import check_return
from domain.programme.running_policy import policy_of


def _pause(command: PauseCohort, state: CohortState, now: Instant) -> Events:
    check_return(command.return_on, now, now, state.calendar, state.request.deadlines)
    return (CohortPaused(occurred_at=now, by=command.acting, return_on=command.return_on),)


def _resume(command: ResumeCohort, state: CohortState, now: Instant) -> Events:
    return (CohortResumed(occurred_at=now, by=command.acting),) if state.pause else ()


def _end(command: EndCohort, state: CohortState, now: Instant) -> Events:
    if command.reason not in ASKABLE_END_REASONS:
        raise not_allowed(
            "reason", "only the engine gives this reason", ", ".join(ASKABLE_END_REASONS)
        )
    return (CohortEndingBegun(occurred_at=now, reason=command.reason, by=command.acting),)


def _adopt_policy(command: AdoptPolicyOfCohort, state: CohortState, now: Instant) -> Events:
    if policy_of(state.request) == command.policy:
        return ()
    return (CohortPolicyAdopted(occurred_at=now, policy=command.policy),)


DECIDE: Deciders[CohortState, CohortEvent] = (
    On(PauseCohort, _pause),
    On(ResumeCohort, _resume),
    On(AdoptPolicyOfCohort, _adopt_policy),
    On(EndCohort, _end),
)

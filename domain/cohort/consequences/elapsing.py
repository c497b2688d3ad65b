"""What follows when a deadline elapses."""

from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import (
    CohortClosed,
    CohortDeadlineElapsed,
    CohortEndingBegun,
    CohortResumed,
    InstructionGiven,
    MatchingEnded,
)
from domain.cohort.instructing import instruction_again
from domain.cohort.partnerless import people_waiting
from domain.cohort.situation import matching_goes_on, reason_to_close
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind, CohortEndReason
from domain.engine.tables import On, Reactions

Kind = CohortDeadlineKind


def _elapsed(event: CohortDeadlineElapsed, state: CohortState) -> Events:
    """The step that an elapsed deadline brings about. `notices` and `items` have the rest."""
    now = event.occurred_at
    match event.kind:
        case Kind.MATCHING_OVER if not matching_goes_on(state):
            lapsed = tuple(proposal.pair for proposal in state.matching.proposals)
            waiting = people_waiting(state)
            return (MatchingEnded(occurred_at=now, lapsed=lapsed, waiting=waiting),)
        case Kind.PAUSE_RETURN:
            return (CohortResumed(occurred_at=now),)
        case Kind.PAUSE_MAX:
            return (CohortEndingBegun(occurred_at=now, reason=CohortEndReason.PAUSE_EXPIRED),)
        case Kind.TELL_AGAIN if instruction := instruction_again(state, state.unreached):
            return (InstructionGiven(occurred_at=now, instruction=instruction),)
        case Kind.ENDING_OVER:
            return (CohortClosed(occurred_at=now, reason=reason_to_close(state)),)
        case _:
            return ()


PROGRESS: Reactions[CohortState, CohortEvent] = (On(CohortDeadlineElapsed, _elapsed),)

"""The course of a cohort: which step follows when one is done."""

from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import (
    CohortClosed,
    CohortEndingBegun,
    CohortPaused,
    CohortResumed,
    CohortStageEntered,
    InstructionGiven,
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingEnded,
    MatchingRefused,
    PairingsNotStarted,
    PersonReported,
    ProgressChecked,
)
from domain.cohort.instructing import instruction_to_resume, standing_instruction
from domain.cohort.pairs import entries_for
from domain.cohort.situation import fitting_stage, is_complete, reason_to_close
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.engine.tables import On, Reactions


def _proposed(event: MatchesProposed, state: CohortState) -> Events:
    """Unless the request asks for confirmation by people, the proposals stand."""
    if not event.pairs:
        return _closed_if_complete(event, state)
    if state.request.confirm:
        return _stage_after(event, state)
    entries = entries_for(state, event.pairs)
    return (MatchesConfirmed(occurred_at=event.occurred_at, entries=entries),)


def _stage_after(event: CohortEvent, state: CohortState) -> Events:
    stage = fitting_stage(state)
    if stage is state.stage:
        return ()
    return (CohortStageEntered(occurred_at=event.occurred_at, stage=stage, left=state.stage),)


def _closed_if_complete(event: CohortEvent, state: CohortState) -> Events:
    if not is_complete(state):
        return ()
    return (CohortClosed(occurred_at=event.occurred_at, reason=reason_to_close(state)),)


def _stage_entered(event: CohortStageEntered, state: CohortState) -> Events:
    """A cohort that ends without a pairing is over at once."""
    return _closed_if_complete(event, state) if event.stage is CohortStage.ENDING else ()


def _person_reported(event: PersonReported, state: CohortState) -> Events:
    """The last proposal may have been with somebody who leaves."""
    return () if state.stage is CohortStage.CLOSED else _stage_after(event, state)


def _tell_the_pairings(event: CohortEvent, state: CohortState) -> Events:
    instruction = standing_instruction(state, [entry.pairing_id for entry in state.running])
    return (
        (InstructionGiven(occurred_at=event.occurred_at, instruction=instruction),)
        if instruction
        else ()
    )


def _resumed(event: CohortResumed, state: CohortState) -> Events:
    if not state.running:
        return ()
    return (
        InstructionGiven(occurred_at=event.occurred_at, instruction=instruction_to_resume(state)),
    )


def _ending_begun(event: CohortEndingBegun, state: CohortState) -> Events:
    return (*_tell_the_pairings(event, state), *_stage_after(event, state))


def _cohort_closed(event: CohortClosed, state: CohortState) -> Events:
    stage = CohortStage.CLOSED
    return (CohortStageEntered(occurred_at=event.occurred_at, stage=stage, left=state.stage),)


PROGRESS: Reactions[CohortState, CohortEvent] = (
    On(MatchesProposed, _proposed),
    On(MatchesConfirmed, _stage_after),
    On(MatchesRejected, _stage_after),
    On(PersonReported, _person_reported),
    On(MatchingEnded, _closed_if_complete),
    On(MatchingRefused, _closed_if_complete),
    On(PairingsNotStarted, _closed_if_complete),
    On(ProgressChecked, _closed_if_complete),
    On(CohortStageEntered, _stage_entered),
    On(CohortPaused, _tell_the_pairings),
    On(CohortResumed, _resumed),
    On(CohortEndingBegun, _ending_begun),
    On(CohortClosed, _cohort_closed),
)

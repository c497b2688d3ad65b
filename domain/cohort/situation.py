"""Questions about where a cohort stands, answered from its state alone."""

from domain.cohort.partnerless import those_who_wait
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortEndReason, CohortStage, EntryStatus
from domain.matching import WaitingCause
from domain.programme.ids import PairingId
from domain.programme.request import FixedTerm
from domain.telling.kinds import ItemKind

HOPELESS = (WaitingCause.NOBODY_FITS, WaitingCause.NOBODY_THERE)


def fitting_stage(state: CohortState) -> CohortStage:
    """The stage that follows from proposals, pairings, and whether an end was asked for."""
    if state.ending is not None:
        return CohortStage.ENDING
    if state.pairings:
        return CohortStage.RUNNING
    return CohortStage.CONFIRMING if state.matching.proposals else CohortStage.MATCHING


def needs_help(state: CohortState) -> bool:
    """A person stays without a partner unless a rule is relaxed or people are added (case 5).

    A waiting list alone is no reason: one side has more people than the other (case 3). But it is
    for a person who was promised the next candidate.
    """
    if state.matching.over or state.matching.wanted:
        return False
    seeking = {seeker.person for seeker in state.people.seekers}
    stuck = any(
        one.cause in HOPELESS or (one.person in seeking and one.cause is not WaitingCause.ABSENT)
        for one in state.matching.waiting
    )
    return stuck or not (state.pairings or state.matching.proposals)


def pairings_not_running(state: CohortState) -> tuple[PairingId, ...]:
    """The pairings that the owners are asked to start again."""
    return tuple(
        item.pairing_id
        for item in state.desk.items
        if item.kind is ItemKind.PAIRING_NOT_RUNNING and item.pairing_id
    )


def matching_goes_on(state: CohortState) -> bool:
    """An ongoing programme puts people together as long as it has pairings."""
    ongoing = not isinstance(state.request.term, FixedTerm)
    return ongoing and any(entry.holds_seats for entry in state.pairings)


def any_pairing_open(state: CohortState) -> bool:
    """Whether a pairing runs, or may run again because it can still be reopened (case 55)."""
    return any(entry.is_running or entry.can_be_reopened for entry in state.pairings)


def somebody_waits(state: CohortState) -> bool:
    """Whether there are people without a partner who may still get one."""
    if state.matching.over:
        return False
    return bool(those_who_wait(state) or state.people.seekers or state.people.offers)


def is_complete(state: CohortState) -> bool:
    """Nothing is left to do: no pairing runs or can be reopened, and none can come about."""
    to_start = any(entry.status is EntryStatus.TO_START for entry in state.pairings)
    if state.stage is CohortStage.CLOSED or to_start or any_pairing_open(state):
        return False
    if state.matching.over:
        return True
    pending = state.matching.wanted or state.matching.proposals or needs_help(state)
    if pending or somebody_waits(state):
        return False
    return any(entry.counts for entry in state.pairings)


def reason_to_close(state: CohortState) -> CohortEndReason:
    """Why a cohort closes in which nothing is left to do."""
    if state.ending is not None:
        return state.ending.reason
    if any(entry.counts for entry in state.pairings):
        return CohortEndReason.COMPLETED
    return CohortEndReason.NOBODY_PAIRED

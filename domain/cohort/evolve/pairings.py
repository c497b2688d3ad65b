"""How news of the pairings changes the state of their cohort."""

from collections.abc import Iterable

from domain.cohort.events import (
    InstructionCarriedOut,
    InstructionGiven,
    PairFellThrough,
    PairingProgressed,
    PairingsFoundRunning,
    PairingsFoundStopped,
    PairingsNotStarted,
    PairingStarted,
    ProgressChecked,
)
from domain.cohort.evolve.matches import asking_again
from domain.cohort.state import CohortState, Seeker, people_of
from domain.cohort.vocabulary import EntryStatus
from domain.engine.tables import Appliers, On


def _with_entry(state: CohortState, pairing_id: str, **update: object) -> CohortState:
    """The state with one pairing changed."""
    pairings = list(state.pairings)
    for place, entry in enumerate(pairings):
        if entry.pairing_id == pairing_id:
            pairings[place] = entry.model_copy(update=update)
            break
    return state.model_copy(update={"pairings": tuple(pairings)})


def _started(event: PairingStarted, state: CohortState) -> CohortState:
    return _with_entry(state, event.pairing_id, status=EntryStatus.STARTED, problem=None)


def _not_started(event: PairingsNotStarted, state: CohortState) -> CohortState:
    for failure in event.failures:
        state = _with_entry(
            state, failure.pairing_id, status=EntryStatus.FAILED, problem=failure.problem
        )
    return state


def _progressed(event: PairingProgressed, state: CohortState) -> CohortState:
    entry = state.entry(event.progress.pairing_id)
    after = _with_entry(state, event.progress.pairing_id, progress=event.progress)
    if entry is None:
        return after
    if entry.is_running and event.progress.stage.is_over:
        return _over(after, entry.pairing_id)
    if entry.parted_early and not event.progress.stage.is_over:
        return _together_again(after, entry.pairing_id)
    return after


def _over(state: CohortState, pairing_id: str) -> CohortState:
    """The two are not proposed to each other again; to others only on request.

    Two who parted early remain available.
    """
    entry = state.entry(pairing_id)
    if entry is None:
        return state
    people = people_of([entry]) if entry.counts and not entry.parted_early else ()
    return state.with_part(
        "people",
        excluded=(*state.people.excluded, entry.pair),
        unavailable=_with_people(state.people.unavailable, people),
    )


def _together_again(state: CohortState, pairing_id: str) -> CohortState:
    """The pairing was reopened because parting was a mistake: its people are no longer seekers."""
    left = tuple(seeker for seeker in state.people.seekers if seeker.predecessor != pairing_id)
    return state.with_part("people", seekers=left)


def _fell_through(event: PairFellThrough, state: CohortState) -> CohortState:
    seekers = (Seeker(person=person, predecessor=event.pairing_id) for person in event.seeking)
    free = state.with_part(
        "people",
        unavailable=_with_people(state.people.unavailable, event.unwilling),
        seekers=(*state.people.seekers, *seekers),
    )
    return asking_again(free) if event.seeking else free


def _with_people(known: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _checked(event: ProgressChecked, state: CohortState) -> CohortState:
    return state.model_copy(update={"progress_wanted": False})


def _watched(event: PairingsFoundStopped | PairingsFoundRunning, state: CohortState) -> CohortState:
    """The items that follow say it."""
    return state


def _instruction_given(event: InstructionGiven, state: CohortState) -> CohortState:
    return state.model_copy(update={"instructions": (*state.instructions, event.instruction)})


def _carried_out(event: InstructionCarriedOut, state: CohortState) -> CohortState:
    """The pairings have just changed: look at them soon.

    Pairings that missed an earlier instruction, too, only need the latest one.
    """
    asked = {
        id_
        for instruction in state.instructions
        if instruction.id == event.instruction_id
        for id_ in instruction.pairing_ids
    }
    before = tuple(pairing_id for pairing_id in state.unreached if pairing_id not in asked)
    return state.model_copy(
        update={
            "instructions": tuple(
                instruction
                for instruction in state.instructions
                if instruction.id != event.instruction_id
            ),
            "unreached": (*before, *event.unreached),
            "progress_wanted": state.progress_wanted or bool(state.running),
        }
    )


APPLY: Appliers[CohortState] = (
    On(PairingStarted, _started),
    On(PairingsNotStarted, _not_started),
    On(PairingProgressed, _progressed),
    On(PairFellThrough, _fell_through),
    On(ProgressChecked, _checked),
    On(PairingsFoundStopped, _watched),
    On(PairingsFoundRunning, _watched),
    On(InstructionGiven, _instruction_given),
    On(InstructionCarriedOut, _carried_out),
)

"""How news of the pairings changes the state of their cohort."""

from collections.abc import Iterable

from domain.cohort.events import (
    InstructionCarriedOut,
    InstructionGiven,
    PairingProgressed,
    PairingsFoundRunning,
    PairingsFoundStopped,
    PairingsNotStarted,
    PairingStarted,
    PlacesFreed,
    ProgressChecked,
)
from domain.cohort.evolve.asking import asking_again
from domain.cohort.evolve.leaving import nothing_aside_after, put_aside
from domain.cohort.state import CohortState, Offer, PairingEntry, Seeker
from domain.cohort.vocabulary import EntryStatus
from domain.engine.tables import Appliers, On
from domain.matching import Pair
from domain.pairing.vocabulary import EndReason
from domain.programme.ids import PairingId, PersonId


def _with_entry(state: CohortState, pairing_id: str, **update: object) -> CohortState:
    """The state with one pairing changed."""
    pairings = list(state.pairings)
    for place, entry in enumerate(pairings):
        if entry.pairing_id == pairing_id:
            pairings[place] = entry.model_copy(update=update)
            break
    return state.model_copy(update={"pairings": tuple(pairings)})


def _started(event: PairingStarted, state: CohortState) -> CohortState:
    state = _with_entry(state, event.pairing_id, status=EntryStatus.STARTED, problem=None)
    return _with_news_again(state, (event.pairing_id,))


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
        # They have not even heard of each other if there was no place.
        never_met = event.progress.end_reason is EndReason.NO_SEAT
        return after if never_met else _not_again(after, entry.pair)
    if entry.is_over and not event.progress.stage.is_over:
        return _together_again(after, entry)
    return after


def _not_again(state: CohortState, pair: Pair) -> CohortState:
    """The two are not proposed to each other again."""
    excluded = dict.fromkeys((*state.people.excluded, pair))
    return state.with_part("people", excluded=tuple(excluded))


def _together_again(state: CohortState, entry: PairingEntry) -> CohortState:
    """The pairing was reopened because its end was a mistake: its people look for no one else."""
    people = state.people
    seekers = tuple(one for one in people.seekers if one.predecessor != entry.pairing_id)
    offers = tuple(one for one in people.offers if one.predecessor != entry.pairing_id)
    unavailable = tuple(person for person in people.unavailable if person not in entry.people)
    state = state.with_part("people", seekers=seekers, offers=offers, unavailable=unavailable)
    return nothing_aside_after(entry.pairing_id, state)


def _places_freed(event: PlacesFreed, state: CohortState) -> CohortState:
    people, lost = state.people, event.pairing_id
    asked = tuple(person for person in event.asked if not people.is_asked(person))
    seeking = event.seeking
    state = state.with_part(
        "people",
        unavailable=_with_people(people.unavailable, event.done),
        seekers=(*people.seekers, *(Seeker(person=one, predecessor=lost) for one in seeking)),
        offers=(*people.offers, *(_offer(one, event) for one in asked)),
    )
    state = put_aside(state, event.occurred_at)
    if not (state.matching.waiting or any(one.predecessor == lost for one in state.people.seekers)):
        return state
    return asking_again(state, event.occurred_at)


def _offer(person: PersonId, event: PlacesFreed) -> Offer:
    return Offer(person=person, predecessor=event.pairing_id, told_at=event.occurred_at)


def _with_people(known: Iterable[str], more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _checked(event: ProgressChecked, state: CohortState) -> CohortState:
    return state.model_copy(update={"progress_wanted": False})


def _found_stopped(event: PairingsFoundStopped, state: CohortState) -> CohortState:
    """The items that follow say it."""
    return state


def _found_running(event: PairingsFoundRunning, state: CohortState) -> CohortState:
    return _with_news_again(state, event.pairing_ids)


def _with_news_again(state: CohortState, pairing_ids: Iterable[PairingId]) -> CohortState:
    """What could not be passed on to these pairings before is passed on now."""
    reached = set(pairing_ids)
    news = tuple(
        waiting.model_copy(update={"on_hold": False})
        if reached & set(waiting.pairing_ids)
        else waiting
        for waiting in state.news
    )
    return state.model_copy(update={"news": news})


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
    On(PlacesFreed, _places_freed),
    On(ProgressChecked, _checked),
    On(PairingsFoundStopped, _found_stopped),
    On(PairingsFoundRunning, _found_running),
    On(InstructionGiven, _instruction_given),
    On(InstructionCarriedOut, _carried_out),
)

"""What the read tables would say, folded from the journal at each look."""

from collections.abc import Iterator, Mapping, Sequence

from domain.cohort import evolve as cohort
from domain.cohort.progress import PairingOfPeople, PairingProgress, WatchedPairing, progress_of
from domain.cohort.situation import pairings_not_running
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage, EntryStatus
from domain.matching import PairOfRoster
from domain.pairing import evolve as pairing
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason
from domain.programme.ids import COHORTS, PAIRINGS, PairingId, PersonId
from tests.fakes.journal import InMemoryJournal


class JournalProgress:
    """`activities.ports.Progress` without tables."""

    def __init__(self, journal: InMemoryJournal) -> None:
        self._journal = journal

    async def pairings(self, cohort_id: str) -> list[PairingProgress]:
        """The state of every pairing of a cohort, by id."""
        states = await self._pairings()
        return [progress_of(state) for state in states if state.setup.cohort_id == cohort_id]

    async def pairs(self, roster: str) -> list[PairOfRoster]:
        """Who is, or was, in a pairing in some cohort of a roster, or was rejected as a pair."""
        paired = [
            PairOfRoster(
                cohort=state.setup.cohort_id,
                mentor=state.setup.mentor,
                mentee=state.setup.mentee,
                running=not state.stage.is_over,
            )
            for state in await self._pairings()
            if state.setup.roster == roster and not _was_never_invited(state)
        ]
        kept_apart = [
            PairOfRoster(cohort=one.cohort_id, **dict(pair), running=False)
            for one in await self._cohorts()
            if one.request.roster == roster
            for pair in one.people.excluded
        ]
        return [*paired, *kept_apart]

    async def pairings_of(self, roster: str, people: Sequence[PersonId]) -> list[PairingOfPeople]:
        """The pairings of people of a roster to which something can still happen, by id."""
        closed = {one.cohort_id: one.stage is CohortStage.CLOSED for one in await self._cohorts()}
        found = [
            PairingOfPeople(
                pairing_id=state.setup.pairing_id,
                cohort_id=state.setup.cohort_id,
                mentor=state.setup.mentor,
                mentee=state.setup.mentee,
                cohort_closed=closed[state.setup.cohort_id],
            )
            for state in await self._pairings()
            if state.setup.roster == roster and not state.archived
            if state.setup.cohort_id in closed
        ]
        return [one for one in found if not set(people).isdisjoint(one.people)]

    async def watched(self) -> list[WatchedPairing]:
        """The pairings that should run, of all cohorts that are not closed, by id."""
        states = {state.setup.pairing_id: state for state in await self._pairings()}
        rows = [
            row
            for one in await self._cohorts()
            if one.stage is not CohortStage.CLOSED
            for row in _rows(one, states)
            if row.reported or row.can_go_on
        ]
        return sorted(rows, key=lambda row: row.pairing_id)

    async def _pairings(self) -> list[PairingState]:
        streams = await self._journal.streams(PAIRINGS)
        folded = [
            pairing.fold(event.record for event in await self._journal.read(stream))
            for stream in streams
        ]
        return [state for state in folded if state is not None]

    async def _cohorts(self) -> list[CohortState]:
        streams = await self._journal.streams(COHORTS)
        folded = [
            cohort.fold(event.record for event in await self._journal.read(stream))
            for stream in streams
        ]
        return [state for state in folded if state is not None]


def _was_never_invited(state: PairingState) -> bool:
    return state.ending is not None and state.ending.reason is EndReason.NO_SEAT


def _rows(one: CohortState, states: Mapping[PairingId, PairingState]) -> Iterator[WatchedPairing]:
    """The pairings of a cohort, whether or not anything of them is recorded."""
    opened = [id_ for id_, state in states.items() if state.setup.cohort_id == one.cohort_id]
    started = [entry.pairing_id for entry in one.pairings if entry.status is EntryStatus.STARTED]
    for id_ in dict.fromkeys((*opened, *started)):
        yield WatchedPairing(
            pairing_id=id_,
            cohort_id=one.cohort_id,
            can_go_on=id_ not in states or not states[id_].archived,
            reported=id_ in pairings_not_running(one),
        )

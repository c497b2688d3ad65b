"""What the read tables would say, folded from the journal at each look."""

from domain.cohort import evolve as cohort
from domain.cohort.progress import PairingProgress, WatchedPairing, progress_of
from domain.cohort.situation import pairings_not_running
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortStage
from domain.pairing import evolve as pairing
from domain.pairing.state import PairingState
from domain.programme.ids import cohort_workflow_id
from tests.fakes.journal import InMemoryJournal


class JournalProgress:
    """`activities.ports.Progress` without tables."""

    def __init__(self, journal: InMemoryJournal) -> None:
        self._journal = journal

    async def pairings(self, cohort_id: str) -> list[PairingProgress]:
        """The state of every pairing of a cohort, by id."""
        states = await self._pairings()
        return [progress_of(state) for state in states if state.setup.cohort_id == cohort_id]

    async def watched(self) -> list[WatchedPairing]:
        """The pairings that should run, of all cohorts that are not closed, by id."""
        found = []
        for state in await self._pairings():
            setup = state.setup
            its_cohort = await self._cohort(cohort_workflow_id(setup.cohort_id))
            if its_cohort is None or its_cohort.stage is CohortStage.CLOSED:
                continue
            reported = setup.pairing_id in pairings_not_running(its_cohort)
            if reported or not state.archived:
                found.append(
                    WatchedPairing(
                        pairing_id=setup.pairing_id,
                        cohort_id=setup.cohort_id,
                        can_go_on=not state.archived,
                        reported=reported,
                    )
                )
        return found

    async def _pairings(self) -> list[PairingState]:
        streams = await self._journal.streams("pairing-")
        folded = [
            pairing.fold(event.record for event in await self._journal.read(stream))
            for stream in streams
        ]
        return [state for state in folded if state is not None]

    async def _cohort(self, stream: str) -> CohortState | None:
        return cohort.fold(event.record for event in await self._journal.read(stream))

"""What the read tables would say, folded from the journal at each look."""

from domain.cohort.progress import PairingProgress, progress_of
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from tests.fakes.journal import InMemoryJournal


class JournalProgress:
    """`activities.ports.Progress` without tables."""

    def __init__(self, journal: InMemoryJournal) -> None:
        self._journal = journal

    async def pairings(self, cohort_id: str) -> list[PairingProgress]:
        """The state of every pairing of a cohort, by id."""
        streams = sorted({event.stream for event in await self._journal.tail(0, limit=1_000_000)})
        pairings = [
            state
            for stream in streams
            if stream.startswith("pairing-") and (state := await self._folded(stream))
        ]
        return [progress_of(state) for state in pairings if state.setup.cohort_id == cohort_id]

    async def _folded(self, stream: str) -> PairingState | None:
        return fold(event.record for event in await self._journal.read(stream))

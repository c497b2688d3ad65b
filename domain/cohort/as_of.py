"""A cohort as of any moment."""

from collections.abc import Iterable, Sequence

from domain.cohort.evolve import fold
from domain.cohort.progress import PairingProgress
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import EntryStatus
from domain.engine.as_of import AsOf, Reading, known_at, true_at
from domain.engine.base import Instant
from domain.engine.journal import StoredEvent


def cohort_as_of(
    stream: Sequence[StoredEvent], at: Instant, reading: Reading
) -> AsOf[CohortState] | None:
    """The cohort as it was known, or as it was true; nothing before it was opened.

    All its events are deeds: true since they occurred. What it says of its pairings is what it last
    saw of them; `with_progress` says how they were.
    """
    match reading:
        case Reading.KNOWN:
            return known_at(stream, at, fold)
        case Reading.TRUE:
            return true_at(stream, [event.record.occurred_at for event in stream], at, fold)


def with_progress(state: CohortState, pairings: Iterable[PairingProgress]) -> CohortState:
    """The cohort with its pairings as they were at the same moment, in place of its last look."""
    progress = {one.pairing_id: one for one in pairings}
    return state.model_copy(
        update={
            "pairings": tuple(
                entry.model_copy(update={"progress": progress.get(entry.pairing_id)})
                if entry.status is EntryStatus.STARTED
                else entry
                for entry in state.pairings
            )
        }
    )

"""A cohort as of any moment."""

from collections.abc import Iterable, Sequence

from domain.cohort.evolve import fold
from domain.cohort.progress import PairingProgress
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import EntryStatus
from domain.engine.as_of import AsOf, Reading, as_happened, as_recorded
from domain.engine.base import Instant
from domain.engine.journal import StoredEvent


def cohort_as_of(
    stream: Sequence[StoredEvent], at: Instant, reading: Reading
) -> AsOf[CohortState] | None:
    """The cohort as recorded, or as it happened; None before it was opened.

    All its events hold from when they occurred. What it says of its pairings is what it saw at its
    last look, up to a day ago; `with_progress` replaces that.
    """
    match reading:
        case Reading.RECORDED:
            return as_recorded(stream, at, fold)
        case Reading.HAPPENED:
            return as_happened(stream, [event.record.occurred_at for event in stream], at, fold)


def with_progress(state: CohortState, pairings: Iterable[PairingProgress]) -> CohortState:
    """The cohort with its pairings as they were at the same moment, instead of at its last look."""
    progress = {pairing.pairing_id: pairing for pairing in pairings}
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

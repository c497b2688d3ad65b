"""A pairing as of any moment."""

from collections.abc import Sequence
from dataclasses import replace

from domain.engine.as_of import AsOf, Reading, known_at, true_at
from domain.engine.base import Instant
from domain.engine.journal import StoredEvent
from domain.pairing.effective import lived
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState


def pairing_as_of(
    stream: Sequence[StoredEvent], at: Instant, reading: Reading
) -> AsOf[PairingState] | None:
    """The pairing as it was known, or as it was true; nothing before it was opened."""
    match reading:
        case Reading.KNOWN:
            return known_at(stream, at, fold)
        case Reading.TRUE:
            return _true_at(stream, at)


def _true_at(stream: Sequence[StoredEvent], at: Instant) -> AsOf[PairingState] | None:
    """The facts as they were, beside the timetable that the engine had then.

    What nobody had told yet moved no deadline, and what is told late moves those of later only.
    """
    life = lived(stream)
    had_occurred = [event.record.occurred_at <= at for event in stream]
    so_many = sum(had_occurred)
    beginning = [number < so_many for number in range(len(stream))]
    if [since <= at for since in life.since] == had_occurred == beginning:  # nearly always
        return AsOf(life.states[so_many - 1], so_many) if so_many else None
    true = true_at(stream, life.since, at, fold)
    then = fold(event.record for event in stream if event.record.occurred_at <= at)
    if true is None or then is None:
        return None
    timetable = {"deadlines": then.deadlines, "pause": then.pause}
    return replace(true, state=true.state.model_copy(update=timetable))

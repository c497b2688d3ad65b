"""A pairing as of any moment."""

from collections.abc import Sequence
from dataclasses import replace

from domain.engine.as_of import AsOf, Reading, as_happened, as_recorded
from domain.engine.base import Instant
from domain.engine.journal import StoredEvent
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from domain.pairing.valid_time import valid_times


def pairing_as_of(
    stream: Sequence[StoredEvent], at: Instant, reading: Reading
) -> AsOf[PairingState] | None:
    """The pairing as recorded, or as it happened; None before it was opened."""
    match reading:
        case Reading.RECORDED:
            return as_recorded(stream, at, fold)
        case Reading.HAPPENED:
            return _as_happened(stream, at)


def _as_happened(stream: Sequence[StoredEvent], at: Instant) -> AsOf[PairingState] | None:
    """The events that held by then, with the deadlines that the engine had by then.

    Deadlines follow what had been reported: a session that was reported late was asked about all
    the same.
    """
    times = valid_times(stream)
    had_occurred = [event.record.occurred_at <= at for event in stream]
    count = sum(had_occurred)
    prefix = [number < count for number in range(len(stream))]
    if [since <= at for since in times.valid_from] == had_occurred == prefix:  # nearly always
        return AsOf(times.states[count - 1], count) if count else None
    happened = as_happened(stream, times.valid_from, at, fold)
    then = fold(event.record for event in stream if event.record.occurred_at <= at)
    if happened is None or then is None:
        return None
    timetable = {"deadlines": then.deadlines, "pause": then.pause}
    return replace(happened, state=happened.state.model_copy(update=timetable))

"""A pairing or cohort as of any moment, in two readings that must not be mixed up.

*As recorded* (transaction time): what the journal held at that moment. Nothing that was reported,
corrected or withdrawn later is in it. It answers “what could we have known?”, and shows what a
certificate was based on.

*As it happened* (valid time): what had happened by that moment, as far as the whole journal tells
today. A session that was reported late counts from the moment at which it was held, and one whose
report was withdrawn never counts. It answers “how did things stand?”, and gives figures for a day.

Both leave events out and never change their order: what is folded is always a part of the stream in
the order in which it was written. As of a moment after the last event both are the whole fold.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.engine.base import Instant
from domain.engine.journal import EventRecord, StoredEvent

S = TypeVar("S")
S_co = TypeVar("S_co", covariant=True)

Fold = Callable[[Iterable[EventRecord]], S | None]


class Reading(StrEnum):
    """What “as of” a moment means."""

    RECORDED = "recorded"
    """Transaction time: what had been recorded by then."""
    HAPPENED = "happened"
    """Valid time: what had happened by then, whenever it was recorded."""


@dataclass(frozen=True)
class AsOf(Generic[S_co]):
    """A state as of a moment, and which events it is the fold of."""

    state: S_co
    version: int
    """The stream's version at that moment."""
    told_later: int = 0
    """Number of events in the state that were recorded after the moment, about a time before it."""
    corrected_later: int = 0
    """Number of events left out because they were corrected or withdrawn later."""


def as_recorded(stream: Sequence[StoredEvent], at: Instant, fold: Fold[S]) -> AsOf[S] | None:
    """The fold of what was recorded by then; None if the stream had not begun."""
    recorded = [event.record for event in stream if event.recorded_at <= at]
    state = fold(recorded)
    return None if state is None else AsOf(state, len(recorded))


def as_happened(
    stream: Sequence[StoredEvent], valid_from: Sequence[Instant], at: Instant, fold: Fold[S]
) -> AsOf[S] | None:
    """The fold of the events that held by then; None if the stream had not begun.

    ``valid_from`` has one instant for each event: from when on it holds.
    """
    had_occurred = [event.record.occurred_at <= at for event in stream]
    held = [since <= at for since in valid_from]
    state = fold(event.record for event, counts in zip(stream, held, strict=True) if counts)
    if state is None:
        return None
    pairs = list(zip(had_occurred, held, strict=True))
    return AsOf(
        state,
        version=sum(had_occurred),
        told_later=pairs.count((False, True)),
        corrected_later=pairs.count((True, False)),
    )


def began_at(stream: Sequence[StoredEvent], reading: Reading) -> Instant:
    """The first moment at which there is a state."""
    first = stream[0]
    return first.recorded_at if reading is Reading.RECORDED else first.record.occurred_at

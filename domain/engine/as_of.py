"""A pairing or cohort as of any moment, in two readings that must not be mixed up.

*Known*: what the journal held at that moment. Nothing that was reported, corrected or withdrawn
later is in it; so it answers “what could we have known?”, and what a certificate rested on.

*True*: what had become of everybody by that moment, as far as the whole journal tells today. A
session that was reported late counts from the moment at which it was held, and one whose report
was withdrawn never counts. So it answers “how did things stand?”, and gives figures for a day.

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
    """What “as of then” means."""

    KNOWN = "known"
    """By what had been recorded."""
    TRUE = "true"
    """By what had occurred, whenever it was told."""


@dataclass(frozen=True)
class AsOf(Generic[S_co]):
    """A state as of a moment, and of which events it is the fold."""

    state: S_co
    version: int
    """Of the stream at that moment."""
    told_later: int = 0
    """So many later events tell of something before the moment, and are in the state."""
    corrected_later: int = 0
    """So many earlier events were put right or withdrawn later, and are not in the state."""


def known_at(stream: Sequence[StoredEvent], at: Instant, fold: Fold[S]) -> AsOf[S] | None:
    """What was known; nothing when the stream had not begun. The fold of the stream's beginning."""
    known = [event.record for event in stream if event.recorded_at <= at]
    state = fold(known)
    return None if state is None else AsOf(state, len(known))


def true_at(
    stream: Sequence[StoredEvent], effective: Sequence[Instant], at: Instant, fold: Fold[S]
) -> AsOf[S] | None:
    """What was true, given since when each event of the stream is; nothing before its beginning."""
    had_occurred = [event.record.occurred_at <= at for event in stream]
    was_true = [since <= at for since in effective]
    state = fold(event.record for event, counts in zip(stream, was_true, strict=True) if counts)
    if state is None:
        return None
    pairs = list(zip(had_occurred, was_true, strict=True))
    return AsOf(
        state,
        version=sum(had_occurred),
        told_later=pairs.count((False, True)),
        corrected_later=pairs.count((True, False)),
    )


def began_at(stream: Sequence[StoredEvent], reading: Reading) -> Instant:
    """The first moment of which there is a state."""
    first = stream[0]
    return first.recorded_at if reading is Reading.KNOWN else first.record.occurred_at

"""The history of a pairing or cohort, event by event, in words."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from domain.cohort import in_words as cohort_words
from domain.cohort.events import COHORT_EVENTS
from domain.cohort.evolve import evolve as evolve_cohort
from domain.engine.events import DomainEvent
from domain.engine.journal import EventMeta, StoredEvent
from domain.engine.wire import from_record
from domain.pairing import in_words as pairing_words
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.evolve import evolve as evolve_pairing

E = TypeVar("E", bound=DomainEvent)
S = TypeVar("S")


class Happened(NamedTuple):
    """One line of a history."""

    event: StoredEvent
    words: str


def pairing_history(stream: Iterable[StoredEvent]) -> Iterator[Happened]:
    """The history of a pairing."""
    return _history(stream, PAIRING_EVENTS, evolve_pairing, pairing_words.in_words)


def cohort_history(stream: Iterable[StoredEvent]) -> Iterator[Happened]:
    """The history of a cohort."""
    return _history(stream, COHORT_EVENTS, evolve_cohort, cohort_words.in_words)


def _history(
    stream: Iterable[StoredEvent],
    types: Iterable[type[E]],
    evolve: Callable[[S | None, E, EventMeta], S],
    in_words: Callable[[E, S], str],
) -> Iterator[Happened]:
    state: S | None = None
    for stored in stream:
        event = from_record(stored.record, types)
        after = evolve(state, event, stored.record.meta)
        yield Happened(stored, in_words(event, after if state is None else state))
        state = after

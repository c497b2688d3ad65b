"""The history of a pairing or cohort, event by event, in words."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple, TypeVar

from domain.cohort import evolve as cohort
from domain.cohort import in_words as cohort_words
from domain.engine.errors import UnreadableEvent
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord, StoredEvent
from domain.engine.wire import reading
from domain.pairing import evolve as pairing
from domain.pairing import in_words as pairing_words

E = TypeVar("E", bound=DomainEvent)
S = TypeVar("S")


class Happened(NamedTuple):
    """One line of a history."""

    event: StoredEvent
    words: str
    is_readable: bool = True
    """If not, the words say why; the lines after it tell what happened as if it were not there."""


def pairing_history(stream: Iterable[StoredEvent]) -> Iterator[Happened]:
    """The history of a pairing."""
    return _history(stream, pairing.take, pairing_words.in_words)


def cohort_history(stream: Iterable[StoredEvent]) -> Iterator[Happened]:
    """The history of a cohort."""
    return _history(stream, cohort.take, cohort_words.in_words)


def _history(
    stream: Iterable[StoredEvent],
    take: Callable[[S | None, EventRecord], tuple[E, S]],
    in_words: Callable[[E, S], str],
) -> Iterator[Happened]:
    state: S | None = None
    for stored in stream:
        try:
            event, after = take(state, stored.record)
            with reading(stored.record):
                words = in_words(event, after if state is None else state)
        except UnreadableEvent as error:
            yield Happened(stored, str(error), is_readable=False)
            continue
        yield Happened(stored, words)
        state = after

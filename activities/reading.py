"""Reads many streams of the journal: one that cannot be read harms none of the others."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Protocol, TypeVar

from domain.engine.errors import UnreadableEvent
from domain.engine.journal import StoredEvent, StreamRead, Unreadable

T = TypeVar("T")


class ManyStreams(Protocol):
    """The part of a journal that is needed here."""

    def read_each(self, streams: Sequence[str]) -> AsyncIterator[tuple[str, StreamRead]]:
        """Many streams, one after the other as they are named."""
        ...


async def read_as(
    journal: ManyStreams,
    streams: Sequence[str],
    make: Callable[[str, Sequence[StoredEvent]], T],
) -> AsyncIterator[tuple[str, T | Unreadable]]:
    """What ``make`` makes of the name and the events of each stream, or why it cannot be read."""
    async for stream, found in journal.read_each(streams):
        yield stream, found if isinstance(found, Unreadable) else _made(stream, found, make)


def _made(
    stream: str, events: Sequence[StoredEvent], make: Callable[[str, Sequence[StoredEvent]], T]
) -> T | Unreadable:
    try:
        return make(stream, events)
    except UnreadableEvent as error:
        return Unreadable(stream=stream, why=str(error))

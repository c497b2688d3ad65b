"""What is asked of streams of the journal: one that cannot be read harms none of the others."""

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, Protocol, TypeVar

from domain.cohort.events import CohortClosed
from domain.engine.errors import UnreadableEvent
from domain.engine.journal import StoredEvent, StreamRead, Unreadable, name_of
from domain.pairing.events.course import PairingArchived

T = TypeVar("T")

ARCHIVED: Final = name_of(PairingArchived.tag)
"""The last event of a pairing."""
ENDS: Final = frozenset({ARCHIVED, name_of(CohortClosed.tag)})
"""After one of these, nothing can happen any more."""


class OneStream(Protocol):
    """The part of a journal that is needed here."""

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order."""
        ...


async def is_over(stream: str, journal: OneStream) -> bool:
    """Whether a pairing or cohort has come to its end, as the journal says.

    Temporal cannot tell: what was terminated or lost does not run either, and will run again. So
    will one whose stream cannot be read at present.
    """
    try:
        events = await journal.read(stream)
    except UnreadableEvent:
        return False
    return any(event.record.name in ENDS for event in events)


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

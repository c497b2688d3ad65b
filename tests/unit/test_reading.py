"""Many streams are read one after the other, and none of them harms another."""

from collections.abc import Sequence

from activities.reading import read_as
from domain.engine.errors import UnreadableEvent
from domain.engine.journal import StoredEvent, Unreadable
from tests.fakes.journal import InMemoryJournal


async def test_a_stream_that_cannot_be_read_does_not_stop_the_others() -> None:
    """Of three streams, the one that cannot be read becomes a reason, the others what they are."""

    def make(stream: str, events: Sequence[StoredEvent]) -> int:
        if stream == "pairing-2":
            raise UnreadableEvent("event 1: no such event")
        return len(events)

    asked = ["pairing-1", "pairing-2", "pairing-3"]
    assert dict([found async for found in read_as(InMemoryJournal(), asked, make)]) == {
        "pairing-1": 0,
        "pairing-2": Unreadable(stream="pairing-2", why="event 1: no such event"),
        "pairing-3": 0,
    }

"""What the activities need from the outside world. Adapters implement it; tests have fakes."""

from collections.abc import Sequence
from typing import Protocol

from domain.ids import PersonId
from domain.journal import Appended, EventRecord, StoredEvent
from domain.people import Person


class Journal(Protocol):
    """The append-only record of everything that happened."""

    async def append(
        self, stream: str, expected_version: int, events: Sequence[EventRecord]
    ) -> Appended:
        """Append all events or none, right behind ``expected_version`` (0: a new stream).

        The same append again changes nothing and returns the stored positions. Other content at the
        same version raises `domain.errors.VersionConflict`.
        """
        ...

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order; empty when there is no such stream."""
        ...

    async def tail(self, after_position: int, limit: int = 1000) -> list[StoredEvent]:
        """Events of all streams in global order, behind a position that the reader remembers."""
        ...


class Roster(Protocol):
    """The people of a company. The only place of names, mail addresses and birth years."""

    async def people(self, roster: str) -> list[Person]:
        """Everybody who was in the latest file, by id; empty when there is no such roster."""
        ...

    async def person(self, roster: str, person_id: PersonId) -> Person | None:
        """One person, also when missing in the latest file: a pairing may still have to write."""
        ...

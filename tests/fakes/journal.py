"""A journal in memory, as strict as the real one: both pass the same contract tests."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.engine.errors import VersionConflict
from domain.engine.journal import Appended, EventRecord, Growth, StoredEvent, StreamRead
from domain.programme.seats import SeatClaim, SeatsTaken
from domain.telling.letters import Outgoing
from tests.fakes.outbox import InMemoryOutbox
from tests.fakes.seats import missing_seats


class InMemoryJournal:
    """`activities.ports.Journal` for tests. What it records is recorded the moment it occurred."""

    def __init__(self, outbox: InMemoryOutbox | None = None) -> None:
        self._events: list[StoredEvent] = []
        self.outbox = outbox or InMemoryOutbox()
        self.capacities: dict[tuple[str, str], int] = {}
        """Own capacities, by roster and person."""

    async def append(
        self,
        stream: str,
        expected_version: int,
        events: Sequence[EventRecord],
        letters: Sequence[Outgoing] = (),
        taken_back: Sequence[str] = (),
        claims: Sequence[SeatClaim] = (),
    ) -> Appended:
        """Append all events or none, directly after ``expected_version``."""
        written = await self.read(stream)
        if events and len(written) == expected_version:
            before = len(self._events)
            self._write(stream, expected_version, events)
            if missing := missing_seats(self._events, stream, claims, self.capacities):
                del self._events[before:]
                raise SeatsTaken(missing)
            self.outbox.write(letters)
            self.outbox.take_back(stream, taken_back)
            written = await self.read(stream)
        asked_for = written[expected_version : expected_version + len(events)]
        if [event.record for event in asked_for] != list(events):
            raise VersionConflict(f"{stream}: version {expected_version} is not the last one")
        return Appended(
            stream=stream,
            version=expected_version + len(events),
            positions=tuple(event.global_position for event in asked_for),
        )

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order."""
        return [
            event
            for event in self._events
            if event.stream == stream and event.version > after_version
        ]

    async def read_each(self, streams: Sequence[str]) -> AsyncIterator[tuple[str, StreamRead]]:
        """The events of many streams, one after the other."""
        for stream in streams:
            yield stream, await self.read(stream)

    async def streams(self, prefix: str, *, not_ended_by: str = "") -> list[str]:
        """The names of all streams that begin so, sorted."""
        last = {event.stream: event.record.type for event in self._events}
        return sorted(
            stream
            for stream, type_ in last.items()
            if stream.startswith(prefix) and type_.rpartition(".v")[0] != not_ended_by
        )

    async def grown(self, after_position: int, older_than: timedelta) -> Growth:
        """How far streams have grown since a position; nothing here is too young."""
        after = 0 if after_position > len(self._events) else after_position
        recent = self._events[after:] if older_than <= timedelta(0) else []
        return Growth(
            versions={event.stream: event.version for event in recent},
            after=after,
            position=after + len(recent),
        )

    async def tail(self, after_position: int, limit: int = 1000) -> list[StoredEvent]:
        """Events of all streams in global order."""
        return self._events[after_position : after_position + limit]

    def _write(self, stream: str, version: int, events: Sequence[EventRecord]) -> None:
        for number, record in enumerate(events, start=version + 1):
            position = len(self._events) + 1
            self._events.append(
                StoredEvent(
                    global_position=position,
                    stream=stream,
                    version=number,
                    record=record.model_copy(update={"data": _as_jsonb(record.data)}),
                    recorded_at=self._now(record.occurred_at),
                    has_words=record.private is not None,
                )
            )

    def _now(self, occurred_at: datetime) -> datetime:
        return max(occurred_at, self._events[-1].recorded_at) if self._events else occurred_at


def _as_jsonb(value: Any) -> Any:
    """With names in the order in which PostgreSQL keeps them: the shortest first."""
    match value:
        case dict():
            names = sorted(value, key=lambda name: (len(name), name))
            return {name: _as_jsonb(value[name]) for name in names}
        case list():
            return [_as_jsonb(item) for item in value]
        case _:
            return value

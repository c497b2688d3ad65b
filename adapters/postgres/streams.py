"""Streams as they are in the database, with or without people's own words."""

from collections.abc import AsyncIterator, Sequence
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from adapters.postgres.pool import repeatable
from adapters.postgres.records import stored_event
from domain.engine.errors import UnreadableEvent
from domain.engine.journal import StoredEvent, StreamRead, Unreadable
from domain.telling.fared import Address, Fared
from domain.telling.notices import DeliveryOutcome

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Pool, PooledConnection

STREAMS_AT_ONCE = 100
"""Number of streams that one query reads."""

_COLUMNS = "global_pos, stream_id, version, type, data, meta, occurred_at, recorded_at"
_FARED = (
    "SELECT notice_id, outcome, settled_at, attempts, address FROM delivery WHERE stream_id = $1"
)
WITH_WORDS = f"SELECT {_COLUMNS}, private, has_words FROM event"
WITHOUT_WORDS = f"SELECT {_COLUMNS}, NULL::bytea AS private, has_words FROM event_without_words"


class Streams:
    """Reads whole streams. Part of the journal, and all that a look back needs."""

    def __init__(self, pool: "Pool", events: str) -> None:
        self._pool = pool
        self._one = f"{events} WHERE stream_id = $1 AND version > $2 ORDER BY version"
        self._many = f"{events} WHERE stream_id = ANY($1::text[]) ORDER BY stream_id, version"

    @classmethod
    def without_words(cls, pool: "Pool") -> "Streams":
        """Without people's own words, which is all that the role ``eyelevel_reader`` may read."""
        return cls(pool, WITHOUT_WORDS)

    async def read(self, stream: str, after_version: int = 0) -> list[StoredEvent]:
        """The events of one stream in order; empty if there is no such stream.

        Raises `UnreadableEvent` for a row that no release has written.
        """
        rows = await repeatable(self._pool, lambda db: db.fetch(self._one, stream, after_version))
        return [stored_event(row) for row in rows]

    async def fared(self, stream: str) -> dict[str, Fared]:
        """How the mails of one stream fared, by the ids of their notices."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_FARED, stream))
        return {
            row["notice_id"]: Fared(
                outcome=DeliveryOutcome(row["outcome"]),
                at=row["settled_at"],
                attempts=row["attempts"],
                address=Address(row["address"]),
            )
            for row in rows
        }

    async def read_each(self, streams: Sequence[str]) -> AsyncIterator[tuple[str, StreamRead]]:
        """Many streams, one after the other as they are named; each as in `read`.

        One that cannot be read is `Unreadable`, and does not stop the others.
        """
        for first in range(0, len(streams), STREAMS_AT_ONCE):
            page = streams[first : first + STREAMS_AT_ONCE]
            rows = await repeatable(self._pool, partial(self._fetch, page))
            found = {name: list(rows) for name, rows in groupby(rows, itemgetter("stream_id"))}
            for stream in page:
                # Rows become events no sooner than they are asked for. Were all events of a page
                # alive at once, Python would search them for cycles again and again: half the time.
                yield stream, _events(stream, found.get(stream, ()))

    async def _fetch(
        self, streams: Sequence[str], connection: "PooledConnection"
    ) -> "list[asyncpg.Record]":
        """All as of one moment, stream by stream."""
        return await connection.fetch(self._many, streams)


def _events(stream: str, rows: "Sequence[asyncpg.Record]") -> StreamRead:
    try:
        return [stored_event(row) for row in rows]
    except UnreadableEvent as error:
        return Unreadable(stream=stream, why=str(error))

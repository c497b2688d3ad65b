"""The physical limit: rows of the same shape go into a table, and nothing is asked or promised."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, islice
from typing import TYPE_CHECKING

import asyncpg

from adapters.postgres.group_commit import AppendRows, GroupCommit
from adapters.postgres.pool import open_pool
from adapters.postgres.records import Positions, rows_of
from benchmarks.journal.contenders.base import POOL
from benchmarks.journal.load import Append, Caller
from benchmarks.journal.measuring import Sample, by_tasks

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

TABLE = """
CREATE TABLE raw (
    global_pos  bigserial   NOT NULL UNIQUE,
    stream_id   text        NOT NULL,
    version     integer     NOT NULL,
    event_id    uuid        NOT NULL,
    type        text        NOT NULL,
    schema_ver  integer     NOT NULL,
    data        jsonb       NOT NULL,
    private     bytea,
    meta        jsonb       NOT NULL,
    occurred_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (stream_id, version)
)
"""
_INTO = """
INSERT INTO raw (stream_id, version, event_id, type, schema_ver, data, private, meta, occurred_at)
"""
MANY = f"""{_INTO}
SELECT * FROM unnest(
    $1::text[], $2::integer[], $3::uuid[], $4::text[], $5::integer[], $6::jsonb[], $7::bytea[],
    $8::jsonb[], $9::timestamptz[]
) RETURNING global_pos
"""
ONE = f"{_INTO} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"


class Manner(StrEnum):
    """How rows get into the table."""

    SINGLE = "bare INSERT of one row"
    EACH = "raw UNNEST, a commit per append"
    TOGETHER = "raw UNNEST, appends share commits"
    """In the very batches that our journal would make."""


@dataclass(frozen=True)
class RawStore:
    """A table and a pool."""

    pool: "Pool"
    manner: Manner

    async def run(self, callers: Sequence[Caller[AppendRows]], seconds: float) -> Sample:
        """Tasks of one loop."""
        match self.manner:
            case Manner.SINGLE:
                append = self._single
            case Manner.EACH:
                append = self._each
            case Manner.TOGETHER:
                append = GroupCommit(self._commit).submit
        return await by_tasks(append, callers, seconds)

    async def tail(self, after: int, limit: int) -> list[int]:
        """Positions come from a sequence."""
        rows = await self.pool.fetch(
            "SELECT global_pos FROM raw WHERE global_pos > $1 ORDER BY global_pos LIMIT $2",
            after,
            limit,
        )
        return [row["global_pos"] for row in rows]

    async def _single(self, rows: AppendRows) -> Positions:
        (row,) = rows.events
        await self.pool.execute(ONE, row.stream, *row[2:])
        return ()

    async def _each(self, rows: AppendRows) -> Positions:
        (positions,) = await self._commit([rows])
        return positions

    async def _commit(self, appends: Sequence[AppendRows]) -> list[Positions]:
        stream, _, *others = zip(
            *chain.from_iterable(append.events for append in appends), strict=True
        )
        written = await self.pool.fetch(MANY, stream, *others)
        positions = iter([row["global_pos"] for row in written])
        return [tuple(islice(positions, len(append.events))) for append in appends]


@dataclass(frozen=True)
class Raw:
    """What PostgreSQL and the driver can do. AppendRows are made before the clock starts."""

    manner: Manner
    committed: str = "SELECT global_pos FROM raw"

    @property
    def name(self) -> str:
        """For tables."""
        return self.manner

    async def create(self, dsn: str) -> None:
        """One table, with the indexes of ours."""
        connection = await asyncpg.connect(dsn)
        await connection.execute(TABLE)
        await connection.close()

    def made_ready(self, append: Append) -> AppendRows:
        """AppendRows as they go to the driver."""
        return AppendRows(rows_of(*append))

    @asynccontextmanager
    async def opened(self, dsn: str, connections: int = POOL) -> AsyncIterator[RawStore]:
        """The pool of our journal."""
        async with await open_pool(dsn, max_size=connections) as pool:
            yield RawStore(pool, self.manner)

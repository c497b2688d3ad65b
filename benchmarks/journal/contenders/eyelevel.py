"""The journal of this repository, with and without its read tables."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

import asyncpg

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import open_pool
from benchmarks.journal.contenders.base import POOL
from benchmarks.journal.load import Append, Caller
from benchmarks.journal.measuring import Sample, by_tasks

NO_READ_TABLES = """
CREATE OR REPLACE FUNCTION project_events(first_pos bigint, last_pos bigint, types text)
RETURNS void LANGUAGE plpgsql AS $$ BEGIN END $$
"""


@dataclass(frozen=True)
class EyelevelStore:
    """`PostgresJournal` on a pool."""

    journal: PostgresJournal

    async def run(self, callers: Sequence[Caller[Append]], seconds: float) -> Sample:
        """Tasks of one loop, which share commits."""
        return await by_tasks(self._append, callers, seconds)

    async def tail(self, after: int, limit: int) -> list[int]:
        """Whole events are read; their positions are looked at."""
        return [event.global_position for event in await self.journal.tail(after, limit)]

    async def _append(self, append: Append) -> None:
        await self.journal.append(*append)


@dataclass(frozen=True)
class Eyelevel:
    """What the worker does; what events become as rows is part of each append."""

    read_tables: bool = True
    """Kept up to date by every append, as in production. No peer does that."""
    committed: str = "SELECT global_pos FROM event"

    @property
    def name(self) -> str:
        """For tables."""
        return "Eyelevel" if self.read_tables else "Eyelevel without read tables"

    async def create(self, dsn: str) -> None:
        """All migrations; and a projection that does nothing, if so wished."""
        await migrate(dsn)
        if not self.read_tables:
            connection = await asyncpg.connect(dsn)
            await connection.execute(NO_READ_TABLES)
            await connection.close()

    def made_ready(self, append: Append) -> Append:
        """As it is."""
        return append

    @asynccontextmanager
    async def opened(self, dsn: str, connections: int = POOL) -> AsyncIterator[EyelevelStore]:
        """One journal per process, as in production."""
        async with await open_pool(dsn, max_size=connections) as pool:
            journal = PostgresJournal(pool)
            yield EyelevelStore(journal)
            await journal.close()

"""Recreates the read tables from the journal, while readers and writers go on.

The events are carried, by the same SQL functions that every append uses, into empty tables of the
same names in a schema of their own. At the end one transaction catches up with the latest appends
and replaces the rows that differ: whoever reads sees either all old or all new rows, and names,
indexes and rights of the tables stay as they are.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

import asyncpg

from adapters.postgres.pool import storage_errors
from domain.base import Frozen

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

READ_TABLES = {
    "cohort_overview": "cohort_id",
    "pairing_overview": "pairing_id",
    "session": "pairing_id, session_id",
    "item": "stream_id, item_id",
    "notice": "stream_id, notice_id",
}
"""Every table that follows from the journal, with its key."""

_ONE_AT_A_TIME = 7310575180
_LAST_POSITION = "SELECT coalesce(max(global_pos), 0) FROM event"

OnProgress = Callable[[int, int], None]
"""Called with the events carried over so far, and those there are."""


class Rebuilt(Frozen):
    """What a rebuild found."""

    events: int
    corrected: dict[str, int]
    """Rows per table that were missing, wrong or too many; all 0 if nothing was amiss."""


async def rebuild(dsn: str, on_progress: OnProgress, *, slice_size: int = 50_000) -> Rebuilt:
    """Brings the read tables in line with the journal, ``slice_size`` events per transaction.

    Appends wait only while the last slice and the differing rows are written. Of two rebuilds at
    once the second waits for the first. Raises `StorageFailure` when the database is out of reach
    or refuses a statement; the read tables are as before then.
    """
    with storage_errors():
        connection = await asyncpg.connect(dsn)
        try:
            await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
            await _create_empty_tables(connection)
            position = await _carry_over(connection, slice_size, on_progress)
            return await _take_over(connection, position, on_progress)
        finally:
            await connection.close()


async def _create_empty_tables(connection: "Connection") -> None:
    async with connection.transaction():
        await connection.execute("DROP SCHEMA IF EXISTS rebuild CASCADE; CREATE SCHEMA rebuild")
        for table in READ_TABLES:
            await connection.execute(
                f"CREATE UNLOGGED TABLE rebuild.{table} (LIKE public.{table} INCLUDING ALL)"
            )


async def _carry_over(connection: "Connection", slice_size: int, on_progress: OnProgress) -> int:
    """All slices that are full; returns the last position that was carried over."""
    position = 0
    while (last := await connection.fetchval(_LAST_POSITION)) - position >= slice_size:
        async with connection.transaction():
            await _project(connection, position + 1, position + slice_size)
        position += slice_size
        on_progress(position, last)
    return position


async def _take_over(connection: "Connection", position: int, on_progress: OnProgress) -> Rebuilt:
    """The rest, and the exchange, while no append can come in between."""
    async with connection.transaction():
        await connection.execute("SELECT lock_journal()")
        last: int = await connection.fetchval(_LAST_POSITION)
        await _project(connection, position + 1, last)
        corrected = {table: await _exchange(connection, table) for table in READ_TABLES}
        await connection.execute("DROP SCHEMA rebuild CASCADE")
    on_progress(last, last)
    return Rebuilt(events=last, corrected=corrected)


async def _project(connection: "Connection", first: int, last: int) -> None:
    await connection.execute("SET LOCAL search_path = rebuild, public")
    # A slice is large and an append is small: plans that suit the one do not suit the other.
    await connection.execute("SET LOCAL plan_cache_mode = force_custom_plan")
    await connection.execute("SELECT project_events($1, $2)", first, last)


async def _exchange(connection: "Connection", table: str) -> int:
    """Replaces the rows that differ, and counts them."""
    key = READ_TABLES[table]
    wrong = f"(SELECT * FROM public.{table} EXCEPT SELECT * FROM rebuild.{table}) AS wrong"
    right = f"(SELECT * FROM rebuild.{table} EXCEPT SELECT * FROM public.{table}) AS right_ones"
    corrected: int = await connection.fetchval(
        f"SELECT count(*) FROM (SELECT {key} FROM {wrong} UNION SELECT {key} FROM {right}) AS keys"
    )
    if corrected:
        await connection.execute(
            f"DELETE FROM public.{table} WHERE ({key}) IN (SELECT {key} FROM {wrong})"
        )
        await connection.execute(f"INSERT INTO public.{table} SELECT * FROM {right}")
    return corrected

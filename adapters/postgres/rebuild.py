"""Recreates the read tables from the journal, while readers and writers go on.

The events are carried, by the same SQL functions that every append uses, into empty tables of the
same names in a schema of their own; what does not build on each other runs side by side. At the end
one transaction catches up with the latest appends and replaces the rows that differ: whoever reads
sees either all old or all new rows, and names, indexes and rights of the tables stay as they are.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import asyncpg

from activities.side_by_side import side_by_side
from adapters.postgres.follower import FOLLOWING
from adapters.postgres.migrate import hold_migrations_back, newest_migration
from adapters.postgres.pool import storage_errors
from domain.base import Frozen
from domain.errors import StorageFailure

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

READ_TABLES = {
    "cohort_overview": ("cohort_id",),
    "pairing_overview": ("pairing_id",),
    "session": ("pairing_id", "session_id"),
    "item": ("stream_id", "item_id"),
    "notice": ("stream_id", "notice_id"),
    "cohort_week": ("cohort_id", "week"),
}
"""Every table that follows from the journal, with its key."""

FIRST = "project_pairings_opened"
"""What all others look up."""
SIDE_BY_SIDE: tuple[tuple[str, ...], ...] = (
    ("project_notices", "project_cohort_week"),
    (
        *("project_sessions", "project_pairings", "project_items"),
        *("project_cohorts_opened", "project_cohorts"),
    ),
)
"""Two lines of about the same length; functions of one do not need the tables of the other."""

SLICE = 1_000_000
"""So many events one statement carries over; its memory grows with them."""
_ONE_AT_A_TIME = 7310575180
_EVERYTHING = 2**62
_LAST_POSITION = "SELECT coalesce(max(global_pos), 0) FROM event"
_BACK_TO_THE_JOURNAL = """
UPDATE projection SET position = ending.position
FROM (SELECT coalesce(max(global_pos), 0) AS position FROM event) AS ending
WHERE projection.position > ending.position
"""
"""After an older journal was restored alone. What counts too much by then is corrected as well."""
_FINGERPRINT = "SELECT count(*), bit_xor(hash_record_extended(one, 0)) FROM {table} AS one"
"""Keys are unique, so that no row cancels out another. Several times cheaper than a comparison, and
most tables are right."""
_SETTINGS = """
SET search_path = rebuild, public;
SET plan_cache_mode = force_custom_plan;
SET work_mem = '256MB';
SET maintenance_work_mem = '256MB';
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 4;
"""
"""A slice is large and an append is small: what suits the one does not suit the other. And a client
that has gone without a word shall not be waited for."""
_LONGEST_PAUSE = "10s"
"""Nobody appends during the exchange: a rebuild that hangs in it so long has failed."""

OnProgress = Callable[[int, int], None]
"""Called with the events carried over so far, and those there are."""


class Rebuilt(Frozen):
    """What a rebuild found."""

    events: int
    corrected: dict[str, int]
    """Rows per table that were missing, wrong or too many; all 0 if nothing was amiss."""


async def rebuild(dsn: str, on_progress: OnProgress, *, slice_size: int = SLICE) -> Rebuilt:
    """Brings the read tables in line with the journal, ``slice_size`` events per statement.

    Appends wait only while what came in meanwhile and the differing rows are written. Of two
    rebuilds at once the second waits for the first. Raises `StorageFailure` when the database is
    out of reach, refuses a statement or was migrated meanwhile; no row was replaced then.
    """
    with storage_errors():
        async with _connection(dsn) as connection:
            await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
            schema = await newest_migration(connection)
            await _create_empty_tables(connection)
            position: int = await connection.fetchval(_LAST_POSITION)
            await _carry_over(dsn, position, slice_size, on_progress)
            return await _take_over(connection, schema, position, on_progress)


@asynccontextmanager
async def _connection(dsn: str) -> "AsyncIterator[Connection]":
    connection = await asyncpg.connect(dsn)
    try:
        await connection.execute(_SETTINGS)
        yield connection
    finally:
        await connection.close()


async def _create_empty_tables(connection: "Connection") -> None:
    async with connection.transaction():
        await connection.execute("DROP SCHEMA IF EXISTS rebuild CASCADE; CREATE SCHEMA rebuild")
        for table, key in READ_TABLES.items():
            await connection.execute(
                f"CREATE UNLOGGED TABLE rebuild.{table} (LIKE public.{table} INCLUDING DEFAULTS)"
            )
            if table != "notice":
                await _create_index(connection, table, key)


async def _create_index(connection: "Connection", table: str, key: Sequence[str]) -> None:
    await connection.execute(f"CREATE UNIQUE INDEX ON rebuild.{table} ({', '.join(key)})")


async def _carry_over(dsn: str, last: int, slice_size: int, on_progress: OnProgress) -> None:
    """Everything up to ``last``, each line of functions on a connection of its own."""
    slices = [
        (first, min(first + slice_size - 1, last)) for first in range(1, last + 1, slice_size)
    ]
    steps_left = len(slices) * len(SIDE_BY_SIDE)
    steps = steps_left

    async def carry(line: Sequence[str]) -> None:
        nonlocal steps_left
        async with _connection(dsn) as connection:
            for first, upto in slices:
                await _project(connection, line, first, upto)
                if first == 1 and "project_notices" in line:
                    # Most rows are notices: sorting them once is cheaper than one by one.
                    await _create_index(connection, "notice", READ_TABLES["notice"])
                steps_left -= 1
                on_progress(last * (steps - steps_left) // steps, last)

    async with _connection(dsn) as connection:
        for first, upto in slices:
            await _project(connection, (FIRST,), first, upto)
        await connection.execute("ANALYZE rebuild.pairing_overview")
    await side_by_side(carry, SIDE_BY_SIDE, at_once=len(SIDE_BY_SIDE))


async def _take_over(
    connection: "Connection", schema: int, position: int, on_progress: OnProgress
) -> Rebuilt:
    """The rest, and the exchange, while neither a migration nor an append can come in between."""
    async with connection.transaction():
        await connection.execute(
            f"SET LOCAL idle_in_transaction_session_timeout = '{_LONGEST_PAUSE}'"
        )
        await _refuse_another_schema(connection, schema)
        await connection.execute("SELECT lock_journal()")
        last: int = await connection.fetchval(_LAST_POSITION)
        await _bring_followers_up_to_date(connection)
        for line in ((FIRST,), *SIDE_BY_SIDE):
            await _project(connection, line, position + 1, last)
        corrected = {table: await _exchange(connection, table) for table in READ_TABLES}
        await connection.execute("DROP SCHEMA rebuild CASCADE")
    on_progress(last, last)
    return Rebuilt(events=last, corrected=corrected)


async def _refuse_another_schema(connection: "Connection", schema: int) -> None:
    """What was made by the functions of before a migration must not replace what it has made."""
    await hold_migrations_back(connection)
    if await newest_migration(connection) != schema:
        raise StorageFailure(
            "the database was migrated while its read tables were rebuilt; none of them was "
            "touched: run `eyelevel rebuild` again"
        )


async def _bring_followers_up_to_date(connection: "Connection") -> None:
    """What lags behind is not wrong; and nobody carries it further while rows are exchanged."""
    await connection.execute("SELECT position FROM projection FOR UPDATE")
    await connection.execute(_BACK_TO_THE_JOURNAL)
    for table in FOLLOWING:
        await connection.execute("SELECT advance_projection($1, $2)", table, _EVERYTHING)


async def _project(connection: "Connection", line: Sequence[str], first: int, last: int) -> None:
    for function in line:
        await connection.execute(f"SELECT {function}($1, $2)", first, last)


async def _exchange(connection: "Connection", table: str) -> int:
    """Replaces the rows that differ, and counts them."""
    live, made = [
        await connection.fetchrow(_FINGERPRINT.format(table=f"{schema}.{table}"))
        for schema in ("public", "rebuild")
    ]
    if live == made:
        return 0
    key = READ_TABLES[table]
    same_key = " AND ".join(f"made.{column} = live.{column}" for column in key)
    corrected: int = await connection.fetchval(
        f"SELECT count(*) FROM public.{table} AS live FULL JOIN rebuild.{table} AS made "
        f"USING ({', '.join(key)}) WHERE live.* IS DISTINCT FROM made.*"
    )
    if corrected:
        await connection.execute(
            f"DELETE FROM public.{table} AS live WHERE NOT EXISTS (SELECT FROM rebuild.{table} AS "
            f"made WHERE {same_key} AND made.* IS NOT DISTINCT FROM live.*)"
        )
        await connection.execute(
            f"INSERT INTO public.{table} SELECT * FROM rebuild.{table} AS made WHERE NOT EXISTS "
            f"(SELECT FROM public.{table} AS live WHERE {same_key})"
        )
    return corrected

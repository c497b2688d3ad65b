"""Recreates the read tables from the journal, while readers and writers go on.

The events are carried over, by the same SQL functions that every append uses, into empty tables of
the same names in a schema of their own; functions that do not depend on each other run
concurrently. These tables are compared with the read tables as they were when the rebuild began. If
all agree, no append had to wait. If not, one transaction holds back appends, catches up with them
and corrects the rows that differ: readers see either all old or all new rows, and names, indexes
and rights of the tables stay.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

import asyncpg

from activities.concurrently import concurrently
from adapters.postgres.migrate import hold_migrations_back, newest_migration
from adapters.postgres.pool import storage_errors
from adapters.postgres.projecting import LeftOut, project, unreadable
from adapters.postgres.read_tables import READ_TABLES, correct, fingerprints
from domain.engine.base import Frozen
from domain.engine.errors import StorageFailure
from domain.engine.journal import Unreadable

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

FIRST = "project_pairings_opened"
"""Its table is looked up by all other functions."""
CONCURRENT: tuple[tuple[str, ...], ...] = (
    ("project_notices",),
    (
        *("project_sessions", "project_pairings", "project_items", "project_cohort_week"),
        *("project_surveys", "project_cohorts_opened", "project_cohorts"),
    ),
)
"""Two sequences of about the same duration; functions of one do not need the tables of the other.
"""
FUNCTIONS = (FIRST, *chain.from_iterable(CONCURRENT))

SLICE = 1_000_000
"""Number of events that one statement carries over; its memory grows with them."""
_ONE_AT_A_TIME = 7310575180
_EVERYTHING = 2**62
_LAST_POSITION = "SELECT coalesce(max(global_pos), 0) FROM event"
_FOLLOWERS = "SELECT 'project_' || name AS function, position FROM projection"
_FOLLOW = """
SELECT advance_projection(name, $1) FROM projection
WHERE position <= (SELECT coalesce(max(global_pos), 0) FROM event)
"""
_BACK_TO_THE_JOURNAL = """
UPDATE projection SET position = ending.position
FROM (SELECT coalesce(max(global_pos), 0) AS position FROM event) AS ending
WHERE projection.position > ending.position
"""
"""Needed after an older journal was restored alone. What counts too much by then is corrected as
well."""
_SETTINGS = """
SET search_path = rebuild, public;
SET plan_cache_mode = force_custom_plan;
SET work_mem = '256MB';
SET maintenance_work_mem = '256MB';
SET idle_in_transaction_session_timeout = 0;
SET client_connection_check_interval = '1s';
SET tcp_keepalives_idle = 10;
SET tcp_keepalives_interval = 5;
SET tcp_keepalives_count = 4;
"""
"""A slice is large and an append is small, so they need different settings. A client that was
killed or has vanished must not be waited for, nor its statement be finished. The snapshot is idle
during the whole carry-over, even if the login's own limit for that is short."""
_LONGEST_PAUSE = "10s"
"""No one can append while rows are corrected: a rebuild that hangs there this long has failed."""

OnProgress = Callable[[int, int], None]
"""Called with the number of events carried over so far, and of all events."""
Ends = Mapping[str, int]
"""For each function: the position of the last event in its table."""


class Rebuilt(Frozen):
    """The result of a rebuild."""

    events: int
    corrected: dict[str, int]
    """Per table, the rows that were missing, wrong or too many; all 0 if everything was right."""
    unreadable: tuple[Unreadable, ...] = ()
    """Streams with an event that the tables do without."""


async def rebuild(dsn: str, on_progress: OnProgress, *, slice_size: int = SLICE) -> Rebuilt:
    """Bring the read tables in line with the journal, ``slice_size`` events per statement.

    Appends wait only if rows have to be corrected, and only for that long. Of two rebuilds at once
    the second waits for the first. Raises `StorageFailure` if the database is out of reach, refuses
    a statement or was migrated meanwhile; then no row was corrected.
    """
    with storage_errors():
        async with _connection(dsn) as connection:
            await connection.execute("SELECT pg_advisory_lock($1)", _ONE_AT_A_TIME)
            schema = await newest_migration(connection)
            await _create_empty_tables(connection)
            await _bring_followers_up_to_date(connection)
            # One snapshot shows the read tables and how many events are in them: what is appended
            # meanwhile must not look like a mistake.
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                ends = await _ends(connection)
                left_out = await _carry_over(dsn, ends, slice_size, on_progress)
                agree = await _agree(dsn, connection)
            corrected = dict.fromkeys(READ_TABLES, 0)
            if not agree:
                taken_over = await _take_over(connection, schema, ends)
                ends, corrected = taken_over.ends, taken_over.corrected
                left_out += taken_over.left_out
            await connection.execute("DROP SCHEMA rebuild CASCADE")
            streams = await unreadable(connection, left_out)
    on_progress(ends[FIRST], ends[FIRST])
    return Rebuilt(events=ends[FIRST], corrected=corrected, unreadable=streams)


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
        for table in READ_TABLES:
            await connection.execute(
                # Unlogged: if the server crashes, the rebuild begins anew, and nothing is lost.
                f"CREATE UNLOGGED TABLE rebuild.{table} (LIKE public.{table} INCLUDING DEFAULTS)"
            )
            if table != "issued_notice":
                await _create_index(connection, table)


async def _create_index(connection: "Connection", table: str) -> None:
    await connection.execute(
        f"CREATE UNIQUE INDEX IF NOT EXISTS {table}_key ON rebuild.{table} "
        f"({', '.join(READ_TABLES[table])})"
    )


async def _create_index_of_notices(connection: "Connection") -> None:
    """Most rows are notices: sorting them once afterwards is cheaper than inserting them one by
    one.

    Only functions that add more notices to the table need the index.
    """
    await _create_index(connection, "issued_notice")


async def _bring_followers_up_to_date(connection: "Connection") -> None:
    """Projections that only lag are not wrong."""
    await connection.execute(_FOLLOW, _EVERYTHING)


async def _ends(connection: "Connection") -> Ends:
    """How far the read tables are."""
    last: int = await connection.fetchval(_LAST_POSITION)
    rows = await connection.fetch(_FOLLOWERS)
    followers: dict[str, int] = {row["function"]: min(row["position"], last) for row in rows}
    return {function: followers.get(function, last) for function in FUNCTIONS}


async def _carry_over(
    dsn: str, ends: Ends, slice_size: int, on_progress: OnProgress
) -> list[LeftOut]:
    """Carry over all events, each sequence of functions on a connection of its own."""
    left_out: list[LeftOut] = []
    last = ends[FIRST]
    starts = range(1, last + 1, slice_size)
    steps_left = steps = len(starts) * len(CONCURRENT)

    async def carry(line: Sequence[str]) -> None:
        nonlocal steps_left
        async with _connection(dsn) as connection:
            for first in starts:
                if first > 1 and "project_notices" in line:
                    await _create_index_of_notices(connection)
                await carry_slice(connection, line, first)
                steps_left -= 1
                on_progress(last * (steps - steps_left) // steps, last)

    async def carry_slice(connection: "Connection", line: Sequence[str], first: int) -> None:
        for function in line:
            upto = min(first + slice_size - 1, ends[function])
            left_out.extend(await project(connection, function, first, upto))

    async with _connection(dsn) as connection:
        for first in starts:
            await carry_slice(connection, (FIRST,), first)
        await connection.execute("ANALYZE rebuild.pairing_overview")
    await concurrently(carry, CONCURRENT, at_once=len(CONCURRENT))
    return left_out


async def _agree(dsn: str, connection: "Connection") -> bool:
    """Whether the new tables equal those that ``connection`` sees."""
    async with _connection(dsn) as another:
        live, made = await asyncio.gather(
            fingerprints(connection, "public"), fingerprints(another, "rebuild")
        )
    return live == made


class _TakenOver(NamedTuple):
    ends: Ends
    corrected: dict[str, int]
    left_out: list[LeftOut]


async def _take_over(connection: "Connection", schema: int, ends: Ends) -> _TakenOver:
    """Add what was appended meanwhile, and correct; no migration or append can come in between."""
    await _create_index_of_notices(connection)
    async with connection.transaction():
        await connection.execute(
            f"SET LOCAL idle_in_transaction_session_timeout = '{_LONGEST_PAUSE}'"
        )
        await _refuse_another_schema(connection, schema)
        await connection.execute("SELECT lock_journal()")
        # Followers would carry on what is being corrected: they wait for these rows.
        await connection.execute("SELECT position FROM projection FOR UPDATE")
        await connection.execute(_BACK_TO_THE_JOURNAL)
        await _bring_followers_up_to_date(connection)
        now = await _ends(connection)
        left_out = [
            event
            for function in FUNCTIONS
            for event in await project(connection, function, ends[function] + 1, now[function])
        ]
        return _TakenOver(now, await correct(connection, "rebuild"), left_out)


async def _refuse_another_schema(connection: "Connection", schema: int) -> None:
    """Tables made by functions from before a migration must not replace what it has made."""
    await hold_migrations_back(connection)
    if await newest_migration(connection) != schema:
        raise StorageFailure(
            "the database was migrated while its read tables were rebuilt; none of them was "
            "touched: run `eyelevel rebuild` again"
        )

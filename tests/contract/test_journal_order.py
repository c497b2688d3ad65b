"""A reader that remembers a position sees every event, however many write at the same time."""

import asyncio
import sys
from typing import TYPE_CHECKING

from adapters.postgres.journal import PostgresJournal
from tests.contract.writer import APPENDS, EVENTS, WRITERS

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

PROCESSES = 2
WRITTEN = PROCESSES * WRITERS * APPENDS * len(EVENTS)
POLL_SECONDS = 0.002

LOCK = "PERFORM lock_journal();"
POSITION = "last_pos + pg_catalog.row_number() OVER (ORDER BY ordinal)"
WRITTEN_ROWS = "GET DIAGNOSTICS written = ROW_COUNT;"
SLOW_DISK = "PERFORM pg_sleep(0.001 * random());"


async def test_a_tailing_reader_misses_nothing(
    database_url: str, postgres_journal: PostgresJournal
) -> None:
    """With 16 writers in two processes, a reader that polls every 2 ms sees each event once."""
    assert WRITTEN >= 100_000
    seen = await _tail_while_others_write(database_url, postgres_journal)
    assert seen == list(range(1, WRITTEN + 1))


async def test_a_plain_sequence_would_lose_events(
    database_url: str, postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """With positions from a plain sequence, without our lock, the same reader would miss events."""
    source = await database.fetchval("SELECT pg_get_functiondef('append_events'::regproc)")
    await database.execute("CREATE SEQUENCE plain")
    for ours, plain in (
        (LOCK, ""),
        (POSITION, "nextval('plain')"),
        (WRITTEN_ROWS, WRITTEN_ROWS + SLOW_DISK),
    ):
        assert ours in source
        source = source.replace(ours, plain)
    await database.execute(source)
    seen = await _tail_while_others_write(database_url, postgres_journal)
    written = await database.fetchval("SELECT count(*) FROM event")
    assert written == WRITTEN
    assert len(seen) < WRITTEN


async def _tail_while_others_write(database_url: str, journal: PostgresJournal) -> list[int]:
    """The positions that a reader comes across who polls again and again and never looks back."""
    others = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.contract.writer", database_url, f"pairing-{number}"
        )
        for number in range(PROCESSES)
    ]
    all_done = asyncio.gather(*(process.wait() for process in others))
    seen: list[int] = []
    last_round = False
    while not last_round:
        last_round = all_done.done()
        while page := await journal.tail(seen[-1] if seen else 0):
            seen += [event.global_position for event in page]
        await asyncio.sleep(POLL_SECONDS)
    assert await all_done == [0] * PROCESSES
    return seen

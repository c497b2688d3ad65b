"""`eyelevel rebuild`: the read tables of a real database, from the command line."""

import asyncio
import subprocess
import sys
from pathlib import Path

import asyncpg

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from tests.contract.pairings import records
from tests.waiting import until

EYELEVEL = Path(sys.executable).with_name("eyelevel")
WAITING = "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted"


def rebuild(database_url: str) -> str:
    """What the verb says."""
    environment = {"EYELEVEL_DATABASE_URL": database_url}
    answer = subprocess.run(
        [EYELEVEL, "rebuild"], env=environment, capture_output=True, text=True, check=True
    )
    return answer.stdout


async def test_rebuild_says_what_it_has_put_right(database_url: str) -> None:
    """A wrong row is corrected and counted; the second time there is nothing to do."""
    async with await open_pool(database_url) as pool:
        await PostgresJournal(pool).append("pairing-1", 0, records("1", []))
        await pool.execute("UPDATE pairing_overview SET stage = 'review'")
    assert rebuild(database_url) == (
        "events in the journal: 2\nrows corrected in pairing_overview: 1\n"
    )
    assert rebuild(database_url).endswith(
        "nothing to correct: the read tables agree with the journal\n"
    )
    connection = await asyncpg.connect(database_url)
    assert await connection.fetchval("SELECT stage FROM pairing_overview") == "invited"
    await connection.close()


async def test_a_killed_rebuild_lets_go_of_the_journal(database_url: str) -> None:
    """A rebuild that was killed while it waited for a reader lets the next rebuild do all of it."""
    reader = await asyncpg.connect(database_url)
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("pairing-1", 0, records("1", []))
        await pool.execute(
            "INSERT INTO cohort_overview "
            "VALUES ('made-up', 'No cohort', 'matching', false, 0, 0, now())"
        )
        async with reader.transaction():
            await reader.execute("LOCK TABLE cohort_overview IN SHARE MODE")
            environment = {"EYELEVEL_DATABASE_URL": database_url}
            killed = await asyncio.create_subprocess_exec(EYELEVEL, "rebuild", env=environment)
            await until(lambda: pool.fetchval(WAITING), bool)
            killed.kill()
            await killed.wait()
            await journal.append("pairing-2", 0, records("2", []))
        await journal.close()
    await reader.close()
    assert rebuild(database_url) == (
        "events in the journal: 4\nrows corrected in cohort_overview: 1\n"
    )

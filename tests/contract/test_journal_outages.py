"""The real journal when the database, the network or the process itself goes away."""

import asyncio
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.engine.errors import StorageUnavailable
from tests.contract.events import events
from tests.contract.line import Line, line_to

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection


@pytest.fixture
async def line(database_url: str) -> AsyncIterator[Line]:
    """A line to the database of this test."""
    async with line_to(database_url) as line:
        yield line


@pytest.fixture
async def distant(line: Line) -> AsyncIterator[PostgresJournal]:
    """A journal at the far end of the line."""
    async with await open_pool(line.url, max_size=3) as pool:
        journal = PostgresJournal(pool)
        yield journal
        line.restore()
        await journal.close()


async def test_a_restarted_database_is_used_again_at_once(
    distant: PostgresJournal, line: Line
) -> None:
    """Dead connections in the pool are replaced without an error for the caller."""
    await asyncio.gather(*(distant.read(f"pairing-{number}") for number in range(3)))
    line.cut()
    line.restore()
    await distant.append("pairing-1", 0, events(1))
    assert len(await distant.read("pairing-1")) == 1


async def test_an_outage_is_told_and_then_forgotten(distant: PostgresJournal, line: Line) -> None:
    """While the database is down every append says so; afterwards the same append succeeds."""
    line.cut()
    answers = await asyncio.gather(
        *(distant.append(f"pairing-{number}", 0, events(1)) for number in range(5)),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [StorageUnavailable] * 5
    line.restore()
    await asyncio.gather(
        *(distant.append(f"pairing-{number}", 0, events(1)) for number in range(5))
    )
    assert len(await distant.tail(0)) == 5


async def test_a_demoted_node_is_left_at_once(
    distant: PostgresJournal, line: Line, database: "Connection"
) -> None:
    """After a failover connections may lead to a node that only reads: they are given up."""
    name = await database.fetchval("SELECT quote_ident(current_database())")
    await database.execute(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    line.cut()
    line.restore()
    with pytest.raises(StorageUnavailable):
        await distant.append("pairing-1", 0, events(1))
    await database.execute(f"ALTER DATABASE {name} RESET default_transaction_read_only")
    assert (await distant.append("pairing-1", 0, events(1))).positions == (1,)


async def test_an_answer_that_was_lost_is_found_again(
    distant: PostgresJournal, postgres_journal: PostgresJournal, line: Line
) -> None:
    """A connection that dies between commit and answer is replaced, and nothing written twice."""
    await distant.append("pairing-1", 0, events(1))
    line.hold_answers()
    appending = asyncio.create_task(distant.append("pairing-1", 1, events(2)))
    await line.answer_held.wait()
    assert len(await postgres_journal.read("pairing-1")) == 2
    line.cut()
    line.restore()
    assert (await appending).positions == (2,)
    assert len(await postgres_journal.tail(0)) == 2


async def test_a_process_that_was_killed_before_the_answer_can_ask_again(
    postgres_journal: PostgresJournal, line: Line
) -> None:
    """A process killed between commit and answer appends again, and gets the stored positions."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.contract.writer", line.url, "one-event"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert await process.stdout.readline() == b"ready\n"
    line.hold_answers()
    process.stdin.write(b"go\n")
    await line.answer_held.wait()
    process.kill()
    assert await process.stdout.read() == b""
    await process.wait()
    before = await postgres_journal.tail(0)
    again = await postgres_journal.append("pairing-1", 1, events(2))
    assert again.positions == (2,)
    assert await postgres_journal.tail(0) == before

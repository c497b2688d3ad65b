"""Journals to test: each test that asks for `journal` runs once with the fake and once for real."""

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from activities.ports import Journal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from tests.fakes.journal import InMemoryJournal

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection


@pytest.fixture
async def postgres_journal(database_url: str) -> AsyncIterator[PostgresJournal]:
    """The real journal on a database of its own."""
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        yield journal
        await journal.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator["Connection"]:
    """A second way into the database of the test, past the journal."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


@pytest.fixture(params=["memory", "postgres"])
def journal(request: pytest.FixtureRequest) -> Journal:
    """Every journal there is, one after the other."""
    if request.param == "memory":
        return InMemoryJournal()
    real: PostgresJournal = request.getfixturevalue("postgres_journal")
    return real

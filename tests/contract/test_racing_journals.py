"""Several processes append to one stream at the same moment; group commit cannot sort that out."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.engine.errors import VersionConflict
from domain.engine.journal import Appended
from tests.contract.events import events

JOURNALS = 8
ROUNDS = 40


@pytest.fixture
async def journals(database_url: str) -> AsyncIterator[list[PostgresJournal]]:
    """As many journals as there would be workers, each on connections of its own."""
    async with AsyncExitStack() as stack:
        yield [
            PostgresJournal(await stack.enter_async_context(await open_pool(database_url)))
            for _ in range(JOURNALS)
        ]


async def test_the_same_append_of_several_processes_is_written_once(
    journals: list[PostgresJournal],
) -> None:
    """If several processes send the same append, it is written once and all get the same answer."""
    for version in range(ROUNDS):
        answers = await asyncio.gather(
            *(journal.append("pairing-1", version, events(version)) for journal in journals)
        )
        position = version + 1
        assert set(answers) == {
            Appended(stream="pairing-1", version=position, positions=(position,))
        }
    assert len(await journals[0].tail(0)) == ROUNDS


async def test_of_different_appends_of_several_processes_one_wins(
    journals: list[PostgresJournal],
) -> None:
    """Of different appends of several processes one wins, and all others get a version conflict."""
    for version in range(ROUNDS):
        answers = await asyncio.gather(
            *(
                journal.append("pairing-1", version, events(number))
                for number, journal in enumerate(journals)
            ),
            return_exceptions=True,
        )
        kinds = sorted(type(answer).__name__ for answer in answers)
        assert kinds == ["Appended", *[VersionConflict.__name__] * (JOURNALS - 1)]
        (winner,) = (n for n, answer in enumerate(answers) if isinstance(answer, Appended))
        last = (await journals[0].read("pairing-1", after_version=version))[-1]
        assert last.record == events(winner)[0]
    assert len(await journals[0].tail(0)) == ROUNDS

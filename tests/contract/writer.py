"""A process that writes into a journal: ``python -m tests.contract.writer URL one-event|NAME``."""

import asyncio
import sys

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from tests.contract.events import events

WRITERS = 8
APPENDS = 100
EVENTS = (1, 2, 3)


async def append_one_event(url: str) -> None:
    """The second event of a stream, once somebody says go; the first warms the connection up."""
    async with await open_pool(url) as pool:
        journal = PostgresJournal(pool)
        await journal.append("pairing-1", 0, events(1))
        _say("ready")
        await asyncio.to_thread(sys.stdin.readline)
        await journal.append("pairing-1", 1, events(2))
        _say("acknowledged")


async def append_many(url: str, name: str) -> None:
    """Several writers, each with a way of its own into the journal, so that they really compete."""
    async with await open_pool(url, max_size=WRITERS) as pool:
        await asyncio.gather(
            *(_write(PostgresJournal(pool), f"{name}-{number}") for number in range(WRITERS))
        )


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


async def _write(journal: PostgresJournal, stream: str) -> None:
    version = 0
    for _ in range(APPENDS):
        answer = await journal.append(stream, version, events(*EVENTS))
        version = answer.version


if __name__ == "__main__":
    _, url, what = sys.argv
    asyncio.run(append_one_event(url) if what == "one-event" else append_many(url, what))

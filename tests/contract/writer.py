"""A process at a journal: ``python -m tests.contract.writer URL one-event|follow|NAME``."""

import asyncio
import sys

from adapters.postgres.follower import FOLLOWING, advance
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from tests.contract.events import events

WRITERS = 8
APPENDS = 900
EVENTS = tuple(range(1, 8))


async def append_one_event(url: str) -> None:
    """Append the second event of a stream when told to; the first warms the connection up."""
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


async def follow(url: str) -> None:
    """Carry a projection on in small steps, without a pause, until the process is ended."""
    async with await open_pool(url) as pool:
        while True:
            for projection in FOLLOWING:
                await advance(pool, projection, portion=2)


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
    match what:
        case "one-event":
            asyncio.run(append_one_event(url))
        case "follow":
            asyncio.run(follow(url))
        case name:
            asyncio.run(append_many(url, name))

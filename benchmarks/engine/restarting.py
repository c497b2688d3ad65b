"""What does a restart of the worker cost with few and with many open pairings?

`python -m benchmarks.engine.restarting [--open 10 10000]` measures; ``benchmarks/README.md`` has
the results.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import NamedTuple

import asyncpg
from temporalio.client import Client

from adapters.embedded.postgres import embedded_postgres
from adapters.embedded.process import running
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.postgres.migrate import migrate
from adapters.temporal.plugin import eyelevel_plugin
from benchmarks.engine.bare import TABLE
from benchmarks.engine.contenders import Eyelevel, Handle
from benchmarks.engine.measuring import Process
from benchmarks.engine.serving import WITHOUT_POST
from benchmarks.journal.report import progress

ROUNDS = 5
AT_ONCE = 16
AFTERWARDS = 10.0
"""Seconds after the first answer, in which a worker that replays what is open would be busy."""


class Restart(NamedTuple):
    """One restart: what it took, and what the new process had used some seconds later."""

    first_answer: float
    """Seconds from the start of the process to the answer of the first update."""
    cpu: float
    """Seconds of processor time."""
    megabytes: float


@dataclass
class Place:
    """Two servers, and workers that come and go."""

    folder: Path
    client: Client
    address: str
    urls: tuple[str, str]
    contender: Eyelevel

    @asynccontextmanager
    async def worker(self, number: str) -> AsyncIterator[Process]:
        """A process that has begun to start."""
        command = (sys.executable, "-m", "benchmarks.engine.serving", self.address, *self.urls)
        process = Process(log := self.folder / f"worker-{number}.log")
        async with running(command, name="The worker", log=log) as worker:
            await worker.ready(process.is_up)
            yield process

    async def open(self, prefix: str, pairings: int) -> list[Handle]:
        """Start pairings, and wait until they have written their first event."""
        names = iter([f"pairing-{prefix}-{number}" for number in range(pairings)])
        handles = list[Handle]()

        async def start() -> None:
            for name in names:
                handles.append(await self.contender.begin(name))

        await asyncio.gather(*(start() for _ in range(AT_ONCE)))
        await self.contender.opened(f"pairing-{prefix}-", pairings)
        return handles

    async def restart(self, number: str, handle: Handle) -> Restart:
        """Start a worker, and have one of the pairings answer."""
        began = perf_counter()
        async with self.worker(number) as process:
            pairing_id = handle.id.removeprefix("pairing-")
            message = {"message_id": "m-1", "pairing_id": pairing_id, "acting": "mentor"}
            await handle.execute_update("accept", message)
            answered = perf_counter() - began
            await asyncio.sleep(AFTERWARDS)
            return Restart(answered, process.cpu_seconds, process.megabytes)


@asynccontextmanager
async def _place() -> AsyncIterator[Place]:
    with tempfile.TemporaryDirectory() as folder:
        async with (
            embedded_postgres(durable=True) as postgres,
            embedded_temporal(find_temporal_cli(), log=Path(folder, "temporal.log")) as temporal,
        ):
            urls = postgres.url(), await postgres.create_database("without_post")
            for url in urls:
                await migrate(url)
            database, other = [await asyncpg.connect(url) for url in urls]
            await database.execute(TABLE)
            client = await Client.connect(temporal.address, plugins=[eyelevel_plugin()])
            contender = Eyelevel(client, "Eyelevel without post", WITHOUT_POST, other)
            yield Place(Path(folder), client, temporal.address, urls, contender)
            await database.close()
            await other.close()


async def measure(numbers: list[int], rounds: int) -> list[str]:
    """A line of a table for each number of open pairings; numbers only grow."""
    lines = list[str]()
    async with _place() as place:
        already = 0
        for pairings in sorted(numbers):
            progress(f"opening {pairings - already} pairings, load {os.getloadavg()[0]:.1f}")
            async with place.worker(f"opening-{pairings}"):
                handles = await place.open(f"upto{pairings}", pairings - already)
            already = pairings
            restarts = [
                await place.restart(f"{pairings}-{turn}", handles[turn]) for turn in range(rounds)
            ]
            lines.append(_line(pairings, restarts))
            progress(lines[-1])
    return lines


def _line(pairings: int, restarts: list[Restart]) -> str:
    answer, cpu, memory = (median(values) for values in zip(*restarts, strict=True))
    return f"| {pairings:,} | {answer:.2f} | {cpu:.2f} | {memory:.0f} |"


def main() -> None:
    """What to measure is given on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.engine.restarting", description=__doc__)
    parser.add_argument("--open", type=int, nargs="+", default=[10, 10_000], help="open pairings")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="restarts for each number")
    given = parser.parse_args()
    print("| open pairings | first answer, s | CPU, s | MB |\n| ---: | ---: | ---: | ---: |")
    for line in asyncio.run(measure(given.open, given.rounds)):
        print(line)


if __name__ == "__main__":
    main()

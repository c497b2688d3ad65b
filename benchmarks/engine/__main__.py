"""Measures our workflows beside bare ones: `python -m benchmarks.engine [--rounds N]`."""

import argparse
import asyncio
import os
import platform
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import asyncpg
from temporalio.client import Client

from adapters.embedded.postgres import embedded_postgres
from adapters.embedded.process import running
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.postgres.migrate import migrate
from adapters.temporal.plugin import eyelevel_plugin
from benchmarks.engine.bare import TABLE
from benchmarks.engine.contenders import Contender, contenders
from benchmarks.engine.measuring import Ground, Process
from benchmarks.engine.report import Found, life_table
from benchmarks.journal.report import progress

RESULTS = Path(".var/engine.md")
ROUNDS = 5
LIVES = 16
"""Of 37 messages each, all at the same time; two of them one after the other."""
OPENINGS = 200


async def measure(rounds: int) -> str:
    """The table as Markdown; on the terminal as far as it is known, after each round."""
    async with _ground() as (ground, ready):
        found = {contender.name: Found() for contender in ready}
        for contender in ready:  # nobody is measured cold
            await ground.messages(contender, 4, 4)
        for turn in range(rounds):
            progress(f"round {turn + 1} of {rounds}, load {os.getloadavg()[0]:.1f}")
            first = turn % len(ready)
            for contender in (*ready[first:], *ready[:first]):
                await _one_round(ground, contender, found[contender.name])
            progress(life_table(found).markdown())
    return f"{_circumstances(rounds)}\n\n{life_table(found).markdown()}"


async def _one_round(ground: Ground, contender: Contender, found: Found) -> None:
    found.alone.append(await ground.messages(contender, 2, 1))
    found.sixteen.append(await ground.messages(contender, LIVES, 16))
    found.openings.append(await ground.openings(contender, OPENINGS))
    found.histories.append(await ground.history(contender))


@asynccontextmanager
async def _ground() -> AsyncIterator[tuple[Ground, list[Contender]]]:
    """A server for each of the two, and one worker process."""
    with tempfile.TemporaryDirectory() as folder:
        async with (
            embedded_postgres(durable=True) as postgres,
            embedded_temporal(find_temporal_cli(), log=Path(folder, "temporal.log")) as temporal,
        ):
            urls = postgres.url(), await postgres.create_database("without_post")
            databases = [await asyncpg.connect(url) for url in urls]
            for url in urls:
                await migrate(url)
            await databases[0].execute(TABLE)
            client = await Client.connect(temporal.address, plugins=[eyelevel_plugin()])
            command = (sys.executable, "-m", "benchmarks.engine.serving", temporal.address, *urls)
            process = Process(log := Path(folder, "worker.log"))
            async with running(command, name="The worker", log=log) as worker:
                await worker.ready(process.is_up)
                yield Ground(process), contenders(client, *databases)
            for database in databases:
                await database.close()


def _circumstances(rounds: int) -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, load at the end "
        f"{os.getloadavg()[0]:.1f}, Python {platform.python_version()}, temporalio "
        f"{version('temporalio')}. Medians of {rounds} rounds, as are the "
        "ratios to the bare workflow of the same round."
    )


def main() -> None:
    """What to measure is given on the command line."""
    parser = argparse.ArgumentParser(prog="benchmarks.engine", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each takes its turn")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where to write")
    given = parser.parse_args()
    results = asyncio.run(measure(given.rounds))
    print(results)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(results, encoding="utf-8")


if __name__ == "__main__":
    main()

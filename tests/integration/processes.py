"""The worker as a process."""

import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

from adapters.embedded.process import ServerProcess, running
from worker import GRACE

REPOSITORY = Path(__file__).parents[2]
WORKER = (sys.executable, REPOSITORY / "worker.py")
PATIENCE = GRACE + timedelta(seconds=10)
"""A worker within its grace period is not killed."""


@asynccontextmanager
async def started_worker(environment: Mapping[str, str], log: Path) -> AsyncIterator[ServerProcess]:
    """A worker that has started."""
    async with running(
        WORKER, name="The worker", log=log, environment=environment, grace=PATIENCE
    ) as process:

        async def has_started() -> bool:
            return "Worker started" in log.read_text()

        await process.ready(has_started)
        yield process


async def ended_worker(environment: Mapping[str, str], log: Path) -> tuple[int, str]:
    """Exit code and output of a worker that ends by itself."""
    async with running(
        WORKER, name="The worker", log=log, environment=environment, grace=PATIENCE
    ) as process:
        return await process.ended(), log.read_text()

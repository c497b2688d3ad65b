"""Signs of life of a long activity: without them, Temporal would wait for its whole time limit."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from temporalio import activity

SECONDS_BETWEEN = 5.0


@asynccontextmanager
async def beating() -> AsyncIterator[None]:
    """Heartbeats for as long as the block lasts. If the worker dies, another soon begins anew."""
    beat = asyncio.create_task(_beat())
    try:
        yield
    finally:
        beat.cancel()
        with suppress(asyncio.CancelledError):
            await beat


async def _beat() -> None:
    while True:
        activity.heartbeat()
        await asyncio.sleep(SECONDS_BETWEEN)

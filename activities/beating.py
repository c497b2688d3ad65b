"""Signs of life of a long activity: without them, Temporal would wait for its whole time limit."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress

from temporalio import activity

from domain.engine.base import Frozen

SECONDS_BETWEEN = 5.0


def _nothing() -> Sequence[Frozen]:
    return ()


@asynccontextmanager
async def beating(left: Callable[[], Sequence[Frozen]] = _nothing) -> AsyncIterator[None]:
    """Heartbeats for as long as the block lasts. If the worker dies, another soon begins anew.

    ``left``: what the next attempt has to know then; asked for with each heartbeat.
    """
    beat = asyncio.create_task(_beat(left))
    try:
        yield
    finally:
        beat.cancel()
        with suppress(asyncio.CancelledError):
            await beat


async def _beat(left: Callable[[], Sequence[Frozen]]) -> None:
    while True:
        activity.heartbeat(*left())
        await asyncio.sleep(SECONDS_BETWEEN)

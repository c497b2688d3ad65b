"""A process that appends: ``python -m benchmarks.journal.writer CONTENDER URL NAME EVENTS``.

Says when it is ready, and begins when a line comes in. Each of its writers has a connection of its
own, so that within a process they wait for nothing but the database.
"""

import asyncio
import math
import sys
from contextlib import AsyncExitStack

from benchmarks.journal.load import Caller, streams_in_portions
from benchmarks.journal.peers import called

WRITERS = 8
SIZES = (1, 3, 10)
"""Events per append, in turn."""


async def write(contender_name: str, dsn: str, name: str, events: int) -> None:
    """Write this many events, or a few more."""
    contender = called(contender_name)
    async with AsyncExitStack() as stack:
        stores = [
            await stack.enter_async_context(contender.opened(dsn, connections=1))
            for _ in range(WRITERS)
        ]
        callers = [
            Caller(streams_in_portions(f"{name}-{number}", SIZES), contender.made_ready)
            for number in range(WRITERS)
        ]
        for caller in callers:
            while sum(call.events for call in caller.waiting) < events / WRITERS:
                caller.refill(len(caller.waiting) + len(SIZES))
        print("ready", flush=True)
        await asyncio.to_thread(sys.stdin.readline)
        samples = await asyncio.gather(
            *(store.run([caller], math.inf) for store, caller in zip(stores, callers, strict=True))
        )
    if refused := sum(sample.refused for sample in samples):
        raise SystemExit(f"{refused} appends were refused")


if __name__ == "__main__":
    _, contender_name, dsn, name, events = sys.argv
    asyncio.run(write(contender_name, dsn, name, int(events)))

"""The same work for many things, a few of them at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def concurrently(
    work: Callable[[T], Awaitable[R]],
    things: Iterable[T],
    *,
    at_once: int,
    done: Callable[[], object] = lambda: None,
) -> list[R]:
    """Work on at most ``at_once`` things at a time; the results come in the order of the things.

    ``done`` is called after each. The first failure is raised once everything else is cancelled.
    """
    gate = asyncio.Semaphore(at_once)

    async def one(thing: T) -> R:
        async with gate:
            result = await work(thing)
            done()
            return result

    tasks = [asyncio.create_task(one(thing)) for thing in things]
    try:
        return await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

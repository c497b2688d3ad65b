"""Doing the same with many things, a few at a time."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def side_by_side(
    work: Callable[[T], Awaitable[R]],
    things: Iterable[T],
    *,
    at_once: int,
    done: Callable[[], object] = lambda: None,
) -> list[R]:
    """Work on all things, and give the results in their order; ``done`` is called after each.

    The first failure ends it: what is still under way is cancelled, and nothing goes on behind.
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

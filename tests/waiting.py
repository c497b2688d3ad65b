"""Waiting for what is on its way: asked for again and again, and never for a fixed time."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")
PAUSE_SECONDS = 0.02
"""Nothing relies on it; it leaves the processor to those who are waited for."""


async def until(ask: Callable[[], Awaitable[T]], is_true: Callable[[T], bool]) -> T:
    """The first answer that the condition is true of. The time limit of the test ends it."""
    while True:
        answer = await ask()
        if is_true(answer):
            return answer
        await asyncio.sleep(PAUSE_SECONDS)

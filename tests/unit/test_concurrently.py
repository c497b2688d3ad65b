"""The same work for many things, a few of them at a time."""

import asyncio

import pytest

from activities.concurrently import concurrently


async def test_results_keep_their_order_and_few_are_at_work_at_once() -> None:
    """Results keep the order of the things, and never more of them are at work than asked for."""
    at_work, most = 0, 0

    async def work(number: int) -> int:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        for _ in range(10 - number):
            await asyncio.sleep(0)
        at_work -= 1
        return number

    done: list[None] = []
    results = await concurrently(work, range(10), at_once=3, done=lambda: done.append(None))
    assert results == list(range(10))
    assert most == 3
    assert len(done) == 10


async def test_a_failure_ends_everything() -> None:
    """After the first failure nothing is at work any more, and most was never begun."""
    begun: list[int] = []
    given_up: list[int] = []

    async def work(number: int) -> None:
        begun.append(number)
        if number == 0:
            raise ValueError("no")
        try:
            await asyncio.Event().wait()
        finally:
            given_up.append(number)

    with pytest.raises(ValueError, match="no"):
        await concurrently(work, range(5), at_once=2)
    assert given_up == begun[1:]
    assert len(begun) < 5

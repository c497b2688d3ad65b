"""Callers at work: how many events in how much time, and how long each append took."""

import asyncio
import math
import statistics
import threading
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from time import perf_counter
from typing import TypeVar

from benchmarks.journal.load import Caller

T = TypeVar("T")

Refusals = tuple[type[Exception], ...]
"""What a contender raises for an append that it does not take."""


@dataclass
class Sample:
    """What one or more callers came to."""

    seconds: float = 0.0
    """From the start of the first append to the end of the last."""
    events: int = 0
    refused: int = 0
    """Appends that the contender did not take."""
    latencies: list[float] = field(default_factory=list)
    """Seconds per append that was taken."""

    @property
    def rate(self) -> float:
        """Events per second."""
        return self.events / self.seconds

    def quantile(self, share: float) -> float:
        """Seconds that this share of the appends did not exceed."""
        ordered = sorted(self.latencies)
        return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


@dataclass(frozen=True)
class Figures:
    """The medians of several samples."""

    rate: float
    p50: float
    p99: float


def medians(samples: Sequence[Sample]) -> Figures:
    """Each figure by itself, over the rounds."""
    return Figures(
        rate=statistics.median(sample.rate for sample in samples),
        p50=statistics.median(sample.quantile(0.50) for sample in samples),
        p99=statistics.median(sample.quantile(0.99) for sample in samples),
    )


async def by_tasks(
    append: Callable[[T], Awaitable[object]],
    callers: Sequence[Caller[T]],
    seconds: float,
    refusals: Refusals = (),
) -> Sample:
    """Every caller is a task of this loop; each ends when time or its calls are used up."""
    total = Sample()
    start = perf_counter()

    async def work(caller: Caller[T]) -> None:
        while caller.waiting and perf_counter() - start < seconds:
            call = caller.waiting.popleft()
            asked = perf_counter()
            try:
                await append(call.what)
            except refusals:
                total.refused += 1
            else:
                total.latencies.append(perf_counter() - asked)
                total.events += call.events

    await asyncio.gather(*map(work, callers))
    total.seconds = perf_counter() - start
    return total


async def by_threads(
    append: Callable[[T], object],
    callers: Sequence[Caller[T]],
    seconds: float,
    refusals: Refusals = (),
) -> Sample:
    """Every caller is a thread; all begin together."""
    total = Sample()
    begin = threading.Barrier(len(callers) + 1)

    def work(caller: Caller[T]) -> Sample:
        own = Sample()
        begin.wait()
        start = perf_counter()
        while caller.waiting and perf_counter() - start < seconds:
            call = caller.waiting.popleft()
            asked = perf_counter()
            try:
                append(call.what)
            except refusals:
                own.refused += 1
            else:
                own.latencies.append(perf_counter() - asked)
                own.events += call.events
        return own

    with ThreadPoolExecutor(len(callers) + 1) as threads:
        loop = asyncio.get_running_loop()
        workers = [loop.run_in_executor(threads, work, caller) for caller in callers]
        await loop.run_in_executor(threads, begin.wait)
        start = perf_counter()
        for own in await asyncio.gather(*workers):
            total.events += own.events
            total.refused += own.refused
            total.latencies += own.latencies
        total.seconds = perf_counter() - start
    return total

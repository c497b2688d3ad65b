"""Does a reader who polls for positions after its last one see every event exactly once?"""

import asyncio
import sys
import time
from asyncio.subprocess import PIPE, Process
from typing import Any, NamedTuple

from benchmarks.journal.contenders.base import Contender, Store
from benchmarks.journal.peers import OURS, peers
from benchmarks.journal.report import Goal, Table, progress, whole
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground, numbers
from benchmarks.journal.writer import WRITERS

PROCESSES = 2
POLL_SECONDS = 0.002
PAGE = 1_000


class Watch(NamedTuple):
    """What a reader came across."""

    store: str
    committed: int
    missed: int
    twice: int
    seconds: float


async def measure_gaps(ground: Ground, scale: Scale) -> list[Table]:
    """Every event store in turn."""
    watches = [await _watch(ground, peer, scale.gap_events) for peer in [OURS, *peers()]]
    lost = watches[0].missed + watches[0].twice
    return [
        Table(
            title=f"A reader polls every {POLL_SECONDS * 1000:.0f} ms while "
            f"{PROCESSES * WRITERS} writers in {PROCESSES} processes append",
            columns=("reader of", "events", "missed", "seen twice", "events/s"),
            rows=[
                [
                    watch.store,
                    *(whole(number) for number in watch[1:4]),
                    whole(watch.committed / watch.seconds),
                ]
                for watch in watches
            ],
            goals=[Goal("a reader misses none and sees none twice", f"{lost}", not lost)],
        )
    ]


async def _watch(ground: Ground, contender: Contender[Any], events: int) -> Watch:
    progress(f"gaps: {contender.name}")
    async with (
        ground.database(contender) as dsn,
        contender.opened(dsn, connections=1) as store,
    ):
        writers = [await _writer(contender, dsn, number, events) for number in range(PROCESSES)]
        start = time.perf_counter()
        for writer in writers:
            assert writer.stdin
            writer.stdin.write(b"go\n")
        seen = await _tail(store, writers)
        seconds = time.perf_counter() - start
        committed = set(await numbers(dsn, contender.committed))
    different = set(seen)
    return Watch(
        store=contender.name,
        committed=len(committed),
        missed=len(committed - different),
        twice=len(seen) - len(different),
        seconds=seconds,
    )


async def _writer(contender: Contender[Any], dsn: str, number: int, events: int) -> Process:
    """A process that is ready to write its part."""
    module = ("-m", "benchmarks.journal.writer")
    part = (contender.name, dsn, f"w{number}", str(events // PROCESSES))
    process = await asyncio.create_subprocess_exec(
        sys.executable, *module, *part, stdin=PIPE, stdout=PIPE
    )
    assert process.stdout
    if not await process.stdout.readline():
        raise RuntimeError(f"a writer for {contender.name} ended before it began")
    return process


async def _tail(store: Store[Any], writers: list[Process]) -> list[int]:
    """All positions that the reader comes across, in its order."""
    everybody = asyncio.gather(*(writer.wait() for writer in writers))
    seen: list[int] = []
    last_look = False
    while not last_look:
        last_look = everybody.done()
        while page := await store.tail(seen[-1] if seen else 0, PAGE):
            seen += page
        await asyncio.sleep(POLL_SECONDS)
    if any(await everybody):
        raise RuntimeError("a writer did not come to its end")
    return seen

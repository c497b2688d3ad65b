"""What one contender comes to in one round."""

import asyncio
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from temporalio.client import WorkflowExecutionStatus

from benchmarks.engine.contenders import Call, Contender, Eyelevel, Handle

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Process:
    """The worker, as Linux sees it."""

    log: Path
    """Its first line is its id."""

    async def is_up(self) -> bool:
        """Whether it has said its id."""
        return "\n" in self.log.read_text()

    @cached_property
    def _folder(self) -> Path:
        return Path("/proc", self.log.read_text().split("\n", 1)[0])

    @property
    def cpu_seconds(self) -> float:
        """Used so far, by all its threads."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    @property
    def megabytes(self) -> float:
        """Memory that it has at present."""
        return int((self._folder / "statm").read_text().split()[1]) * PAGE / MEGABYTE


class Messages(NamedTuple):
    """A number of lives, some at the same time."""

    per_second: float
    p50: float
    """Seconds until an update is answered."""
    p99: float
    cpu: float
    """Seconds of the worker's processor time per message."""


class Openings(NamedTuple):
    """Many entities that nothing is said to yet."""

    accepted: float
    """Starts per second that Temporal took."""
    per_second: float
    """Entities per second that were started and wrote their first row."""
    megabytes: float
    """Per entity."""


class History(NamedTuple):
    """What Temporal keeps of one life."""

    events: int
    bytes: int


@dataclass
class Ground:
    """Where all contenders are measured."""

    worker: Process
    _numbers: "count[int]" = field(default_factory=count)

    async def messages(self, contender: Contender, lives: int, at_once: int) -> Messages:
        """Each life is lived by one sender, message after message."""
        handles = await self._begin(contender, lives)
        latencies = list[float]()
        sent = 0
        waiting = iter(handles)

        async def send() -> None:
            nonlocal sent
            for handle in waiting:
                async for call in contender.messages(handle):
                    asked = perf_counter()
                    await _send(handle, call)
                    sent += 1
                    if call.is_answered:
                        latencies.append(perf_counter() - asked)

        cpu, start = self.worker.cpu_seconds, perf_counter()
        await asyncio.gather(*(send() for _ in range(at_once)))
        seconds, cpu = perf_counter() - start, self.worker.cpu_seconds - cpu
        await _end(contender, handles)
        ordered = sorted(latencies)
        return Messages(
            per_second=sent / seconds,
            p50=ordered[len(ordered) // 2],
            p99=ordered[math.ceil(0.99 * len(ordered)) - 1],
            cpu=cpu / sent,
        )

    async def openings(self, contender: Contender, entities: int) -> Openings:
        """From the first start until the last entity is there and open."""
        before, start = self.worker.megabytes, perf_counter()
        prefix, handles = await self._start(contender, entities)
        accepted = perf_counter() - start
        await contender.opened(prefix, entities)
        seconds, after = perf_counter() - start, self.worker.megabytes
        await _end(contender, handles)
        return Openings(entities / accepted, entities / seconds, (after - before) / entities)

    async def history(self, contender: Contender) -> History:
        """Of one life."""
        handles = await self._begin(contender, 1)
        async for call in contender.messages(handles[0]):
            await _send(handles[0], call)
        history = await handles[0].fetch_history()
        await _end(contender, handles)
        size = sum(event.ByteSize() for event in history.events)
        return History(len(history.events), size)

    async def _begin(self, contender: Contender, entities: int) -> list[Handle]:
        """Start entities, and wait until all of them are open."""
        prefix, handles = await self._start(contender, entities)
        await contender.opened(prefix, entities)
        return handles

    async def _start(self, contender: Contender, entities: int) -> tuple[str, list[Handle]]:
        """Start entities with ids that nobody had, 16 at a time; what their ids begin with."""
        prefix = f"pairing-bench{next(self._numbers)}-"
        names = iter([f"{prefix}{number}" for number in range(entities)])
        handles = list[Handle]()

        async def start() -> None:
            for name in names:
                handles.append(await contender.begin(name))

        await asyncio.gather(*(start() for _ in range(16)))
        return prefix, handles


async def _end(contender: Contender, handles: Sequence[Handle]) -> None:
    """Leave nothing in the worker's memory, and no mail to be sent during another's turn."""
    for handle in handles:
        if (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
            await handle.terminate()
    if isinstance(contender, Eyelevel):
        await contender.mails_sent()


async def _send(handle: Handle, call: Call) -> None:
    if call.is_answered:
        await handle.execute_update(call.name, call.content)
    else:
        await handle.signal(call.name, call.content)

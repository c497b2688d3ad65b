"""Workers that die one after the other, each replaced by a new one."""

import asyncio
import random
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from typing import Any

from adapters.embedded.process import ServerProcess
from tests.e2e.chaos.tap import Fate, Moment, Tap, tapped
from tests.e2e.installation import Installation
from tests.waiting import until

SIZE = 2
"""While a new worker starts, another one works."""
LONGEST_PAUSE = 0.5
"""Seconds until a worker dies at any time."""

PROGRAMME = {"EYELEVEL_TASKS": "programme"}
MAILS = {"EYELEVEL_TASKS": "mails"}


@dataclass
class Crew:
    """The workers that can die, and one that sends the mails."""

    installation: Installation
    fate: Fate
    _alive: list[ServerProcess] = field(default_factory=list)
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """As many as there should be, for as long as the block lasts."""
        mails = replace(self.installation, further=MAILS)
        async with mails.worker(), asyncio.TaskGroup() as places:
            for _ in range(SIZE):
                places.create_task(self._keep_working())
            try:
                yield
            finally:
                self._over.set()

    async def die(self, times: int, chance: random.Random) -> None:
        """Let this many workers die, at each kind of moment equally often."""
        moments = list(islice(cycle(Moment), times))
        chance.shuffle(moments)
        for moment in moments:
            self.fate.choose(moment)
            if moment is Moment.ANY:
                await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE))
                await until(self._living, bool)
                await self.fate.may_strike(moment, chance.choice(self._alive).kill)
            await until(self._has_struck, bool)

    async def _keep_working(self) -> None:
        while not self._over.is_set():
            async with tapped(self.installation.temporal_server.address, self.fate) as line:
                await self._work(*line)

    async def _work(self, tap: Tap, address: str) -> None:
        server = replace(self.installation.temporal_server, address=address)
        behind_tap = replace(self.installation, temporal_server=server, further=PROGRAMME)
        async with behind_tap.worker() as worker:
            tap.end = worker.kill
            self._alive.append(worker)
            await _first(worker.ended(), self._over.wait())
            self._alive.remove(worker)

    async def _living(self) -> int:
        return len(self._alive)

    async def _has_struck(self) -> bool:
        return self.fate.has_struck


async def _first(*ends: Coroutine[Any, Any, object]) -> None:
    """Wait until one of them has come."""
    waiting = [asyncio.create_task(end) for end in ends]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for one in waiting:
        one.cancel()

"""Workers that die one after the other, each replaced by a new one."""

import asyncio
import random
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from itertools import cycle, islice
from typing import Any

from adapters.embedded.process import ServerProcess
from tests.e2e.chaos.mail_line import MailLine, mail_line
from tests.e2e.chaos.tap import Fate, Moment, Tap, tapped
from tests.e2e.installation import Installation
from tests.waiting import until

SIZE = 2
"""Of each kind, for the programme and for mails: while a new one starts, another one works."""
LONGEST_PAUSE = 0.5
"""Seconds until a worker dies at any time."""

PROGRAMME = {"EYELEVEL_TASKS": "programme", "EYELEVEL_POSTS": str(SIZE)}
MAILS = {"EYELEVEL_TASKS": "mails", "EYELEVEL_POSTS": str(SIZE)}


@dataclass
class Crew:
    """The workers that can die: for the programme, and for mails."""

    installation: Installation
    fate: Fate
    _alive: list[ServerProcess] = field(default_factory=list)
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def at_work(self) -> AsyncIterator[None]:
        """As many as there should be, for as long as the block lasts."""
        async with asyncio.TaskGroup() as places:
            for _ in range(SIZE):
                places.create_task(self._keep_working())
                places.create_task(self._keep_sending())
            try:
                yield
            finally:
                self._over.set()

    async def die(self, times: int, chance: random.Random) -> None:
        """Let this many workers die, at each kind of moment equally often, and say how many did."""
        moments = list(islice(cycle(Moment), times))
        chance.shuffle(moments)
        for number, moment in enumerate(moments, start=1):
            self.fate.choose(moment)
            if moment is Moment.ANY:
                await asyncio.sleep(chance.uniform(0, LONGEST_PAUSE))
                await until(self._living, bool)
                await self.fate.may_strike(moment, chance.choice(self._alive).kill)
            await until(self._has_struck, bool)
            sys.stdout.write(f"worker {number:,} of {times:,} killed\n")

    async def _keep_working(self) -> None:
        while not self._over.is_set():
            temporal = self.installation.temporal_server
            async with tapped(temporal.address, self.fate) as (tap, address):
                server = replace(temporal, address=address)
                behind_tap = replace(self.installation, temporal_server=server, further=PROGRAMME)
                await self._work(behind_tap, tap)

    async def _keep_sending(self) -> None:
        while not self._over.is_set():
            async with mail_line(self.installation.mails, self.fate) as (line, port):
                further = MAILS | {"EYELEVEL_SMTP_PORT": str(port)}
                await self._work(replace(self.installation, further=further), line)

    async def _work(self, installation: Installation, line: Tap | MailLine) -> None:
        async with installation.worker() as worker:
            line.end = worker.kill
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

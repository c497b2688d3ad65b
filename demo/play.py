"""The play: the office, all couples, and their clocks side by side."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from temporalio.testing import TimeSkipper

from demo.board import Board
from demo.couple import Couple
from demo.life import live
from demo.line import LOOK_SECONDS, PairingLine
from demo.office import Office, started
from demo.story import PLOTS, plot_of
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.programme.people import Person

STEP = timedelta(days=1)
"""The cohort's clock moves when its first pairings are so far ahead."""
STRIDE = timedelta(weeks=2)
"""And no further than this at once, for it looks at its pairings on the way."""
LAST_LOOK = timedelta(days=8)
"""So much of its way the cohort keeps for the end: a weekly look at all that has happened."""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who joins when the others are on their way."""

    person_id: str
    roster: str
    roster_file: Path
    at: Instant


@dataclass
class Play:
    """One performance."""

    skipper: TimeSkipper
    office: Office
    board: Board
    people: Mapping[str, Person]
    curtain: Instant
    newcomer: Newcomer | None
    couples: dict[str, Couple] = field(default_factory=dict)

    async def perform(self) -> None:
        """Until every clock shows the hour of the curtain. Raises the first thing that fails."""
        try:
            await self._perform()
        except ExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _perform(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                state = await self.office.state()
                await self._let_in(state, tasks)
                if state.matching.proposals:
                    await self.office.confirm_all()
                elif self.office.clock.now >= self.curtain and self._all_have_arrived():
                    return
                else:
                    await self._move_cohort()

    async def _let_in(self, state: CohortState, tasks: asyncio.TaskGroup) -> None:
        """New pairings get a life of their own."""
        for entry in started(state):
            if entry.pairing_id in self.couples:
                continue
            line = PairingLine(self.skipper, entry.pairing_id)
            await line.clock.read()
            couple = Couple(
                line=line,
                state=await line.state(),
                plot=plot_of(int(entry.pairing_id.rpartition("-")[2])),
                people=self.people,
                curtain=self.curtain,
                audience=self.board,
                surroundings=self.office,
            )
            self.couples[entry.pairing_id] = couple
            tasks.create_task(live(couple))

    async def _move_cohort(self) -> None:
        """To where the slowest of the first pairings is; the newcomer joins on the way.

        Those that start later begin with today on clocks of their own, and are not waited for.
        """
        now = self.office.clock.now
        if self.newcomer is not None and now >= self.newcomer.at:
            newcomer, self.newcomer = self.newcomer, None
            await self.office.import_roster(newcomer.roster_file, newcomer.roster)
            await self.office.add_person(newcomer.person_id)
            return
        moment = min(self._front(), now + STRIDE)
        if moment >= now + STEP or self._all_have_arrived():
            await self.office.clock.forward_to(moment)
        else:
            await asyncio.sleep(LOOK_SECONDS)

    def _front(self) -> Instant:
        """How far the cohort may go."""
        if not self.couples:
            return self.office.clock.now
        if self._all_have_arrived():
            return self.curtain
        first = list(self.couples.values())[: len(PLOTS)]
        return min(self.curtain - LAST_LOOK, *(couple.now for couple in first))

    def _all_have_arrived(self) -> bool:
        return all(couple.now >= self.curtain for couple in self.couples.values())

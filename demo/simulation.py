"""The simulation: the office, all couples, and their clocks."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

from temporalio.testing import TimeSkipper

from demo.board import Board
from demo.briefing import next_briefing, record_briefings
from demo.connection import LOOK_SECONDS, PairingConnection
from demo.couple import Couple
from demo.course import follow_story
from demo.office import Office, started
from demo.story import PLOTS, plot_of
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.programme.people import Person

STEP = timedelta(days=1)
"""The cohort's clock moves when its first pairings are this far ahead."""
STRIDE = timedelta(weeks=2)
"""The most that it moves at once, because it looks at its pairings on the way."""
LAST_LOOK = timedelta(days=8)
"""Time that the cohort keeps for the end: a weekly look at all that has happened."""


@dataclass(frozen=True)
class Newcomer:
    """A person who joins later than the others."""

    person_id: str
    roster: str
    roster_file: Path
    at: Instant


@dataclass
class Simulation:
    """One run of the story."""

    skipper: TimeSkipper
    office: Office
    board: Board
    people: Mapping[str, Person]
    end: Instant
    newcomer: Newcomer | None
    couples: dict[str, Couple] = field(default_factory=dict)

    async def run(self) -> None:
        """Run until every clock has reached the end. Raises the first thing that fails."""
        try:
            await self._run()
        except ExceptionGroup as group:
            raise group.exceptions[0] from group

    async def _run(self) -> None:
        async with asyncio.TaskGroup() as tasks:
            while True:
                state = await self.office.state()
                await self._let_in(state, tasks)
                if state.matching.proposals:
                    await self.office.confirm_all()
                elif self.office.clock.now >= self.end and self._all_have_arrived():
                    return
                else:
                    await record_briefings(self.office, state)
                    await self._move_cohort(next_briefing(state, self.office.now))

    async def _let_in(self, state: CohortState, tasks: asyncio.TaskGroup) -> None:
        """Run each new pairing in a task of its own."""
        for entry in started(state):
            if entry.pairing_id in self.couples:
                continue
            connection = PairingConnection(self.skipper, entry.pairing_id)
            await connection.clock.read()
            couple = Couple(
                connection=connection,
                state=await connection.state(),
                plot=plot_of(int(entry.pairing_id.rpartition("-")[2])),
                people=self.people,
                end=self.end,
                display=self.board,
                surroundings=self.office,
            )
            self.couples[entry.pairing_id] = couple
            tasks.create_task(follow_story(couple))

    async def _move_cohort(self, briefing: Instant | None) -> None:
        """Move the cohort to the slowest of the first pairings; the newcomer joins on the way, and
        a briefing is a stop.

        Pairings that start later begin with today on clocks of their own, and are not waited for.
        """
        now = self.office.clock.now
        if self.newcomer is not None and now >= self.newcomer.at:
            newcomer, self.newcomer = self.newcomer, None
            await self.office.import_roster(newcomer.roster_file, newcomer.roster)
            await self.office.add_person(newcomer.person_id)
            return
        moment = min(self._front(), now + STRIDE, briefing or self.end)
        if moment >= now + STEP or now < moment == briefing or self._all_have_arrived():
            await self.office.clock.forward_to(moment)
        else:
            await asyncio.sleep(LOOK_SECONDS)

    def _front(self) -> Instant:
        """The moment up to which the cohort may move."""
        if not self.couples:
            return self.office.clock.now
        if self._all_have_arrived():
            return self.end
        first = list(self.couples.values())[: len(PLOTS)]
        ahead = (couple.now for couple in first if not couple.waits_for_briefing)
        return min([self.end - LAST_LOOK, *ahead])

    def _all_have_arrived(self) -> bool:
        return all(couple.now >= self.end for couple in self.couples.values())

"""The whole evening: servers, worker, cohort, story, summary."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from adapters.embedded.process import ServerProcess
from demo.board import Board, LineBoard, LiveBoard, MailCounter
from demo.files import PEOPLE, Files, write_files
from demo.house import House, open_house
from demo.line import Clock
from demo.links import Links
from demo.office import Office
from demo.play import Newcomer, Play
from demo.summary import Summary, show_links
from demo.terminal import DemoFailed
from domain.programme.calendar import START_OF_WORK, WorkingCalendar
from domain.programme.ids import CohortId, cohort_workflow_id
from settings import DemoSettings

NEWCOMER_AFTER = timedelta(weeks=3)
PASSWORDS = frozenset({"EYELEVEL_DATABASE_URL"})
"""Variables that are not printed when the user brought them along."""


@dataclass(frozen=True)
class Outcome:
    """What there is to look at in the end."""

    links: Links
    board: Board
    summary: Summary


@dataclass
class Performance:
    """One run of the demo."""

    settings: DemoSettings
    folder: Path
    console: Console
    weeks: int
    ahead: timedelta
    """How much later than now the story begins."""
    afterwards: Callable[[Outcome], Awaitable[None]]
    """What to do while everything is still up."""
    story_is_over: bool = False

    async def give(self) -> None:
        """Open the house, play, and show what came of it."""
        self.console.print("Starting PostgreSQL, a mail server and Temporal …", style="dim")
        async with open_house(self.settings, self.folder, self.ahead) as house:
            for remark in house.temporal.remarks:
                self.console.print(remark, style="yellow")
            await self._play_in(house)

    async def _play_in(self, house: House) -> None:
        now = datetime.now(UTC) + self.ahead
        files = write_files(self.folder, now)
        office = self._office(house, _cohort_id(now, house))
        self.console.print("To type along in another terminal:", style="dim")
        office.terminal.export(hidden=frozenset() if house.database_is_own else PASSWORDS)
        await office.prepare(PEOPLE, files.roster)
        async with house.worker() as worker:
            self.console.print(f"The worker runs, and logs to {worker.log}", style="dim")
            changes = f"beginning on {files.first_day}, with a weekly look at the pairings"
            self.console.print(f"{files.request} is examples/cohort.json, {changes}", style="dim")
            state = await office.start(files.request)
            play = self._play(house, office, files, state.calendar)
            with play.board.open():
                await _while_alive(worker, play)
            await self._show_result(house, office, play.board)

    def _office(self, house: House, cohort_id: str) -> Office:
        workflow_id = cohort_workflow_id(CohortId(cohort_id))
        handle = house.client.get_workflow_handle(workflow_id)
        return Office(
            terminal=house.terminal(self.console),
            cohort_id=cohort_id,
            handle=handle,
            clock=Clock(house.skipper, handle),
            mails=house.mails,
        )

    def _play(self, house: House, office: Office, files: Files, calendar: WorkingCalendar) -> Play:
        curtain = files.first_day + timedelta(weeks=self.weeks)
        newcomer = Newcomer(
            person_id=files.newcomer,
            roster=files.roster,
            roster_file=files.people,
            at=calendar.at_local(files.first_day + NEWCOMER_AFTER, START_OF_WORK),
        )
        return Play(
            skipper=house.skipper,
            office=office,
            board=self._board(house, files),
            people=files.persons,
            curtain=calendar.at_local(curtain, START_OF_WORK),
            newcomer=newcomer,
        )

    def _board(self, house: House, files: Files) -> Board:
        kind = LiveBoard if self.console.is_terminal else LineBoard
        return kind(
            console=self.console,
            mails=MailCounter(house.mails),
            first_day=files.first_day,
            weeks=self.weeks,
            names={id_: person.name.split()[0] for id_, person in files.persons.items()},
        )

    async def _show_result(self, house: House, office: Office, board: Board) -> None:
        self.story_is_over = True
        await office.list_pairings()
        summary = await Summary.of(office.cohort_id, house.database_url, house.mails.folder)
        self.console.print(summary)
        mails = house.mails.folder
        self.console.print(f"{summary.mails} mails lie in {mails}: open one with any mail program")
        links = Links(house.ui_url, office.cohort_id)
        show_links(self.console, links)
        await self.afterwards(Outcome(links, board, summary))


def _cohort_id(now: datetime, house: House) -> str:
    """A database that stays needs another cohort each time."""
    return f"digital-{now:%Y-%m}" if house.database_is_own else f"digital-{now:%Y-%m-%d-%H%M%S}"


async def _while_alive(worker: ServerProcess, play: Play) -> None:
    """Play as long as the worker works. Raises `DemoFailed` when it does not any more."""
    playing = asyncio.create_task(play.perform())
    ending = asyncio.create_task(worker.ended())
    try:
        await asyncio.wait({playing, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not playing.done():
            raise DemoFailed(f"The worker has ended with code {ending.result()}")
        await playing
    finally:
        for task in (playing, ending):
            task.cancel()
        await asyncio.gather(playing, ending, return_exceptions=True)

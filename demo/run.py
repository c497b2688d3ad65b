"""One run of the demo: servers, worker, cohort, story, summary."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console

from adapters.embedded.process import ServerProcess
from demo.board import Board, LineBoard, LiveBoard, MailCounter
from demo.connection import Clock
from demo.files import PEOPLE, Files, write_files
from demo.links import Links
from demo.office import Office
from demo.servers import Servers, open_servers
from demo.simulation import Newcomer, Simulation
from demo.summary import Summary, show_links
from demo.terminal import DemoFailed
from domain.programme.calendar import START_OF_WORK, WorkingCalendar
from domain.programme.ids import CohortId, cohort_workflow_id
from settings import DemoSettings

NEWCOMER_AFTER = timedelta(weeks=3)
OPEN_TO_ALL = """\
Temporal answers on this machine only, but without a password: gRPC at {grpc}, HTTP at {http}.
Whoever reaches it can speak for anyone, even a page that is open in a browser here."""
PASSWORDS = frozenset({"EYELEVEL_DATABASE_URL"})
"""Variables that are not printed when the user brought them along."""


@dataclass(frozen=True)
class Outcome:
    """The results at the end."""

    links: Links
    board: Board
    summary: Summary


@dataclass
class DemoRun:
    """One run of the demo."""

    settings: DemoSettings
    folder: Path
    console: Console
    weeks: int
    ahead: timedelta
    """How much later than now the story begins."""
    afterwards: Callable[[Outcome], Awaitable[None]]
    """What to do while the servers are still running."""
    story_is_over: bool = False

    async def run(self) -> None:
        """Start everything, run the story, and show the results."""
        self.console.print("Starting PostgreSQL, a mail server and Temporal …", style="dim")
        async with open_servers(self.settings, self.folder, self.ahead) as servers:
            for remark in servers.temporal.remarks:
                self.console.print(remark, style="yellow")
            warning = OPEN_TO_ALL.format(
                grpc=servers.temporal.address, http=servers.temporal.http_address
            )
            self.console.print(warning, style="yellow")
            await self._simulate_on(servers)

    async def _simulate_on(self, servers: Servers) -> None:
        now = datetime.now(UTC) + self.ahead
        files = write_files(self.folder, now)
        office = self._office(servers, _cohort_id(now, servers))
        self.console.print("To type along in another terminal:", style="dim")
        office.terminal.export(hidden=frozenset() if servers.database_is_own else PASSWORDS)
        await office.prepare(PEOPLE, files.roster)
        async with servers.worker() as worker:
            self.console.print(f"The worker runs, and logs to {worker.log}", style="dim")
            changes = f"beginning on {files.first_day}, weekly looks, mails at any hour"
            self.console.print(f"{files.request} is examples/cohort.json, {changes}", style="dim")
            state = await office.start(files.request)
            simulation = self._simulation(servers, office, files, state.calendar)
            with simulation.board.open():
                await _while_alive(worker, simulation)
            await self._show_result(servers, office, simulation.board)

    def _office(self, servers: Servers, cohort_id: str) -> Office:
        workflow_id = cohort_workflow_id(CohortId(cohort_id))
        handle = servers.client.get_workflow_handle(workflow_id)
        return Office(
            terminal=servers.terminal(self.console),
            cohort_id=cohort_id,
            handle=handle,
            clock=Clock(servers.skipper, handle),
            mails=servers.mails,
        )

    def _simulation(
        self, servers: Servers, office: Office, files: Files, calendar: WorkingCalendar
    ) -> Simulation:
        end = files.first_day + timedelta(weeks=self.weeks)
        newcomer = Newcomer(
            person_id=files.newcomer,
            roster=files.roster,
            roster_file=files.people,
            at=calendar.at_local(files.first_day + NEWCOMER_AFTER, START_OF_WORK),
        )
        return Simulation(
            skipper=servers.skipper,
            office=office,
            board=self._board(servers, files),
            people=files.persons,
            end=calendar.at_local(end, START_OF_WORK),
            newcomer=newcomer,
        )

    def _board(self, servers: Servers, files: Files) -> Board:
        kind = LiveBoard if self.console.is_terminal else LineBoard
        return kind(
            console=self.console,
            mails=MailCounter(servers.mails),
            first_day=files.first_day,
            weeks=self.weeks,
            names={id_: person.name.split()[0] for id_, person in files.persons.items()},
        )

    async def _show_result(self, servers: Servers, office: Office, board: Board) -> None:
        self.story_is_over = True
        await office.list_pairings()
        summary = await Summary.of(office.cohort_id, servers.database_url, servers.mails.folder)
        self.console.print(summary)
        mails = servers.mails.folder
        self.console.print(f"{summary.mails} mails lie in {mails}: open one with any mail program")
        links = Links(servers.ui_url, office.cohort_id)
        show_links(self.console, links)
        await self.afterwards(Outcome(links, board, summary))


def _cohort_id(now: datetime, servers: Servers) -> str:
    """A database that stays needs another cohort each time."""
    return f"digital-{now:%Y-%m}" if servers.database_is_own else f"digital-{now:%Y-%m-%d-%H%M%S}"


async def _while_alive(worker: ServerProcess, simulation: Simulation) -> None:
    """Run as long as the worker runs. Raises `DemoFailed` if it ends."""
    simulating = asyncio.create_task(simulation.run())
    ending = asyncio.create_task(worker.ended())
    try:
        await asyncio.wait({simulating, ending}, return_when=asyncio.FIRST_COMPLETED)
        if not simulating.done():
            raise DemoFailed(f"The worker has ended with code {ending.result()}")
        await simulating
    finally:
        for task in (simulating, ending):
            task.cancel()
        await asyncio.gather(simulating, ending, return_exceptions=True)

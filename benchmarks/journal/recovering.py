"""How long does it take to bring a cohort back to an empty Temporal, from the journal alone?"""

import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from statistics import median

from temporalio.client import Client

from activities.calendars import CalendarLookup
from activities.setups import SetupLookup
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.holidays import LibraryHolidays
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.recovery.reconciling import Reconciliation
from adapters.recovery.repairing import Repairs
from adapters.temporal.plugin import eyelevel_plugin
from adapters.temporal.restarts import Restarts
from adapters.temporal.runs import Runs
from benchmarks.journal.filling import fill_halfway
from benchmarks.journal.peers import OURS
from benchmarks.journal.report import Table, progress, whole
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground
from cli.recalling import recall

TASK_QUEUE = "nobody"
"""No worker listens: what is measured ends when Temporal has taken the workflows."""
READ = "read the journal and fold"
LOOK = "look what Temporal knows"
START = "start what is missing"


class Watch:
    """Seconds of each step."""

    def __init__(self) -> None:
        self.steps: dict[str, float] = {}

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Measure one."""
        start = time.perf_counter()
        yield
        self.steps[name] = time.perf_counter() - start


async def measure_recovery(ground: Ground, scale: Scale) -> list[Table]:
    """Each round begins with a Temporal that knows nothing."""
    watches: list[Watch] = []
    async with ground.database(OURS) as dsn:
        await fill_halfway(dsn, scale.recovered_pairings)
        for turn in range(scale.rounds):
            progress(f"recovery: round {turn + 1} of {scale.rounds}")
            watch, events = Watch(), 0
            async with _reconciliation(dsn) as work:
                events = await _recover(work, watch, scale.recovered_pairings)
            watches.append(watch)
    return [_table(scale.recovered_pairings, events, watches)]


async def _recover(work: Reconciliation, watch: Watch, pairings: int) -> int:
    """Recover as `eyelevel recover --cohort` does; returns the number of events read."""
    with watch.step(READ):
        accounts = await work.accounts(["c"])
    with watch.step(LOOK):
        looks = await work.look(account for account in accounts if account.is_open)
    with watch.step(START):
        repairs = await work.restart(looks)
    started = sum(repair.worked for repair in repairs)
    if started != pairings + 1:
        raise RuntimeError(f"{started} of {pairings} pairings and their cohort were started")
    return sum(account.version for account in accounts)


@asynccontextmanager
async def _reconciliation(dsn: str) -> AsyncIterator[Reconciliation]:
    """The journal, and an empty dev server; put together as the command does it."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, "temporal.log")
        async with (
            embedded_temporal(find_temporal_cli(), log=log) as server,
            await open_pool(dsn, max_size=4) as pool,
        ):
            client = await Client.connect(server.address, plugins=[eyelevel_plugin()])
            journal, runs = PostgresJournal(pool), Runs(client, recall)
            roster = PostgresRoster(pool)
            setups = SetupLookup(CalendarLookup(roster, LibraryHolidays()), roster)
            repairs = Repairs(journal, runs, Restarts(client, TASK_QUEUE), setups)
            yield Reconciliation(journal, runs, repairs)
            await journal.close()


def _table(pairings: int, events: int, watches: list[Watch]) -> Table:
    seconds = {step: median(watch.steps[step] for watch in watches) for step in watches[0].steps}
    total = median(sum(watch.steps.values()) for watch in watches)
    return Table(
        title=f"Recovery of {whole(pairings)} pairings from {whole(events)} events",
        columns=("step", "seconds", "pairings/s"),
        rows=[
            [step, f"{needed:.2f}", whole(pairings / needed)]
            for step, needed in (seconds | {"all": total}).items()
        ],
    )

"""Journal and Temporal on the stage, brought together as the commands do it."""

from datetime import UTC, datetime

from activities.calendars import CalendarLookup
from activities.setups import SetupLookup
from adapters.holidays import LibraryHolidays
from adapters.recovery.reading import read_streams
from adapters.recovery.reconciling import Reconciliation
from adapters.recovery.repairing import Outcome, Repairs
from adapters.temporal.restarts import Restarts
from adapters.temporal.runs import Runs
from domain.recovery.judging import Difference, Look
from tests.workflow.stage_setting import Stage


def reconciliation(stage: Stage) -> Reconciliation:
    """The work of `eyelevel recover` and `eyelevel reconcile` on this stage."""
    runs = Runs(stage.client)
    restarts = Restarts(stage.client, stage.queue)
    setups = SetupLookup(CalendarLookup(stage.roster, LibraryHolidays()))
    repairs = Repairs(stage.journal, runs, restarts, setups)
    return Reconciliation(stage.journal, runs, repairs)


async def look_at(stage: Stage, *workflow_ids: str) -> list[Look]:
    """How these workflows are, in the journal and in Temporal."""
    return await reconciliation(stage).look(await read_streams(stage.journal, workflow_ids))


async def difference(stage: Stage, workflow_id: str) -> Difference | None:
    """What is wrong with one workflow."""
    (look,) = await look_at(stage, workflow_id)
    return look.difference(datetime.now(UTC))


async def repair(stage: Stage, workflow_id: str, *, accept_loss: bool = False) -> Outcome | None:
    """Put one workflow right, one step; what became of it."""
    looks = await look_at(stage, workflow_id)
    done = await reconciliation(stage).repair(looks, accept_loss=accept_loss)
    return done[0].outcome if done else None

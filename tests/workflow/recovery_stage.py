"""Journal and Temporal on the stage, brought together as the commands do it."""

from dataclasses import replace
from typing import Any

from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.enums.v1 import EventType, ResetReapplyExcludeType
from temporalio.api.workflowservice.v1 import ResetWorkflowExecutionRequest
from temporalio.client import WorkflowHandle

from activities.calendars import CalendarLookup
from activities.ports import Journal
from activities.setups import SetupLookup
from adapters.holidays import LibraryHolidays
from adapters.recovery.reading import read_streams
from adapters.recovery.reconciling import Reconciliation, those
from adapters.recovery.repairing import Outcome, Repair, Repairs
from adapters.temporal.restarts import Restarts
from adapters.temporal.runs import Runs
from cli.recalling import recall
from domain.recovery.judging import Difference, Look
from tests import stage_clock
from tests.workflow.breaking import BreakableJournal
from tests.workflow.stage_setting import LivePairing, Stage


def reconciliation(
    stage: Stage, restarts: Restarts | None = None, journal: Journal | None = None
) -> Reconciliation:
    """The work of `eyelevel recover` and `eyelevel reconcile` on this stage."""
    journal = journal or stage.journal
    runs = Runs(stage.client, recall)
    setups = SetupLookup(CalendarLookup(stage.roster, LibraryHolidays()), stage.roster)
    restarts = restarts or Restarts(stage.client, stage.queue)
    return Reconciliation(journal, runs, Repairs(journal, runs, restarts, setups))


async def recover(
    stage: Stage, cohort_id: str, restarts: Restarts | None = None
) -> dict[str, Outcome]:
    """Recover as `eyelevel recover --cohort … --confirm` does; returns the outcome per workflow."""
    work = reconciliation(stage, restarts)
    accounts = await work.accounts([cohort_id])
    looks = await work.look(account for account in accounts if account.is_open)
    return outcomes(await work.restart(those(looks, Difference.NOT_RUNNING)))


async def look_at(stage: Stage, *workflow_ids: str) -> list[Look]:
    """How these workflows are, in the journal and in Temporal."""
    return await reconciliation(stage).look(await read_streams(stage.journal, workflow_ids))


async def difference(pairing: LivePairing) -> Difference | None:
    """What is wrong with a pairing."""
    (look,) = await look_at(pairing.stage, pairing.handle.id)
    return look.difference(stage_clock.wall_clock())


async def repair(
    pairing: LivePairing, *, accept_loss: bool = False, restarts: Restarts | None = None
) -> Outcome | None:
    """Repair a pairing by one step; returns the outcome."""
    looks = await look_at(pairing.stage, pairing.handle.id)
    work = reconciliation(pairing.stage, restarts)
    return outcomes(await work.repair(looks, accept_loss=accept_loss)).get(pairing.handle.id)


def outcomes(repairs: list[Repair]) -> dict[str, Outcome]:
    """The outcome per workflow."""
    return {done.workflow_id: done.outcome for done in repairs}


def whatever_run(pairing: LivePairing, stage: Stage | None = None) -> LivePairing:
    """The same pairing, not tied to a run of it; on another stage, if one is given."""
    stage = stage or pairing.stage
    handle = stage.client.get_workflow_handle(pairing.handle.id)
    return replace(pairing, stage=stage, handle=handle)


async def with_journal_cut(stage: Stage, events: int) -> Stage:
    """The stage with a database in which the latest events are missing, as in an old backup."""
    journal = BreakableJournal()
    for stored in (await stage.journal.tail(0))[:events]:
        await journal.append(stored.stream, stored.version - 1, [stored.record])
    return replace(stage, journal=journal)


async def first_task(run: WorkflowHandle[Any, Any]) -> int:
    """Number of the event that ends the first task of a run: a reset to it forgets everything."""
    return await anext(
        event.event_id
        async for event in run.fetch_history_events()
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED
    )


async def reset(pairing: LivePairing) -> None:
    """An operator resets a run to its first task; no message is played to it again."""
    signals = ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_SIGNAL
    updates = ResetReapplyExcludeType.RESET_REAPPLY_EXCLUDE_TYPE_UPDATE
    client = pairing.stage.client
    latest = await client.get_workflow_handle(pairing.handle.id).describe()
    run = client.get_workflow_handle(latest.id, run_id=latest.run_id)
    await client.workflow_service.reset_workflow_execution(
        ResetWorkflowExecutionRequest(
            namespace=client.namespace,
            workflow_execution=WorkflowExecution(
                workflow_id=pairing.handle.id, run_id=latest.run_id
            ),
            workflow_task_finish_event_id=await first_task(run),
            request_id=latest.run_id,
            reset_reapply_exclude_types=[signals, updates],
        )
    )

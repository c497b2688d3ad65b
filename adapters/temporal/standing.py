"""Workflows that every installation has, whatever its cohorts do."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import timedelta

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

LONGEST_ABSENCE = timedelta(minutes=1)
"""For how long nobody sends mails, or watches, after somebody has ended such a workflow."""

log = logging.getLogger("eyelevel.worker")


async def start_standing(
    client: Client, workflow: str, workflow_id: str, *, task_queue: str, summary: str
) -> None:
    """Start such a workflow unless it runs; also one that was ended, which is logged."""
    last = await _status(client, workflow_id)
    await client.start_workflow(
        workflow,
        id=workflow_id,
        task_queue=task_queue,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=summary,
    )
    if last not in (None, WorkflowExecutionStatus.RUNNING):
        extra = {"workflow": workflow_id, "was": last.name.lower()}
        log.warning("A workflow that had ended is begun anew", extra=extra)


async def end_standing(client: Client, workflow_id: str) -> None:
    """Cancel such a workflow, so that it finishes what is in hand; one that does not run is over.

    Temporal says the same of one that has ended as of one that never was.
    """
    try:
        await client.get_workflow_handle(workflow_id).cancel()
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
    else:
        log.info("A workflow too many is asked to end", extra={"workflow": workflow_id})


async def _status(client: Client, workflow_id: str) -> WorkflowExecutionStatus | None:
    """How its last run is, or how it ended; nothing if there was none."""
    try:
        return (await client.get_workflow_handle(workflow_id).describe()).status
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None


@asynccontextmanager
async def kept_standing(
    start: Callable[[], Awaitable[None]], every: timedelta = LONGEST_ABSENCE
) -> AsyncIterator[None]:
    """As long as the block lasts, start again and again what may have ended.

    Nothing within Temporal does: one that was cancelled by mistake, or flooded until Temporal ended
    it, stays away, and with it all mails.
    """
    keeping = asyncio.create_task(_keep(start, every))
    try:
        yield
    finally:
        keeping.cancel()
        with suppress(asyncio.CancelledError):
            await keeping


async def _keep(start: Callable[[], Awaitable[None]], every: timedelta) -> None:
    while True:
        await asyncio.sleep(every.total_seconds())
        try:
            await start()
        except RPCError as error:
            extra = {"why": error.status.name.lower()}
            log.warning("It is unknown whether anybody sends mails and watches", extra=extra)

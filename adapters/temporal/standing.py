"""Workflows that every installation has, whatever its cohorts do."""

import logging

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.service import RPCError, RPCStatusCode

log = logging.getLogger("eyelevel.worker")


async def start_standing(
    client: Client, workflow: str, workflow_id: str, *, task_queue: str, summary: str
) -> None:
    """Start such a workflow unless it runs; also one that was terminated, which is logged."""
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

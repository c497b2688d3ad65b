"""Workflows that every installation has, whatever its cohorts do."""

from temporalio.client import Client
from temporalio.common import WorkflowIDConflictPolicy, WorkflowIDReusePolicy


async def start_standing(
    client: Client, workflow: str, workflow_id: str, *, task_queue: str, summary: str
) -> None:
    """Start such a workflow unless it runs; also one that was terminated."""
    await client.start_workflow(
        workflow,
        id=workflow_id,
        task_queue=task_queue,
        id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
        id_conflict_policy=WorkflowIDConflictPolicy.USE_EXISTING,
        static_summary=summary,
    )

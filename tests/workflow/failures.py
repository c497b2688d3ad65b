"""What the Temporal UI shows of tasks that a worker could not do."""

from typing import Any

from temporalio.client import WorkflowHandle


async def first_failed_task(handle: WorkflowHandle[Any, Any]) -> str:
    """Why the first task failed that did, in the words of its failure; empty if none has."""
    async for event in handle.fetch_history_events():
        if event.HasField("workflow_task_failed_event_attributes"):
            return event.workflow_task_failed_event_attributes.failure.message
    return ""

"""The watch of an installation, as tests look at it."""

from typing import Any

from temporalio.client import WorkflowHandle


async def has_looked(watch: WorkflowHandle[Any, Any]) -> str:
    """Wait until its first look has succeeded: it waits for the next one. Returns its run."""
    run = ""
    async for event in watch.fetch_history_events(wait_new_event=True):
        if event.HasField("workflow_execution_started_event_attributes"):
            run = event.workflow_execution_started_event_attributes.original_execution_run_id
        if event.HasField("timer_started_event_attributes"):
            return run
    raise AssertionError("the watch has ended")

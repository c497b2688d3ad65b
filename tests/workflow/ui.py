"""What HR sees in the Temporal UI, asked for as the UI asks for it."""

from typing import Any

from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import WorkflowHandle
from temporalio.converter import default as default_converter

from domain.programme.search_attributes import SEARCH_ATTRIBUTES

Handle = WorkflowHandle[Any, Any]


async def attributes(handle: Handle) -> dict[str, Any]:
    """The search attributes of the contract, as the server has them."""
    found = (await handle.describe()).typed_search_attributes
    pairs = {pair.key.name: pair.value for pair in found}
    return {name: pairs[name] for name in SEARCH_ATTRIBUTES if name in pairs}


async def metadata(handle: Handle) -> WorkflowMetadata:
    """What the workflow says of itself: its handlers and its current details."""
    found: WorkflowMetadata = await handle.query(
        "__temporal_workflow_metadata", result_type=WorkflowMetadata
    )
    return found


async def current_details(handle: Handle) -> str:
    """The details as HR sees them in the UI."""
    return (await metadata(handle)).current_details


SAY_WHAT_FOR = (
    "timer_started_event_attributes",
    "activity_task_scheduled_event_attributes",
    "marker_recorded_event_attributes",
)


async def summaries(handle: Handle) -> dict[str, list[str]]:
    """What stands beside each timer and each activity of the history, by kind of event.

    A local activity leaves a marker.
    """
    found: dict[str, list[str]] = {"timer": [], "activity": [], "marker": []}
    async for event in handle.fetch_history_events():
        kind = event.WhichOneof("attributes") or ""
        if kind in SAY_WHAT_FOR:
            (words,) = await default_converter().decode([event.user_metadata.summary], [str])
            found[kind.partition("_")[0]].append(words)
    return found

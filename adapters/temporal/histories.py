"""The version that a run knows, read from its history: needs no worker, and disturbs none."""

import json
from collections.abc import AsyncIterator
from typing import TypeVar

from pydantic import BaseModel
from temporalio.api.common.v1 import Payloads, WorkflowExecution
from temporalio.api.history.v1 import HistoryEvent, MarkerRecordedEventAttributes
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryReverseRequest
from temporalio.client import Client
from temporalio.common import RawValue

from activities.journal import JournalPage, Recorded

APPEND = "append_to_journal"
READ = "read_journal"
TOUCHES_JOURNAL = (APPEND, READ)
"""Types of the activities after which a run knows the version of its stream."""
LOCAL_ACTIVITY = "core_local_activity"
"""Name of the marker that the SDK leaves for each local activity that has ended."""
PAGE = 50
"""Events per page: the latest append is nearly always among them."""

T = TypeVar("T")


async def known_version(client: Client, workflow_id: str, run_id: str) -> int:
    """Number of events that a run knows to be recorded: what its latest append or reading said."""
    # Read backwards, a result comes before the event that says what was called.
    results: dict[int, Payloads] = {}
    async for event in _backwards(client, workflow_id, run_id):
        name, result = "", None
        if event.HasField("marker_recorded_event_attributes"):
            name, result = _of_marker(event.marker_recorded_event_attributes)
        elif event.HasField("activity_task_completed_event_attributes"):
            completed = event.activity_task_completed_event_attributes
            results[completed.scheduled_event_id] = completed.result
        elif event.event_id in results:
            name = event.activity_task_scheduled_event_attributes.activity_type.name
            result = results[event.event_id]
        elif event.HasField("workflow_execution_started_event_attributes"):
            return await version_at_start(client, event)
        if name == APPEND and result is not None:
            return (await _decoded(client, result, Recorded)).version
        if name == READ and result is not None:
            return (await _decoded(client, result, JournalPage)).version
    return 0


def _of_marker(marker: MarkerRecordedEventAttributes) -> tuple[str, Payloads | None]:
    """The type of a local activity, and its result; none of one that failed."""
    if marker.marker_name != LOCAL_ACTIVITY or "result" not in marker.details:
        return "", None
    (about,) = marker.details["data"].payloads
    return json.loads(about.data)["activity_type"], marker.details["result"]


async def _backwards(client: Client, workflow_id: str, run_id: str) -> AsyncIterator[HistoryEvent]:
    """The events of a run, the latest first."""
    request = GetWorkflowExecutionHistoryReverseRequest(
        namespace=client.namespace,
        execution=WorkflowExecution(workflow_id=workflow_id, run_id=run_id),
        maximum_page_size=PAGE,
    )
    while True:
        page = await client.workflow_service.get_workflow_execution_history_reverse(
            request, retry=True
        )
        for event in page.history.events:
            yield event
        if not page.next_page_token:
            return
        request.next_page_token = page.next_page_token


class _Start(BaseModel):
    """The part of an argument that says from where a run goes on."""

    class Resume(BaseModel):
        version: int

    resume: Resume


async def version_at_start(client: Client, event: HistoryEvent) -> int:
    """The version of the state that a run goes on from, as it was told; else 0."""
    given = event.workflow_execution_started_event_attributes.input.payloads
    arguments = await client.data_converter.decode(given, [RawValue] * len(given))
    try:
        (argument,) = arguments
        return _Start.model_validate_json(argument.payload.data).resume.version
    except ValueError:  # the argument with which a workflow was started may be anything
        return 0


async def _decoded(client: Client, payloads: Payloads, hint: type[T]) -> T:
    (value,) = await client.data_converter.decode(payloads.payloads, [hint])
    decoded: T = value
    return decoded

"""The version that a run knows, read from its history: needs no worker, and disturbs none."""

import json
from collections.abc import AsyncIterator
from typing import Any, TypeVar

from pydantic import JsonValue
from temporalio.api.common.v1 import Payloads, WorkflowExecution
from temporalio.api.history.v1 import HistoryEvent
from temporalio.api.workflowservice.v1 import GetWorkflowExecutionHistoryReverseRequest
from temporalio.client import Client
from temporalio.common import RawValue

from activities.journal import AppendRequest
from domain.engine.journal import Appended, EventRecord
from domain.recovery.memory import Memory

APPEND = "append_to_journal"
READ = "read_journal"
TOUCHES_JOURNAL = (APPEND, READ)
"""Types of the activities after which a run knows the version of its stream."""
PAGE = 50
"""Events per page: the latest append is nearly always among them."""

T = TypeVar("T")


async def known_version(client: Client, workflow_id: str, run_id: str) -> int:
    """Number of events that a run knows to be recorded: what its latest append or reading said."""
    # Read backwards, a result comes before the event that says what was called.
    results: dict[int, Payloads] = {}
    async for event in _backwards(client, workflow_id, run_id):
        if event.HasField("activity_task_completed_event_attributes"):
            completed = event.activity_task_completed_event_attributes
            results[completed.scheduled_event_id] = completed.result
        elif event.event_id in results:
            name = event.activity_task_scheduled_event_attributes.activity_type.name
            if name == APPEND:
                return (await _decoded(client, results[event.event_id], Appended)).version
            if name == READ:
                return len(await _decoded(client, results[event.event_id], list[Any]))
        elif event.HasField("workflow_execution_started_event_attributes"):
            return await _version_at_start(client, event)
    return 0


async def recall(client: Client, workflow_id: str, run_id: str, memory: Memory) -> None:
    """Feed a memory with the history of a run."""
    inputs: dict[int, tuple[str, Payloads]] = {}
    handle = client.get_workflow_handle(workflow_id, run_id=run_id)
    async for event in handle.fetch_history_events():
        if event.HasField("workflow_execution_started_event_attributes"):
            memory.begin(await _version_at_start(client, event))
        elif event.HasField("activity_task_scheduled_event_attributes"):
            scheduled = event.activity_task_scheduled_event_attributes
            inputs[event.event_id] = (scheduled.activity_type.name, scheduled.input)
        elif event.HasField("activity_task_completed_event_attributes"):
            completed = event.activity_task_completed_event_attributes
            name, given = inputs[completed.scheduled_event_id]
            if name == APPEND:
                request = await _decoded(client, given, AppendRequest)
                memory.appended(request.expected_version, request.records)
            elif name == READ:
                memory.read(await _decoded(client, completed.result, list[EventRecord]))


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


async def _version_at_start(client: Client, event: HistoryEvent) -> int:
    """The version of the state that a run begins with; 0 when it begins without one."""
    given = event.workflow_execution_started_event_attributes.input.payloads
    arguments = await client.data_converter.decode(given, [RawValue] * len(given))
    match [_json(argument) for argument in arguments]:
        case [{"resume": {"version": int(version)}}]:
            return version
        case _:
            return 0


def _json(argument: RawValue) -> JsonValue:
    """The argument with which the workflow was started, which may be anything."""
    try:
        found: JsonValue = json.loads(argument.payload.data)
    except ValueError:
        return None
    return found


async def _decoded(client: Client, payloads: Payloads, hint: type[T]) -> T:
    (value,) = await client.data_converter.decode(payloads.payloads, [hint])
    decoded: T = value
    return decoded

"""The runs in a Temporal namespace, for recovery."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import TypeAlias

from google.protobuf.timestamp_pb2 import Timestamp
from temporalio.api.enums.v1 import PendingWorkflowTaskState
from temporalio.api.workflowservice.v1 import DescribeWorkflowExecutionResponse
from temporalio.client import Client, WorkflowExecutionStatus, WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.service import RPCError, RPCStatusCode

from activities.concurrently import concurrently
from adapters.temporal.histories import TOUCHES_JOURNAL, known_version, version_at_start
from domain.recovery.accounts import Kind, RunAccount, RunStatus
from domain.recovery.memory import Memory

WORKFLOWS_AT_ONCE = 20
"""Number of workflows that are looked at or started at the same time."""


Recall: TypeAlias = Callable[[WorkflowHistory, DataConverter, Memory], Awaitable[None]]
"""Feeds a memory with what the run of a history has recorded."""


class Runs:
    """Reads what Temporal knows about workflows. Changes nothing, and needs no worker."""

    def __init__(self, client: Client, recall: Recall) -> None:
        self._client = client
        self._recall = recall

    async def accounts(
        self, workflow_ids: Sequence[str], done: Callable[[], object] = lambda: None
    ) -> list[RunAccount | None]:
        """The latest run of each workflow; ``None`` where Temporal knows none."""
        return await concurrently(self._account, workflow_ids, at_once=WORKFLOWS_AT_ONCE, done=done)

    async def open_ids(self, cohort_ids: Sequence[str] | None = None) -> list[str]:
        """Ids of all cohorts and pairings that are running; with ``cohort_ids``, of these cohorts.

        From the list that the UI shows, which may lag behind by a second.
        """
        query = f'ExecutionStatus = "Running" AND WorkflowType IN ({_quoted(Kind)})'
        if cohort_ids is not None:
            query += f" AND CohortId IN ({_quoted(cohort_ids)})"
        return sorted([run.id async for run in self._client.list_workflows(query)])

    async def memory(self, run: RunAccount) -> Memory:
        """The events that the run knows, as far back as Temporal keeps its predecessors."""
        memory = Memory()
        listed = self._client.list_workflows(f'WorkflowId = "{run.workflow_id}"')
        earlier = sorted([found async for found in listed], key=lambda past: past.start_time)
        for run_id in [past.run_id for past in earlier if past.run_id != run.run_id]:
            await self._remember(run.workflow_id, run_id, memory)
        await self._remember(run.workflow_id, run.run_id, memory)
        return memory

    async def _remember(self, workflow_id: str, run_id: str, memory: Memory) -> None:
        handle = self._client.get_workflow_handle(workflow_id, run_id=run_id)
        history = await handle.fetch_history()
        memory.begin(await version_at_start(self._client, history.events[0]))
        await self._recall(history, self._client.data_converter, memory)

    async def _account(self, workflow_id: str) -> RunAccount | None:
        return await run_account(self._client, workflow_id)


async def run_account(client: Client, workflow_id: str) -> RunAccount | None:
    """The latest run of a workflow; ``None`` if Temporal knows none."""
    try:
        found = await client.get_workflow_handle(workflow_id).describe()
        # By run id: the workflow may continue as new between the two calls.
        version = await known_version(client, workflow_id, found.run_id)
    except RPCError as error:
        if error.status is not RPCStatusCode.NOT_FOUND:
            raise
        return None
    return RunAccount(
        workflow_id=workflow_id,
        run_id=found.run_id,
        status=_status(found.status),
        version=version,
        started_at=found.start_time,
        is_writing=_is_writing(found.raw_description),
        unanswered_since=_unanswered_since(found.raw_description),
    )


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _status(status: WorkflowExecutionStatus | None) -> RunStatus:
    if status is None:
        raise ValueError("a workflow without a status")
    return RunStatus(status.name.lower())


def _is_writing(described: DescribeWorkflowExecutionResponse) -> bool:
    """Whether an append may have been committed without the run knowing it yet.

    During a workflow task, no history shows yet what has completed meanwhile.
    """
    under_way = {activity.activity_type.name for activity in described.pending_activities}
    started = PendingWorkflowTaskState.PENDING_WORKFLOW_TASK_STATE_STARTED
    at_work = described.pending_workflow_task.state == started
    return at_work or not under_way.isdisjoint(TOUCHES_JOURNAL)


def _unanswered_since(described: DescribeWorkflowExecutionResponse) -> datetime | None:
    if not described.HasField("pending_workflow_task"):
        return None
    # The original time: attempts of a task that fails again and again are scheduled anew.
    since: Timestamp = described.pending_workflow_task.original_scheduled_time
    return since.ToDatetime(UTC)

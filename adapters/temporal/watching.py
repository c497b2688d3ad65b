"""What Temporal runs, for the watch; and the watch itself, which one of the workers starts."""

from collections.abc import Collection, Mapping

from temporalio.client import Client, WorkflowExecutionStatus
from temporalio.service import RPCError, RPCStatusCode

from activities.concurrently import concurrently
from activities.ports import RunsBehind
from adapters.temporal.runs import run_account
from adapters.temporal.standing import start_standing
from domain.cohort.commands import CohortMessage
from domain.cohort.reaching import workflow_of
from domain.engine.messages import RENEW
from domain.pairing.messages import PairingMessage
from domain.programme.ids import (
    PairingId,
    pairing_workflow_id,
    watch_workflow_id,
)
from domain.recovery.accounts import RunAccount

WATCH = "Watch"
RUNNING_PAIRINGS = 'WorkflowType = "Pairing" AND ExecutionStatus = "Running"'
ASKED_AT_ONCE = 20


class TemporalWorkflows:
    """`activities.ports.Workflows` on a Temporal namespace. Looking wakes up no run."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def not_running(self, pairing_ids: Collection[PairingId]) -> list[PairingId]:
        """Those of these pairings that Temporal does not run.

        The list of all that run costs next to nothing, but may lag behind: what it lacks is asked
        for one by one.
        """
        listed = {run.id async for run in self._client.list_workflows(RUNNING_PAIRINGS)}
        doubtful = [id_ for id_ in pairing_ids if pairing_workflow_id(id_) not in listed]
        running = await concurrently(self._is_running, doubtful, at_once=ASKED_AT_ONCE)
        return [id_ for id_, runs in zip(doubtful, running, strict=True) if not runs]

    async def behind(self, versions: Mapping[str, int]) -> RunsBehind:
        """Those of these workflows whose run goes on and knows fewer events than these."""
        runs = await concurrently(self._account, versions, at_once=ASKED_AT_ONCE)
        behind = [
            run for run in runs if run and run.is_open and run.version < versions[run.workflow_id]
        ]
        return RunsBehind(
            certain=tuple(run.workflow_id for run in behind if not run.is_writing),
            writing=tuple(run.workflow_id for run in behind if run.is_writing),
        )

    async def renew(self, workflow_id: str) -> None:
        """Send the signal; one that is over need not catch up."""
        try:
            await self._client.get_workflow_handle(workflow_id).signal(RENEW)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    async def _account(self, workflow_id: str) -> RunAccount | None:
        return await run_account(self._client, workflow_id)

    async def tell(self, fact: CohortMessage | PairingMessage) -> bool:
        """Send a signal; a workflow that is over, or does not run, gets none."""
        handle = self._client.get_workflow_handle(workflow_of(fact))
        try:
            await handle.signal(fact.name, fact)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return True

    async def _is_running(self, pairing_id: PairingId) -> bool:
        try:
            found = await self._client.get_workflow_handle(
                pairing_workflow_id(pairing_id)
            ).describe()
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            return False
        return found.status is WorkflowExecutionStatus.RUNNING


async def start_watch(client: Client, task_queue: str) -> None:
    """Start the watch of this installation, unless it runs already."""
    await start_standing(
        client,
        WATCH,
        watch_workflow_id(task_queue),
        task_queue=task_queue,
        summary="Looks for pairings that do not run any more, and tells their cohorts",
    )

"""How a cohort starts its pairings and sends updates to them."""

import asyncio
from datetime import timedelta

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import ApplicationError, WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.ports import Journal, PairingUnreachable
from activities.reading import is_over
from domain.pairing.messages import Fact, PairingMessage
from domain.pairing.setup import PairingSetup
from domain.programme.ids import pairing_workflow_id

WORKFLOW_TYPE = "Pairing"
ANSWER_TIMEOUT = timedelta(seconds=20)
"""An answer takes milliseconds, unless the journal is away."""
CUT_SHORT = "AcceptedUpdateCompletedWorkflow"
"""Type of the error that Temporal gives for an update whose run ended before it was answered."""


class TemporalPairings:
    """`activities.ports.Pairings` on a Temporal namespace."""

    def __init__(self, client: Client, task_queue: str, journal: Journal) -> None:
        self._client = client
        self._task_queue = task_queue
        self._journal = journal

    async def start(self, setup: PairingSetup) -> None:
        """Start the workflow under its deterministic id; already started counts as success."""
        try:
            await self._client.start_workflow(
                WORKFLOW_TYPE,
                {"setup": setup},
                id=pairing_workflow_id(setup.pairing_id),
                task_queue=self._task_queue,
                # A pairing that is over must not begin again because an activity is repeated.
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=setup.title,
            )
        except WorkflowAlreadyStartedError:
            return

    async def tell(self, request: PairingMessage) -> bool:
        """Send the update or signal; a pairing that is over, or that refuses, is left as it is.

        If it does not answer in time, the pairing is stuck or has no worker. If it does not run
        although the journal does not know of its end, it was terminated or lost.
        """
        workflow_id = pairing_workflow_id(request.pairing_id)
        handle = self._client.get_workflow_handle(workflow_id)
        try:
            # The client itself would wait for the result for as long as there is none.
            async with asyncio.timeout(ANSWER_TIMEOUT.total_seconds()):
                if isinstance(request, Fact):
                    await handle.signal(request.name, request)
                else:
                    await handle.execute_update(request.name, request, id=request.message_id)
        except WorkflowUpdateFailedError as failed:
            if _has_refused(failed):
                return False
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise PairingUnreachable(error.status.name) from error
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            raise PairingUnreachable("does not answer") from None
        else:
            return True
        if await is_over(workflow_id, self._journal):
            return False
        raise PairingUnreachable("does not run")


def _has_refused(failed: WorkflowUpdateFailedError) -> bool:
    """Whether the pairing said no itself; else it was ended from outside before it could answer."""
    cause = failed.cause
    return not (isinstance(cause, ApplicationError) and cause.type == CUT_SHORT)

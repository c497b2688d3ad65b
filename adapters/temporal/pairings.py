"""How a cohort starts its pairings and sends updates to them."""

import asyncio
from datetime import timedelta

from temporalio.client import (
    Client,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import RPCError, RPCStatusCode

from activities.ports import PairingUnreachable
from domain.pairing.commands import PairingMessage
from domain.pairing.setup import PairingSetup
from domain.programme.ids import pairing_workflow_id

WORKFLOW_TYPE = "Pairing"
ANSWER_TIMEOUT = timedelta(seconds=20)
"""An answer takes milliseconds, unless the journal is away."""


class TemporalPairings:
    """`activities.ports.Pairings` on a Temporal namespace."""

    def __init__(self, client: Client, task_queue: str) -> None:
        self._client = client
        self._task_queue = task_queue

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
        """Send the update; a pairing that is over, or that refuses, is left as it is.

        If it does not answer in time, the pairing is stuck or has no worker.
        """
        handle = self._client.get_workflow_handle(pairing_workflow_id(request.pairing_id))
        try:
            # The client itself would wait for the result for as long as there is none.
            async with asyncio.timeout(ANSWER_TIMEOUT.total_seconds()):
                await handle.execute_update(request.name, request, id=request.message_id)
        except WorkflowUpdateFailedError:
            return False
        except RPCError as error:
            if error.status is RPCStatusCode.NOT_FOUND:
                return False
            raise PairingUnreachable(error.status.name) from error
        except (TimeoutError, WorkflowUpdateRPCTimeoutOrCancelledError):
            raise PairingUnreachable("does not answer") from None
        return True

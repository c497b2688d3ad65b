"""How a message reaches a workflow, and what its silence means."""

import asyncio
from datetime import timedelta

from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from activities.ports import PairingUnreachable
from activities.reading import OneStream, is_over
from domain.engine.messages import Message

ANSWER_TIMEOUT = timedelta(seconds=20)
"""An answer takes milliseconds, unless the journal is away."""
CUT_SHORT = "AcceptedUpdateCompletedWorkflow"
"""Type of the error that Temporal gives for an update whose run ended before it was answered."""


async def tell(
    client: Client, journal: OneStream, workflow_id: str, message: Message, *, is_fact: bool
) -> bool:
    """Send the update, or the signal of a fact; ``False`` if it is refused, or all is over.

    Raises `PairingUnreachable` if the workflow does not answer in time (it is stuck, or has no
    worker), or does not run although the journal does not know of its end: it was terminated or
    lost.
    """
    handle = client.get_workflow_handle(workflow_id)
    try:
        # The client itself would wait for the result for as long as there is none.
        async with asyncio.timeout(ANSWER_TIMEOUT.total_seconds()):
            await _send(handle, message, is_fact=is_fact)
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
    if await is_over(workflow_id, journal):
        return False
    raise PairingUnreachable("does not run")


async def _send(handle: WorkflowHandle[object, object], message: Message, *, is_fact: bool) -> None:
    if is_fact:
        await handle.signal(message.name, message)
    else:
        await handle.execute_update(message.name, message, id=message.message_id)


def _has_refused(failed: WorkflowUpdateFailedError) -> bool:
    """Whether the workflow said no itself; else it was ended from outside before it could
    answer."""
    cause = failed.cause
    return not (isinstance(cause, ApplicationError) and cause.type == CUT_SHORT)

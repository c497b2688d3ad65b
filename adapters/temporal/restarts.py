"""Starting workflows from the journal: the only thing that recovery and repair do in Temporal."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from temporalio.client import Client
from temporalio.common import RawValue, WorkflowIDConflictPolicy, WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from domain.recovery.accounts import Kind

LARGEST_ARGUMENT = 2 * 1024 * 1024
"""Bytes that Temporal accepts as an argument, unless its operator has changed the limit."""


class Started(StrEnum):
    """The result of a start."""

    STARTED = "started"
    RAN_ALREADY = "ran_already"
    TOO_LARGE = "too_large"


@dataclass(frozen=True)
class Beginning:
    """The argument with which a workflow is started."""

    workflow_id: str
    kind: Kind
    argument: Mapping[str, object]
    """``{"resume": state}``, or ``{"setup": setup}`` for a pairing without events."""
    summary: str | None = None
    """Shown above the workflow in the Temporal UI, as at an ordinary start."""


class Restarts:
    """Starts workflows anew under their old ids, by the newest revision of the rules."""

    def __init__(
        self, client: Client, task_queue: str, largest_argument: int = LARGEST_ARGUMENT
    ) -> None:
        self._client = client
        self._task_queue = task_queue
        self._largest_argument = largest_argument

    async def start(self, beginning: Beginning, *, instead_of_running: bool) -> Started:
        """Start the workflow; a running one is left alone, or ended and replaced in one step."""
        converter = self._client.data_converter.payload_converter
        (payload,) = converter.to_payloads([beginning.argument])
        # Checked first, so that nothing is ended for a start that Temporal would refuse.
        if payload.ByteSize() > self._largest_argument:
            return Started.TOO_LARGE
        policy = WorkflowIDConflictPolicy
        try:
            await self._client.start_workflow(
                beginning.kind,
                RawValue(payload),
                id=beginning.workflow_id,
                task_queue=self._task_queue,
                # What has closed is started again: the journal says that it should run.
                id_reuse_policy=WorkflowIDReusePolicy.ALLOW_DUPLICATE,
                id_conflict_policy=policy.TERMINATE_EXISTING if instead_of_running else policy.FAIL,
                static_summary=beginning.summary,
            )
        except WorkflowAlreadyStartedError:
            return Started.RAN_ALREADY
        return Started.STARTED

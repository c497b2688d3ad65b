"""A client of one workflow, as integrations have it, and its virtual clock."""

import asyncio
from datetime import datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from temporalio.client import WorkflowHandle, WorkflowUpdateFailedError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from demo.terminal import DemoFailed
from domain.engine.base import Frozen
from domain.engine.roles import Role
from domain.pairing.messages import Fact, PairingMessage, Request
from domain.pairing.state import PairingState
from domain.programme.ids import PairingId, pairing_workflow_id

STUCK_AFTER = timedelta(seconds=60)
"""A step takes a second or two; by then something is wrong."""
LOOK_SECONDS = 0.1

M = TypeVar("M", bound=Frozen)


async def answered(handle: WorkflowHandle[Any, Any], model: type[M]) -> M:
    """The answer to the query ``state``, which is missing in the first moments of a run.

    Raises `DemoFailed` if it stays missing.
    """
    try:
        async with asyncio.timeout(STUCK_AFTER.total_seconds()):
            while (found := await _asked(handle)) is None:  # noqa: ASYNC110 - a query has no event
                await asyncio.sleep(LOOK_SECONDS)
            return model.model_validate(found)
    except TimeoutError:
        raise DemoFailed(f"{handle.id} does not begin") from None


async def _asked(handle: WorkflowHandle[Any, Any]) -> object:
    """The answer to the query; None before the run's first task, as after continue-as-new."""
    try:
        return await handle.query("state")
    except RPCError as error:
        if error.status is not RPCStatusCode.FAILED_PRECONDITION:
            raise
        return None


class Clock:
    """The virtual clock of one workflow; each has its own."""

    def __init__(self, skipper: TimeSkipper, handle: WorkflowHandle[Any, Any]) -> None:
        self._skipper = skipper
        self._handle = handle
        self.now: datetime

    async def read(self) -> datetime:
        """The workflow's present time."""
        self.now = await self._skipper.get_current_time(self._handle)
        return self.now

    async def forward_to(self, moment: datetime) -> bool:
        """Let time pass; ``False`` if the workflow is over. Raises `DemoFailed` if it is stuck."""
        left = moment - await self.read()
        if left <= timedelta(0):
            return True
        try:
            async with asyncio.timeout(STUCK_AFTER.total_seconds()):
                goes_on = await self._skipper.fast_forward(self._handle, left)
        except TimeoutError:
            raise DemoFailed(
                f"{self._handle.id} has not moved for {STUCK_AFTER.total_seconds():.0f} seconds"
            ) from None
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise
            goes_on = False
        self.now = moment
        return goes_on


class PairingConnection:
    """Sends messages to one pairing."""

    def __init__(self, skipper: TimeSkipper, pairing_id: str) -> None:
        self.pairing_id = pairing_id
        self._handle: WorkflowHandle[Any, Any] = skipper.client.get_workflow_handle(
            pairing_workflow_id(PairingId(pairing_id))
        )
        self._numbers = count(1)
        self.clock = Clock(skipper, self._handle)

    async def state(self) -> PairingState:
        """The answer to the query ``state``, once the pairing has begun."""
        return await answered(self._handle, PairingState)

    async def say(self, message: type[Request], acting: Role, **fields: object) -> None:
        """Send an update, and wait until the pairing has recorded it."""
        try:
            await self._handle.execute_update(message.name, self._made(message, acting, fields))
        except WorkflowUpdateFailedError as refused:
            raise DemoFailed(
                f"{self._handle.id} refused {message.name} of the {acting}: {refused.cause}"
            ) from refused

    async def tell(self, message: type[Fact], **fields: object) -> None:
        """Send a signal, as a calendar or a meeting tool does."""
        await self._handle.signal(message.name, self._made(message, Role.INTEGRATION, fields))

    def _made(
        self, message: type[PairingMessage], acting: Role, fields: dict[str, object]
    ) -> PairingMessage:
        base = {
            "message_id": f"demo-{next(self._numbers)}",
            "acting": acting,
            "pairing_id": self.pairing_id,
        }
        return message.model_validate(base | fields)

"""A tap on the line between a worker and Temporal, which knows the moment to end the worker."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from functools import partial

import grpc
from temporalio.api.command.v1 import Command
from temporalio.api.enums.v1 import CommandType
from temporalio.api.workflowservice.v1 import (
    PollWorkflowTaskQueueResponse,
    RespondWorkflowTaskCompletedRequest,
)

from adapters.embedded.gateway import ANY_PING, ANY_SIZE, SERVICE, Context, Gateway

POLL = f"{SERVICE}/PollWorkflowTaskQueue"
COMPLETE = f"{SERVICE}/RespondWorkflowTaskCompleted"
NO_DELAY = timedelta()
STICKY = timedelta(milliseconds=300)
"""How long Temporal waits for the worker that knows a workflow, before it asks another one. The SDK
says ten seconds, which would be most of the test."""

BEATLESS = timedelta(seconds=10)
"""How long Temporal waits for a round of the post whose worker is dead. We say half a minute."""

End = Callable[[], Awaitable[None]]


class Moment(StrEnum):
    """When a worker dies."""

    HANDED_OVER = "when it gets a workflow task, before it has decided anything"
    RECORDED = "when the journal has the events, and Temporal does not know of them"
    TAKEN = "when Temporal has taken what it did, and it does not know"
    SENT = "when the mail server has taken a mail, and nobody has put that down"
    ANY = "at any time"


@dataclass
class Fate:
    """Knows when the next worker dies, and counts what it has done."""

    struck: Counter[Moment] = field(default_factory=Counter)
    _next: Moment | None = None

    def choose(self, moment: Moment) -> None:
        """The moment of the next death; from now on it may come."""
        self._next = moment

    @property
    def has_struck(self) -> bool:
        """Whether a worker has died since the last choice."""
        return self._next is None

    async def may_strike(self, moment: Moment, end: End) -> bool:
        """End a worker that has come to the moment that was chosen."""
        if self._next is not moment:
            return False
        self._next = None
        # First: the call in which this happens may end with its worker.
        self.struck[moment] += 1
        await end()
        return True


class Tap(Gateway):
    """Passes on what one worker and Temporal say to each other, as long as fate allows."""

    def __init__(self, server: grpc.aio.Channel, fate: Fate) -> None:
        super().__init__(server, ahead=NO_DELAY)
        self._fate = fate
        self.end: End | None = None
        """Ends the worker; absent before it has started."""

    def service(self, call: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        """How a call of this name is handled."""
        handlers = {POLL: self._poll, COMPLETE: self._complete}
        handle = handlers.get(call.method, partial(self.pass_on, call.method))
        return grpc.unary_unary_rpc_method_handler(handle)

    async def _poll(self, request: bytes, context: Context) -> bytes:
        answer = await self.pass_on(POLL, request, context)
        task = PollWorkflowTaskQueueResponse.FromString(answer)
        if task.workflow_type.name == "Pairing" and not task.HasField("query"):
            await self._is_dead(Moment.HANDED_OVER, context)
        return answer

    async def _complete(self, request: bytes, context: Context) -> bytes:
        done = RespondWorkflowTaskCompletedRequest.FromString(request)
        appended = any(map(_is_append, done.commands))
        if appended:
            await self._is_dead(Moment.RECORDED, context)
        for command in done.commands:
            _wait_less_for_the_dead(command)
        if done.HasField("sticky_attributes"):
            done.sticky_attributes.schedule_to_start_timeout.FromTimedelta(STICKY)
        answer = await self.pass_on(COMPLETE, done.SerializeToString(), context)
        if appended:
            await self._is_dead(Moment.TAKEN, context)
        return answer

    async def _is_dead(self, moment: Moment, context: Context) -> None:
        """Nothing of the call goes further if its worker has died of it."""
        if self.end is not None and await self._fate.may_strike(moment, self.end):
            await context.abort(grpc.StatusCode.UNAVAILABLE)


def _is_append(command: Command) -> bool:
    """Whether it marks an append that was done within the workflow task."""
    if command.command_type != CommandType.COMMAND_TYPE_RECORD_MARKER:
        return False
    return b"append_to_journal" in command.record_marker_command_attributes.SerializeToString()


def _wait_less_for_the_dead(command: Command) -> None:
    """If it begins a round of the post."""
    if command.command_type == CommandType.COMMAND_TYPE_SCHEDULE_ACTIVITY_TASK:
        activity = command.schedule_activity_task_command_attributes
        if activity.activity_type.name == "post_mails":
            activity.heartbeat_timeout.FromTimedelta(BEATLESS)


@asynccontextmanager
async def tapped(address: str, fate: Fate) -> AsyncIterator[tuple[Tap, str]]:
    """A tap on a new line to this server, and the address at which the line begins."""
    async with grpc.aio.insecure_channel(address, options=ANY_SIZE) as channel:
        tap = Tap(channel, fate)
        server = grpc.aio.server(handlers=(tap,), options=ANY_SIZE + ANY_PING)
        port = server.add_insecure_port("127.0.0.1:0")
        await server.start()
        try:
            yield tap, f"127.0.0.1:{port}"
        finally:
            await server.stop(grace=None)

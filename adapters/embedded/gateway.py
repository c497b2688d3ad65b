"""A gateway to Temporal through which every workflow begins later than it was started.

Nobody can set the clock of a Temporal server. But a workflow that is started with a delay has
nothing to do until the delay is over, so the server can skip it: the workflow begins at once, and
its own clock is ahead by the length of the delay. The gateway asks for that in every request to
start a workflow, whoever sends it: a test, a worker, or the Temporal CLI. Everything else is passed
on as it is. It runs as a process of its own; see `adapters.embedded.temporal_server`.
"""

import asyncio
import signal
import sys
from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import TypeAlias
from uuid import uuid4

import grpc
from temporalio.api.common.v1 import FastForwardConfig, TimeSkippingConfig, WorkflowExecution
from temporalio.api.enums.v1.time_skipping_pb2 import FastForwardPollingResult
from temporalio.api.workflowservice.v1 import (
    PollWorkflowExecutionTimeSkippingRequest,
    PollWorkflowExecutionTimeSkippingResponse,
    StartWorkflowExecutionRequest,
    StartWorkflowExecutionResponse,
)

SERVICE = "/temporal.api.workflowservice.v1.WorkflowService"
START = f"{SERVICE}/StartWorkflowExecution"
POLL = f"{SERVICE}/PollWorkflowExecutionTimeSkipping"
ANY_SIZE = (("grpc.max_receive_message_length", -1), ("grpc.max_send_message_length", -1))
"""What is too large is for the server to say."""
ANY_PING = (("grpc.http2.max_ping_strikes", 0),)
"""Clients ask every 30 s whether the connection lives. By default gRPC takes that for abuse if the
answers that they wait for take their time, and breaks off every call with “Too many pings”."""
OF_THE_CONNECTION = ("grpc-accept-encoding", "grpc-encoding", "grpc-timeout", "user-agent")
"""Headers that each connection writes for itself."""
OVER = (
    FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_COMPLETED,
    FastForwardPollingResult.FAST_FORWARD_POLLING_RESULT_FAST_FORWARD_FAILED,
)
"""A workflow that is ended at once never skips."""
MOST_SKIPS = 10_000
"""The server stops skipping after fewer, which a workflow that lives for years would reach."""

Call: TypeAlias = "grpc.aio.UnaryUnaryMultiCallable[bytes, bytes]"
Header: TypeAlias = tuple[str, str | bytes]
Context: TypeAlias = "grpc.aio.ServicerContext[bytes, bytes]"


class Gateway(grpc.GenericRpcHandler):
    """Takes every call of a client and makes the same call at the server."""

    def __init__(self, server: grpc.aio.Channel, ahead: timedelta) -> None:
        self._server = server
        self._ahead = ahead

    def service(self, call: grpc.HandlerCallDetails) -> "grpc.RpcMethodHandler[bytes, bytes]":
        """How a call of this name is handled. Messages remain bytes."""
        handle = self._start if call.method == START else partial(self.pass_on, call.method)
        return grpc.unary_unary_rpc_method_handler(handle)

    async def pass_on(self, method: str, request: bytes, context: Context) -> bytes:
        """Make the same call at the server, and give its answer."""
        at_the_server: Call = self._server.unary_unary(method)
        headers = _passed_on(context.invocation_metadata())
        try:
            return await at_the_server(request, metadata=headers, timeout=context.time_remaining())
        except grpc.aio.AioRpcError as error:
            trailing = _passed_on(error.trailing_metadata())
            await context.abort(error.code(), error.details() or "", trailing)

    async def _start(self, request: bytes, context: Context) -> bytes:
        """Start the workflow, and answer when its clock is ahead."""
        start = StartWorkflowExecutionRequest.FromString(request)
        if start.HasField("time_skipping_config"):
            return await self.pass_on(START, request, context)
        skip = FastForwardConfig(id=str(uuid4()))
        skip.duration.FromTimedelta(self._ahead)
        start.workflow_start_delay.FromTimedelta(self._ahead)
        start.time_skipping_config.CopyFrom(
            TimeSkippingConfig(
                enabled=True, fast_forward_config=skip, max_session_skip_count=MOST_SKIPS
            )
        )
        answer = await self.pass_on(START, start.SerializeToString(), context)
        if StartWorkflowExecutionResponse.FromString(answer).started:
            await self._has_skipped(start.namespace, start.workflow_id, skip.id, context)
        return answer

    async def _has_skipped(
        self, namespace: str, workflow_id: str, skip: str, context: Context
    ) -> None:
        poll = PollWorkflowExecutionTimeSkippingRequest(
            namespace=namespace,
            workflow_execution=WorkflowExecution(workflow_id=workflow_id),
            fast_forward_id=skip,
        )
        while True:
            answer = await self.pass_on(POLL, poll.SerializeToString(), context)
            polled = PollWorkflowExecutionTimeSkippingResponse.FromString(answer)
            if polled.fast_forward_polling_result in OVER:
                return


def _passed_on(headers: Iterable[Header] | None) -> tuple[Header, ...]:
    return tuple(header for header in headers or () if header[0] not in OF_THE_CONNECTION)


async def serve(listen: str, address: str, ahead: timedelta) -> None:
    """Listen until SIGTERM."""
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    async with grpc.aio.insecure_channel(address, options=ANY_SIZE) as server:
        gateway = grpc.aio.server(handlers=(Gateway(server, ahead),), options=ANY_SIZE + ANY_PING)
        gateway.add_insecure_port(listen)
        await gateway.start()
        await stop.wait()
        await gateway.stop(grace=None)


if __name__ == "__main__":
    LISTEN, ADDRESS, SECONDS = sys.argv[1:]
    asyncio.run(serve(LISTEN, ADDRESS, timedelta(seconds=float(SECONDS))))

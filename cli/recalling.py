"""What a run has written into the journal, found out by replaying its history.

Temporal keeps no arguments of local activities. But a run decides by its history alone: the same
code on the same history appends the same events again.
"""

from collections.abc import Sequence
from typing import Any

from temporalio.client import WorkflowHistory
from temporalio.converter import DataConverter
from temporalio.worker import (
    Interceptor,
    Replayer,
    StartActivityInput,
    StartLocalActivityInput,
    UnsandboxedWorkflowRunner,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
    WorkflowOutboundInterceptor,
)
from temporalio.workflow import ActivityHandle

from activities.journal import AppendRequest, ReadRequest, Recorded
from domain.engine.journal import EventRecord
from domain.recovery.memory import Memory
from workflows.argument_count import ArgumentGuard
from workflows.cohort import Cohort
from workflows.pairing import Pairing


class Recalling(Interceptor):
    """Feeds a memory with the appends and readings of a run, as they are answered."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        """The interceptor of each workflow instance."""
        memory = self._memory

        class Outbound(WorkflowOutboundInterceptor):
            def start_activity(self, input: StartActivityInput) -> ActivityHandle[Any]:
                return _noting(memory, input.args, super().start_activity(input))

            def start_local_activity(self, input: StartLocalActivityInput) -> ActivityHandle[Any]:
                return _noting(memory, input.args, super().start_local_activity(input))

        class Inbound(WorkflowInboundInterceptor):
            def init(self, outbound: WorkflowOutboundInterceptor) -> None:
                super().init(Outbound(outbound))

        return Inbound


async def recall(history: WorkflowHistory, converter: DataConverter, memory: Memory) -> None:
    """Feed a memory with the history of a run.

    As far as the replay comes: code that goes another way than the history remembers no more.
    """
    replayer = Replayer(
        workflows=(Cohort, Pairing),
        # The memory is outside of any sandbox.
        workflow_runner=UnsandboxedWorkflowRunner(),
        data_converter=converter,
        interceptors=(ArgumentGuard(), Recalling(memory)),
    )
    await replayer.replay_workflow(history, raise_on_replay_failure=False)


def _noting(
    memory: Memory, arguments: Sequence[object], handle: ActivityHandle[Any]
) -> ActivityHandle[Any]:
    """The handle; once its activity is answered, the memory knows of it."""
    (argument,) = arguments

    def note(_: ActivityHandle[Any]) -> None:
        if handle.cancelled() or handle.exception() is not None:
            return
        match argument:
            case AppendRequest():
                records = _as_decided(argument, handle.result())
                told = argument.letters, argument.taken_back
                memory.appended(argument.expected_version, records, *told)
            case ReadRequest():
                memory.read(argument.after, handle.result().records)
            case _:
                pass

    handle.add_done_callback(note)
    return handle


def _as_decided(request: AppendRequest, answer: Recorded) -> tuple[EventRecord, ...]:
    """The events as they were decided on at first: a replay may do so at a later moment.

    Moments that a rule has derived from it stay as the replay has them, milliseconds later.
    """
    if answer.decided_at == request.decided_at:
        return request.records
    at = {"occurred_at": answer.decided_at}
    return tuple(record.model_copy(update=at) for record in request.records)

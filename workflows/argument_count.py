"""Guards workflows against a wrong number of arguments, which would block them for ever."""

from collections.abc import Sequence
from typing import Any

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.worker import (
    ExecuteWorkflowInput,
    HandleSignalInput,
    HandleUpdateInput,
    Interceptor,
    WorkflowInboundInterceptor,
    WorkflowInterceptorClassInput,
)

from workflows.payloads import stand_in


class ArgumentGuard(Interceptor):
    """Hands every run, signal and update exactly one raw value, whatever was sent."""

    def workflow_interceptor_class(
        self, input: WorkflowInterceptorClassInput
    ) -> type[WorkflowInboundInterceptor]:
        """The interceptor of each workflow instance."""
        return _OneArgument


class _OneArgument(WorkflowInboundInterceptor):
    async def execute_workflow(self, input: ExecuteWorkflowInput) -> Any:
        input.args = _exactly_one(input.args)
        return await super().execute_workflow(input)

    async def handle_signal(self, input: HandleSignalInput) -> None:
        # Only named handlers: the dynamic ones take whatever an unknown message brings along.
        if workflow.get_signal_handler(input.signal) is not None:
            input.args = _exactly_one(input.args)
        await super().handle_signal(input)

    def handle_update_validator(self, input: HandleUpdateInput) -> None:
        # Validator and handler get the arguments apart from each other: both need the guard.
        if workflow.get_update_handler(input.update) is not None:
            input.args = _exactly_one(input.args)
        super().handle_update_validator(input)

    async def handle_update_handler(self, input: HandleUpdateInput) -> Any:
        if workflow.get_update_handler(input.update) is not None:
            input.args = _exactly_one(input.args)
        return await super().handle_update_handler(input)


def _exactly_one(args: Sequence[Any]) -> list[Any]:
    if len(args) == 1 and isinstance(args[0], RawValue):
        return list(args)
    return [stand_in(len(args))]

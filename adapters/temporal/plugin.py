"""What makes a Temporal client, worker or replayer one of ours."""

from collections.abc import Sequence

from temporalio.client import Interceptor as ClientInterceptor
from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.plugin import SimplePlugin
from temporalio.worker import Interceptor as WorkerInterceptor
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

PASSED_THROUGH = ("activities", "annotated_types", "domain", "pydantic", "pydantic_core")
"""Modules that the sandbox shares between workflows instead of importing them anew for each one.

Safe, because they keep no state and `ruff` forbids them clocks and randomness; a new workflow takes
a third of the time.
"""


def eyelevel_plugin(
    interceptors: Sequence[ClientInterceptor | WorkerInterceptor] = (),
) -> SimplePlugin:
    """Register it on the client only: workers take it over from there. Replayers need it, too."""
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SimplePlugin(
        "eyelevel",
        data_converter=pydantic_data_converter,
        interceptors=interceptors,
        workflow_runner=SandboxedWorkflowRunner(restrictions=restrictions),
    )

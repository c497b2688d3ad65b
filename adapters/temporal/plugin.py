"""What a Temporal client, worker or replayer needs to run our workflows."""

import dataclasses

from temporalio.contrib.pydantic import pydantic_data_converter
from temporalio.plugin import SimplePlugin
from temporalio.worker import UnsandboxedWorkflowRunner, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner, SandboxRestrictions

from adapters.temporal.failures import PlainFailures

PASSED_THROUGH = ("activities", "annotated_types", "domain", "pydantic", "pydantic_core")
"""Modules that the sandbox shares between workflows instead of importing them for each one.

Named here once for workers, tests and replays, so that workflow modules import plainly. It is safe
because they keep no state, ruff forbids clocks and chance in `domain`, and workflows use only names
and types from `activities`. It makes a new workflow three times as fast.
"""


def eyelevel_plugin() -> SimplePlugin:
    """Register it on the client only: its workers inherit it. Replayers need it, too."""
    return SimplePlugin(
        "eyelevel",
        data_converter=dataclasses.replace(
            pydantic_data_converter, failure_converter_class=PlainFailures
        ),
    )


def workflow_runner(*, sandboxed: bool) -> WorkflowRunner:
    """How workflow code is run: in a sandbox that catches what a replay would do differently.

    Tests and replays use it. In production it costs five times the memory and half the speed, and
    finds nothing that they have not found: ``docs/decisions/0037`` says why.
    """
    if not sandboxed:
        return UnsandboxedWorkflowRunner()
    restrictions = SandboxRestrictions.default.with_passthrough_modules(*PASSED_THROUGH)
    return SandboxedWorkflowRunner(restrictions=restrictions)

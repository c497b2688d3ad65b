"""A run that gets a state from a newer release, as after going back to an older one."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus
from temporalio.common import RetryPolicy
from temporalio.exceptions import ApplicationError
from temporalio.worker import Worker

from tests.unit.samples.files import state_samples
from tests.waiting import until
from tests.workflow.failures import first_failed_task
from tests.workflow.stage_setting import Stage
from workflows.continued_state import is_handed_on


@workflow.defn(name="NewerRelease", sandboxed=False)
class NewerRelease:
    """Hands on a state with a field that this release does not know."""

    @workflow.run
    async def run(self, kind: str, queue: str, state: dict[str, Any]) -> None:
        """Continue as new on the workers of this release."""
        resume = {"resume": state | {"from_the_future": "secret"}}
        workflow.continue_as_new(args=[resume], workflow=kind, task_queue=queue)


@pytest.mark.parametrize(("kind", "sample"), [("Pairing", "met"), ("Cohort", "confirmed")])
async def test_a_state_from_a_newer_release_waits_for_that_release(
    stage: Stage, kind: str, sample: str
) -> None:
    """The task fails and says what to do; the pairing or cohort is not lost."""
    queue = f"newer-{uuid4().hex[:8]}"
    state = state_samples()[f"{kind.lower()}.{sample}"][-1]
    client = stage.client
    async with Worker(client, task_queue=queue, workflows=[NewerRelease]):
        started = await client.start_workflow(
            "NewerRelease",
            args=[kind, stage.queue, state],
            id=f"{kind.lower()}-{queue}",
            task_queue=queue,
        )
        handle = client.get_workflow_handle(started.id)
        told = await until(lambda: first_failed_task(handle), bool)
    assert "resume.from_the_future: unknown field" in told
    assert "let that one run, or a later one" in told
    assert "secret" not in told
    assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    await handle.terminate()


@workflow.defn(name="Successor", sandboxed=False)
class Successor:
    """Begins a second run in one way or the other, and tells what that one believes."""

    @workflow.run
    async def run(self, is_repeated: bool) -> bool:
        """Whether the second run takes its argument for one that its own code has handed on."""
        if workflow.info().continued_run_id is None:
            if is_repeated:
                raise ApplicationError("once more")
            workflow.continue_as_new(is_repeated)
        return is_handed_on()


@pytest.mark.parametrize("is_repeated", [False, True])
async def test_only_our_own_code_hands_a_state_on(stage: Stage, is_repeated: bool) -> None:
    """An argument that Temporal gives to a run again, because the first attempt failed, is not
    taken for one that the run before has handed on: it is what somebody else gave."""
    queue = f"successor-{uuid4().hex[:8]}"
    policy = RetryPolicy(maximum_attempts=2) if is_repeated else None
    async with Worker(stage.client, task_queue=queue, workflows=[Successor]):
        believed = await stage.client.execute_workflow(
            "Successor", is_repeated, id=queue, task_queue=queue, retry_policy=policy
        )
    assert believed is not is_repeated

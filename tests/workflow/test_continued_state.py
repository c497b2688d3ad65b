"""A run that gets a state from a newer release, as after going back to an older one."""

from typing import Any
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus
from temporalio.worker import Worker

from tests.unit.samples.files import state_samples
from tests.waiting import until
from tests.workflow.failures import first_failed_task
from tests.workflow.stage_setting import Stage


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

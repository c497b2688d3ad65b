"""A run that gets a state from a newer release, as after going back to an older one."""

import json
from typing import Any
from uuid import uuid4

import pytest
from temporalio import workflow
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.worker import Worker

from domain.engine.base import Frozen
from tests.unit.samples.files import STATES
from tests.waiting import until
from tests.workflow.stage_setting import Stage


@workflow.defn(name="NewerRelease", sandboxed=False)
class NewerRelease:
    """Hands on a state with a field that this release does not know."""

    @workflow.run
    async def run(self, kind: str, queue: str, state: dict[str, Any]) -> None:
        """Continue as new on the workers of this release."""
        resume = {"resume": state | {"from_the_future": "secret"}}
        workflow.continue_as_new(args=[resume], workflow=kind, task_queue=queue)


class Told(Frozen):
    """Why the first task of a run failed."""

    words: str = ""


async def _first_failure(handle: WorkflowHandle[Any, Any]) -> Told:
    async for event in handle.fetch_history_events():
        if event.HasField("workflow_task_failed_event_attributes"):
            return Told(words=event.workflow_task_failed_event_attributes.failure.message)
    return Told()


@pytest.mark.parametrize(("kind", "sample"), [("Pairing", "met"), ("Cohort", "confirmed")])
async def test_a_state_from_a_newer_release_waits_for_that_release(
    stage: Stage, kind: str, sample: str
) -> None:
    """The task fails and says what to do; the pairing or cohort is not lost."""
    queue, path = f"newer-{uuid4().hex[:8]}", STATES / f"{kind.lower()}.{sample}.1.json"
    state = json.loads(path.read_text(encoding="utf-8"))
    client = stage.client
    async with Worker(client, task_queue=queue, workflows=[NewerRelease]):
        started = await client.start_workflow(
            "NewerRelease",
            args=[kind, stage.queue, state],
            id=f"{kind.lower()}-{queue}",
            task_queue=queue,
        )
        handle = client.get_workflow_handle(started.id)
        told = await until(lambda: _first_failure(handle), lambda told: bool(told.words))
    assert "resume.from_the_future: unknown field" in told.words
    assert "let that one run, or a later one" in told.words
    assert "secret" not in told.words
    assert (await handle.describe()).status is WorkflowExecutionStatus.RUNNING
    await handle.terminate()

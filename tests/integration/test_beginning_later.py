"""A workflow that is started through the gateway begins on the day of the tests."""

import asyncio
import os
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from temporalio import activity, workflow
from temporalio.api.taskqueue.v1 import TaskQueue
from temporalio.api.workflowservice.v1 import (
    PollWorkflowTaskQueueRequest,
    PollWorkflowTaskQueueResponse,
)
from temporalio.client import Client
from temporalio.exceptions import WorkflowAlreadyStartedError
from temporalio.service import KeepAliveConfig
from temporalio.worker import Worker

from adapters.embedded.temporal_server import EmbeddedTemporal
from tests import stage_clock

SOON = timedelta(minutes=10)
"""Clocks agree up to the time that a busy machine needs."""


@workflow.defn(sandboxed=False)
class WhatTimeIsIt:
    """Tells the time and is over."""

    @workflow.run
    async def run(self) -> datetime:
        """The time at the beginning."""
        return workflow.now()


@workflow.defn(sandboxed=False)
class StartsAnother:
    """Has an activity start another workflow, as cohorts start pairings."""

    @workflow.run
    async def run(self, name: str) -> datetime:
        """The time at the beginning of the other."""
        return await workflow.execute_activity(
            start_another, name, start_to_close_timeout=timedelta(minutes=1)
        )


@activity.defn
async def start_another(name: str) -> datetime:
    """Start a workflow with the worker's own client, and wait for it."""
    return await activity.client().execute_workflow(WhatTimeIsIt.run, id=name, task_queue=name)


@pytest.fixture
def worker(client: Client) -> Worker:
    """A worker on a queue of its own."""
    return Worker(
        client,
        task_queue=f"later-{uuid4().hex[:8]}",
        workflows=[WhatTimeIsIt, StartsAnother],
        activities=[start_another],
    )


async def test_a_workflow_begins_on_the_stage_whoever_starts_it(
    client: Client, temporal_server: EmbeddedTemporal, worker: Worker
) -> None:
    """Clients, workers and the Temporal CLI start workflows that begin on the day of the stage."""
    queue = worker.task_queue
    async with worker:
        by_client = await client.execute_workflow(
            WhatTimeIsIt.run, id=f"{queue}-client", task_queue=queue
        )
        by_worker = await client.execute_workflow(
            StartsAnother.run, queue, id=f"{queue}-worker", task_queue=queue
        )
        await by_command(temporal_server, "WhatTimeIsIt", queue)
        handle = client.get_workflow_handle(f"{queue}-command", result_type=datetime)
        by_cli = await handle.result()
    for begun in (by_client, by_worker, by_cli):
        assert abs(begun - stage_clock.now()) < SOON


async def test_what_the_server_refuses_the_gateway_refuses(client: Client, worker: Worker) -> None:
    """What the server refuses reaches the client of the gateway with its reason."""
    name = worker.task_queue
    await client.start_workflow(WhatTimeIsIt.run, id=name, task_queue=name)
    with pytest.raises(WorkflowAlreadyStartedError):
        await client.start_workflow(WhatTimeIsIt.run, id=name, task_queue=name)
    await client.get_workflow_handle(name).terminate()


async def test_who_waits_for_long_is_not_cut_off(temporal_server: EmbeddedTemporal) -> None:
    """A client may ask as often as it likes whether a connection lives that brings no answers."""
    often = KeepAliveConfig(interval_millis=50)
    client = await Client.connect(temporal_server.address, keep_alive_config=often)
    nothing_to_do = PollWorkflowTaskQueueRequest(
        namespace=client.namespace, task_queue=TaskQueue(name=f"later-{uuid4().hex[:8]}")
    )
    patience = timedelta(seconds=3)
    answer = await client.workflow_service.poll_workflow_task_queue(nothing_to_do, timeout=patience)
    assert answer == PollWorkflowTaskQueueResponse()


async def by_command(server: EmbeddedTemporal, kind: str, queue: str) -> None:
    """Start a workflow with the Temporal CLI."""
    process = await asyncio.create_subprocess_exec(
        *(server.cli, "workflow", "start", "--type", kind, "--task-queue", queue),
        *("--workflow-id", f"{queue}-command"),
        env={**os.environ, "TEMPORAL_ADDRESS": server.address},
        stdout=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0

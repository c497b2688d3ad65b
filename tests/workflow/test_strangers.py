"""Temporal lets any client run an activity without a workflow; nobody gets round the rules so."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import ActivityFailureError, Client
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

from activities.pacing import MailLimits
from activities.post import PostActivities
from activities.serving import NOT_ITS_OWN
from activities.wiring import activities_of, office_of
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.temporal.plugin import eyelevel_plugin
from domain.programme.ids import mail_queue
from tests.unit.requests_to_activities import REQUESTS, asked_of
from tests.workflow.stage_setting import Stage
from worker import build_post, build_worker

QUEUE = "strangers"


async def _run(client: Client, queue: str, activity: Callable[..., Awaitable[object]]) -> object:
    request, _ = REQUESTS[asked_of(activity)]
    return await client.execute_activity(
        activity,
        request,
        id=f"stranger-{uuid4().hex[:8]}",
        task_queue=queue,
        start_to_close_timeout=timedelta(seconds=20),
    )


async def test_the_server_takes_no_activity_from_a_client(stage: Stage) -> None:
    """A server that we start refuses a client that wants to run an activity without a workflow."""
    for activity in activities_of(stage.adapters):
        with pytest.raises(RPCError):
            await _run(stage.client, stage.queue, activity)


async def test_every_activity_refuses_a_client_without_a_workflow(
    empty_stage: Stage, tmp_path: Path
) -> None:
    """On a server that takes them, each activity of the worker, asked something valid, refuses."""
    async with embedded_temporal(
        find_temporal_cli(), log=tmp_path / "log", strangers=True
    ) as server:
        client = await Client.connect(server.address, plugins=[eyelevel_plugin()])
        adapters = empty_stage.adapters
        post = PostActivities(office_of(adapters, MailLimits())).post
        async with (
            build_worker(client, QUEUE, adapters),
            build_post(client, QUEUE, adapters, MailLimits()),
        ):
            for activity in (*activities_of(adapters), post):
                queue = mail_queue(QUEUE) if activity == post else QUEUE
                with pytest.raises(ActivityFailureError) as refused:
                    await _run(client, queue, activity)
                assert isinstance(refused.value.cause, ApplicationError)
                assert refused.value.cause.type == NOT_ITS_OWN
    assert empty_stage.mailer.kinds() == []

"""Temporal lets any client run an activity without a workflow; ours refuse to work for it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import ActivityFailureError
from temporalio.exceptions import ApplicationError

from activities.serving import NOT_ITS_OWN
from tests.unit.requests_to_activities import REQUESTS, asked_of
from tests.workflow.stage_setting import Stage
from worker import activities_of


async def _run(stage: Stage, activity: Callable[..., Any], argument: object) -> object:
    return await stage.client.execute_activity(
        activity,
        argument,
        id=f"stranger-{uuid4().hex[:8]}",
        task_queue=stage.queue,
        start_to_close_timeout=timedelta(seconds=20),
    )


async def test_every_activity_refuses_a_client_without_a_workflow(stage: Stage) -> None:
    """Each activity of the worker, asked something valid by a client, refuses for good."""
    for activity in activities_of(stage.adapters):
        request, _ = REQUESTS[asked_of(activity)]
        with pytest.raises(ActivityFailureError) as refused:
            await _run(stage, activity, request)
        cause = refused.value.cause
        assert isinstance(cause, ApplicationError)
        assert cause.type == NOT_ITS_OWN
    assert stage.mailer.kinds() == []

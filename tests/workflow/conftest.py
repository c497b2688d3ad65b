"""The stage for workflow tests."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from tests.workflow.labour import ALLOWED_SECONDS
from tests.workflow.material import ROSTER
from tests.workflow.stage_setting import Stage


@pytest.fixture
async def empty_stage(client: Client, time_skipper: TimeSkipper) -> AsyncIterator[Stage]:
    """Three people, and fakes for every port; no worker is running yet, and no post.

    Whatever happens on it, no workflow task may work longer than Temporal allows.
    """
    stage = Stage(client, time_skipper, queue=f"test-{uuid4().hex[:8]}")
    stage.put_people(ROSTER)
    yield stage
    assert stage.labour.longest_seconds < ALLOWED_SECONDS


@pytest.fixture
async def stage(empty_stage: Stage) -> AsyncIterator[Stage]:
    """The stage with a worker."""
    async with empty_stage.worker():
        yield empty_stage

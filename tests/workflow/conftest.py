"""The stage for workflow tests."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from tests.workflow.stage_setting import ROSTER, Stage, person


@pytest.fixture
def empty_stage(client: Client, time_skipper: TimeSkipper) -> Stage:
    """Three people, and fakes behind every port; nobody works yet."""
    stage = Stage(client, time_skipper, queue=f"test-{uuid4().hex[:8]}")
    stage.roster.put(ROSTER, person("p-junior"), person("p-senior"), person("p-lead", roles=()))
    return stage


@pytest.fixture
async def stage(empty_stage: Stage) -> AsyncIterator[Stage]:
    """The stage with a worker."""
    async with empty_stage.worker():
        yield empty_stage

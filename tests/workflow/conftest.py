"""The stage for workflow tests."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
from temporalio.testing import TimeSkipper

from tests.workflow.stage_setting import ROSTER, Stage, person


@pytest.fixture
async def stage(time_skipper: TimeSkipper) -> AsyncIterator[Stage]:
    """Three people, a worker, and fakes behind every port."""
    stage = Stage(time_skipper, queue=f"test-{uuid4().hex[:8]}")
    stage.roster.put(ROSTER, person("p-junior"), person("p-senior"), person("p-lead", roles=()))
    async with stage.worker():
        yield stage

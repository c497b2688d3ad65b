"""Temporal loses everything in the middle of a cohort. From the journal alone, it goes on."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.recovery.repairing import Outcome
from adapters.temporal.plugin import eyelevel_plugin
from tests import stage_clock
from tests.stage_server import MANY_SKIPS, temporal_on_stage
from tests.workflow.recovery_stage import recover
from tests.workflow.twins import Programme, a_programme, differences


@asynccontextmanager
async def a_server(logs: Path) -> AsyncIterator[tuple[Client, TimeSkipper]]:
    """A Temporal of this test's own; its data is gone at the end of the block."""
    async with temporal_on_stage(logs) as server:
        client = await Client.connect(server.address, plugins=[eyelevel_plugin()])
        config = TimeSkippingConfig(max_session_skip_count=MANY_SKIPS)
        yield client, TimeSkipper(client, config=config)


@asynccontextmanager
async def two_beginnings(twin: Programme, logs: Path) -> AsyncIterator[Programme]:
    """The twin and, on a server that will be lost, another such cohort, which begin together.

    Dates count from the beginning: midnight must not lie between the two.
    """
    async with a_server(logs) as temporal:
        programme = a_programme(*temporal, twin.cohort_id, twin.today)
        async with twin.stage.worker(), programme.stage.worker():
            await asyncio.gather(twin.begin(), programme.begin())
        yield programme


async def live_on_undisturbed(twin: Programme) -> None:
    """The same cohort without a disaster."""
    async with twin.stage.worker():
        await twin.first_half()
        await twin.mails_get_through()
        await twin.second_half()


async def live_on_elsewhere(
    programme: Programme, clocks: Sequence[datetime], logs: Path
) -> Programme:
    """The second half, on a server that knows nothing of the first."""
    async with a_server(logs) as temporal:
        programme = programme.beside(*temporal)
        done = await recover(programme.stage, programme.cohort_id)
        assert done == dict.fromkeys(programme.workflow_ids, Outcome.RESTARTED)
        async with programme.stage.worker():
            await programme.mails_get_through()
            await programme.set_clocks(clocks)
            await programme.second_half()
    return programme


@pytest.mark.timeout(180)
async def test_a_recovered_cohort_ends_as_its_undisturbed_twin(
    client: Client, time_skipper: TimeSkipper, tmp_path: Path
) -> None:
    """A recovered cohort ends in the same states as its undisturbed twin, with each mail once."""
    cohort_id, today = f"twin-{uuid4().hex[:8]}", stage_clock.today()
    twin = a_programme(client, time_skipper, cohort_id, today)
    before = tmp_path / "before"
    async with two_beginnings(twin, before) as programme, programme.stage.worker():
        await programme.first_half()
        clocks = await programme.clocks()
    await live_on_undisturbed(twin)
    programme = await live_on_elsewhere(programme, clocks, tmp_path / "after")
    assert list(differences(await programme.states(), await twin.states())) == []
    assert programme.told == twin.told
    assert max(Counter(programme.mails).values()) == 1

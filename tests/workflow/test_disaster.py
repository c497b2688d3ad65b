"""Temporal loses everything in the middle of a cohort. From the journal alone, it goes on."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.recovery.repairing import Outcome
from adapters.temporal.plugin import eyelevel_plugin
from tests.conftest import MANY_SKIPS
from tests.workflow.recovery_stage import recover
from tests.workflow.two_lives import Programme, a_programme, differences


@asynccontextmanager
async def a_server(log: Path) -> AsyncIterator[tuple[Client, TimeSkipper]]:
    """A Temporal of this test's own; its data is gone at the end of the block."""
    async with embedded_temporal(find_temporal_cli(), log=log) as server:
        client = await Client.connect(server.address, plugins=[eyelevel_plugin()])
        config = TimeSkippingConfig(max_session_skip_count=MANY_SKIPS)
        yield client, TimeSkipper(client, config=config)


async def undisturbed(twin: Programme) -> Programme:
    """The same life without a disaster."""
    async with twin.stage.worker():
        await twin.begin()
        await twin.first_half()
        await twin.mails_get_through()
        await twin.second_half()
    return twin


async def with_a_disaster(cohort_id: str, today: date, folder: Path) -> Programme:
    """Half a life on one server, the other half on another."""
    async with a_server(folder / "before.log") as temporal:
        programme = a_programme(*temporal, cohort_id, today)
        async with programme.stage.worker():
            await programme.begin()
            await programme.first_half()
            clocks = await programme.clocks()
    async with a_server(folder / "after.log") as temporal:
        programme = programme.beside(*temporal)
        done = await recover(programme.stage, cohort_id)
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
    """Same final states, same mails, and each mail exactly once over both lives."""
    cohort_id, today = f"twin-{uuid4().hex[:8]}", datetime.now(UTC).date()
    twin = await undisturbed(a_programme(client, time_skipper, cohort_id, today))
    programme = await with_a_disaster(cohort_id, today, tmp_path)
    assert list(differences(await programme.states(), await twin.states())) == []
    assert programme.mails == twin.mails
    assert max(Counter(programme.mails).values()) == 1

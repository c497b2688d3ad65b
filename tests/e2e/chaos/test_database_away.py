"""PostgreSQL is away for a while: Temporal is not held up, and all goes on afterwards."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle, WorkflowUpdateHandle, WorkflowUpdateStage
from temporalio.testing import TimeSkipper

from adapters.embedded.postgres import EmbeddedPostgres, embedded_postgres
from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from tests.contract.line import Line, line_to
from tests.e2e.chaos.lives import Witness, open_pairing
from tests.e2e.chaos.outage import frozen
from tests.e2e.installation import Installation, installed
from tests.workflow.stage_setting import BOTH, LivePairing, Stage

LONGEST_TASK = timedelta(seconds=7)
"""A local attempt gives up after 1.5 s; what it cannot cancel is given up after 5 s."""
OVER = (
    EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
    EventType.EVENT_TYPE_WORKFLOW_TASK_TIMED_OUT,
)


@dataclass(frozen=True)
class Place:
    """An installation, and the two ways in which its database can be away."""

    installation: Installation
    line: Line
    server: EmbeddedPostgres

    @asynccontextmanager
    async def stopped(self) -> AsyncIterator[None]:
        """Connections break, and new ones are refused."""
        self.line.cut()
        try:
            yield
        finally:
            self.line.restore()

    def frozen(self) -> AbstractAsyncContextManager[None]:
        """Connections stay, and nobody answers."""
        return frozen(self.server)


@pytest.fixture
async def place(
    temporal_server: EmbeddedTemporal, smtp_sink: SmtpSink, tmp_path: Path
) -> AsyncIterator[Place]:
    """With a database server of its own."""
    async with embedded_postgres() as server:
        url = await server.create_database("eyelevel")
        async with line_to(url) as line:
            installation = await installed(temporal_server, line.url, smtp_sink, tmp_path)
            yield Place(installation, line, server)


@pytest.mark.timeout(300)
async def test_an_outage_of_the_database_holds_up_nothing_else(
    place: Place, client: Client, time_skipper: TimeSkipper, pytestconfig: pytest.Config
) -> None:
    """While PostgreSQL is down, or silent, no workflow task stays open for more than some seconds
    and a pairing takes its updates; afterwards all are answered, and all is recorded once."""
    installation = place.installation
    stage = Stage(client, time_skipper, queue=installation.task_queue)
    outage = pytestconfig.getoption("outage")
    async with installation.worker(), await open_pool(installation.database_url) as pool:
        pairing = await open_pairing(stage, "p-301", "p-201")
        await pairing.state()
        async with place.stopped(), lasting(outage):
            accepted = [await taken(pairing, "accept", side) for side in BOTH]
        assert await answers_to(accepted) == ["accept"] * 2
        async with place.frozen(), lasting(outage):
            handed_in = [
                await taken(pairing, "submit_assessment", side, knowledge={"ai-tools": 3})
                for side in BOTH
            ]
        assert await answers_to(handed_in) == ["submit_assessment"] * 2
        life = await Witness(stage, PostgresJournal(pool)).what_remains(pairing)
    recorded = Counter(record.name for record in life.records)
    assert recorded["pairing.invitation_accepted"] == 2
    assert recorded["pairing.assessment_submitted"] == 2
    assert max(await open_times(pairing.handle)) < LONGEST_TASK


@asynccontextmanager
async def lasting(seconds: float) -> AsyncIterator[None]:
    """Ends no earlier than after some seconds; what is in the block must end within them."""
    over = asyncio.create_task(asyncio.sleep(seconds))
    yield
    assert not over.done()
    await over


async def taken(
    pairing: LivePairing, name: str, side: str, **fields: Any
) -> WorkflowUpdateHandle[Any]:
    """An update that was accepted, and waits for the journal."""
    return await pairing.handle.start_update(
        name, pairing.message(side, **fields), wait_for_stage=WorkflowUpdateStage.ACCEPTED
    )


async def answers_to(updates: list[WorkflowUpdateHandle[Any]]) -> list[str]:
    """What each of them is a receipt for."""
    return [(await update.result())["message"] for update in updates]


async def open_times(handle: WorkflowHandle[Any, Any]) -> list[timedelta]:
    """How long each workflow task of a run was in the hand of a worker."""
    found = list[timedelta]()
    since: datetime | None = None
    for event in (await handle.fetch_history()).events:
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_STARTED:
            since = event.event_time.ToDatetime(UTC)
        elif event.event_type in OVER and since is not None:
            found.append(event.event_time.ToDatetime(UTC) - since)
    return found

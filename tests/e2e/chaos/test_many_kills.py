"""Workers are killed at the worst moments, again and again; lives go on as if nothing was."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from tests.e2e.chaos.crew import Crew
from tests.e2e.chaos.lives import Remains, Witness, sent_once_or_doubted, together
from tests.e2e.chaos.tap import Fate, Moment
from tests.e2e.installation import Installation
from tests.waiting import until
from tests.workflow.stage_setting import Stage

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

PAIRS = (("p-301", "p-201"), ("p-302", "p-202"), ("p-303", "p-203"), ("p-304", "p-204"))


@pytest.fixture
async def pool(installation: Installation) -> "AsyncIterator[Pool]":
    """The database, past the workers."""
    async with await open_pool(installation.database_url) as pool:
        yield pool


@pytest.mark.timeout(3600)
async def test_lives_are_what_they_would_have_been(
    installation: Installation,
    client: Client,
    time_skipper: TimeSkipper,
    pool: "Pool",
    pytestconfig: pytest.Config,
) -> None:
    """Pairings live while workers are killed, also between the commit of an append and the end of
    its workflow task, or when a mail was taken by the server: their journals are those of
    undisturbed twins, and no mail comes twice but one of which the ledger knows the doubt."""
    stage = Stage(client, time_skipper, queue=installation.task_queue)
    witness = Witness(stage, PostgresJournal(pool))
    outbox = PostgresOutbox(pool)
    fate = Fate()
    kills, seed = pytestconfig.getoption("kills"), pytestconfig.getoption("seed")
    crew = Crew(installation, fate)
    async with crew.at_work():
        twins = await together(*(witness.life_of(*pair) for pair in PAIRS))
        async with asyncio.TaskGroup() as group:
            dying = group.create_task(crew.die(kills, random.Random(seed)))
            lives = await together(*(lives_until(dying, witness, pair) for pair in PAIRS))
        await until(outbox.waiting, lambda mails: mails == 0)
    assert fate.struck.total() == kills
    found = [
        difference
        for twin, others in zip(twins, lives, strict=True)
        for life in others
        for difference in life.differences(twin)
    ]
    assert found == []
    sending = fate.struck[Moment.SENT] + fate.struck[Moment.ANY]
    await sent_once_or_doubted(installation.mails, pool, sending)


async def lives_until(
    dying: asyncio.Task[None], witness: Witness, pair: tuple[str, str]
) -> list[Remains]:
    """One life after the other of the same two people, as long as workers die."""
    lives = [await witness.life_of(*pair)]
    while not dying.done():
        lives.append(await witness.life_of(*pair))
    return lives

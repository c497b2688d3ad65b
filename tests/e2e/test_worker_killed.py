"""The worker dies in the middle of its work, again and again: nothing is lost, nothing is twice."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from functools import partial

import pytest
from temporalio.client import Client
from temporalio.testing import TimeSkipper

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.engine.decider import without_fingerprints
from domain.pairing.evolve import fold
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.request import Owners
from tests.e2e.installation import ROSTER, Installation, all_mails_settled, outcomes
from tests.waiting import until
from tests.workflow.material import a_setup, new_pairing_id
from tests.workflow.stage_setting import LivePairing, Stage

PAIRS = (("p-301", "p-201"), ("p-302", "p-202"), ("p-303", "p-203"), ("p-304", "p-204"))
ONCE_PER_SIDE = (
    "invitation_accepted",
    "assessment_submitted",
    "expectations_submitted",
    "agreement_accepted",
    "plan_accepted",
)
AFTER = (15, 60, 100)
"""Number of events in the journal when the worker is killed; there are about 160 in the end."""


@pytest.fixture
async def journal(installation: Installation) -> AsyncIterator[PostgresJournal]:
    """The journal, past the worker."""
    async with await open_pool(installation.database_url) as pool:
        journal = PostgresJournal(pool)
        yield journal
        await journal.close()


@pytest.mark.timeout(240)
async def test_a_worker_that_is_killed_loses_and_doubles_nothing(
    installation: Installation, client: Client, time_skipper: TimeSkipper, journal: PostgresJournal
) -> None:
    """Four pairs prepare while the worker gets SIGKILL three times and SIGTERM once: nothing is
    lost."""
    stage = Stage(client, time_skipper, queue=installation.task_queue)
    pairings = [await open_pairing(stage, *pair) for pair in PAIRS]
    preparing = asyncio.gather(*(pairing.prepare() for pairing in pairings))
    for events in AFTER:
        async with installation.worker() as worker:
            await worker.ready(partial(has_recorded, journal, events))
            await worker.kill()
    async with installation.worker() as worker:
        await worker.ready(partial(has_recorded, journal, AFTER[-1] + 10))
        assert await worker.stop() == 0
    async with installation.worker():
        states = await preparing
        assert {state.stage for state in states} == {PairingStage.SESSIONS}
        await until(partial(all_mails_settled, installation), bool)
        for pairing in pairings:
            await is_sound(pairing, journal)
    mails = [mail.message()["Message-ID"] for mail in installation.mails.received]
    fared = await outcomes(installation)
    # What a killed worker had just sent may have been taken back before anybody could tell.
    assert fared["delivered"] <= len(set(mails)) <= fared["delivered"] + fared["taken_back"]
    assert set(fared) <= {"delivered", "taken_back"}


async def open_pairing(stage: Stage, mentor: str, mentee: str) -> LivePairing:
    """A pairing of two people of the example."""
    pairing_id = new_pairing_id()
    owners = Owners(lead="p-110")
    setup = a_setup(pairing_id, roster=ROSTER, mentor=mentor, mentee=mentee, owners=owners)
    return await stage.start_pairing(pairing_id, {"setup": setup})


async def has_recorded(journal: PostgresJournal, events: int) -> bool:
    """Whether the journal holds this many events."""
    return len(await journal.tail(0)) >= events


async def is_sound(pairing: LivePairing, journal: PostgresJournal) -> None:
    """Everything that was said stands in the journal once, and amounts to the state."""
    # The state first: the pairing may go on meanwhile, and its journal is never behind it.
    state = await pairing.state()
    stored = await journal.read(f"pairing-{pairing.pairing_id}")
    assert [event.version for event in stored] == list(range(1, len(stored) + 1))
    counted = Counter(event.record.type for event in stored)
    assert {counted[f"pairing.{name}.v1"] for name in ONCE_PER_SIDE} == {2}
    found = fold(event.record for event in stored[: state.version])
    assert found is not None
    assert without_fingerprints(found) == state

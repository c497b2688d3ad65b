"""Recovery in an empty namespace: interrupted, repeated, and where nothing is recorded yet."""

import asyncio
from functools import partial
from itertools import count
from uuid import uuid4

import pytest
from temporalio.client import Client
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.recovery.reading import read_everything
from adapters.recovery.repairing import Outcome
from adapters.temporal.plugin import eyelevel_plugin
from adapters.temporal.restarts import Beginning, Restarts, Started
from adapters.temporal.runs import Runs
from adapters.temporal.search_attributes import register_search_attributes
from cli.recalling import recall
from domain.cohort.evolve import fold
from domain.engine.journal import EventMeta
from domain.engine.wire import to_record
from domain.pairing.events.course import PairingArchived
from domain.pairing.vocabulary import Stage as PairingStage
from tests import stage_clock
from tests.namespaces import an_empty_namespace
from tests.unit.cohort.story import running
from tests.waiting import until
from tests.workflow.breaking import BreakableJournal
from tests.workflow.recovery_stage import outcomes, reconciliation, recover, with_journal_cut
from tests.workflow.stage_setting import Stage
from tests.workflow.twins import Programme, a_programme


class Interrupted(Restarts):
    """Starts one workflow, and then Temporal goes away."""

    def __init__(self, client: Client, task_queue: str) -> None:
        super().__init__(client, task_queue)
        self._asked = count(1)
        self._one_runs = asyncio.Event()

    async def start(self, beginning: Beginning, *, instead_of_running: bool) -> Started:
        """Start it, or fail."""
        if next(self._asked) > 1:
            await self._one_runs.wait()
            raise RPCError("gone", RPCStatusCode.UNAVAILABLE, b"")
        started = await super().start(beginning, instead_of_running=instead_of_running)
        self._one_runs.set()
        return started


@pytest.fixture
async def empty(client: Client, temporal_server: EmbeddedTemporal) -> Client:
    """A client of a namespace in which nothing has ever run."""
    name = await an_empty_namespace(client)
    prepared = await Client.connect(
        temporal_server.address, namespace=name, plugins=[eyelevel_plugin()]
    )
    await register_search_attributes(prepared)
    return prepared


@pytest.fixture
async def programme(client: Client, time_skipper: TimeSkipper) -> Programme:
    """A cohort with two pairings that have been invited, without a worker."""
    cohort_id = f"r-{uuid4().hex[:8]}"
    programme = a_programme(client, time_skipper, cohort_id, stage_clock.today())
    async with programme.stage.worker():
        await programme.begin()
    return programme


async def test_recovery_leaves_alone_what_runs(programme: Programme) -> None:
    """Recovery of a namespace that has lost nothing starts nothing."""
    before = await run_ids(programme)
    assert await recover(programme.stage, programme.cohort_id) == {}
    assert await run_ids(programme) == before


async def test_an_interrupted_recovery_is_completed_by_the_next(
    programme: Programme, empty: Client
) -> None:
    """A recovery that was interrupted is completed by the next, which leaves alone what runs."""
    moved = programme.beside(empty, TimeSkipper(empty))
    states = await programme.states()
    with pytest.raises(RPCError):
        await recover(moved.stage, moved.cohort_id, Interrupted(empty, moved.stage.queue))
    (first,) = await run_ids(moved)
    done = await recover(moved.stage, moved.cohort_id)
    assert set(done) == set(moved.workflow_ids) - {first}
    assert set(done.values()) == {Outcome.RESTARTED}
    assert await recover(moved.stage, moved.cohort_id) == {}
    async with moved.stage.worker():
        for person in moved.everybody:
            state = await until(person.state, bool)
            assert state is not None
            assert state.model_dump(mode="json") == states[person.handle.id]


async def test_a_recovered_pairing_tells_a_repetition_from_an_edited_message(
    programme: Programme, empty: Client
) -> None:
    """After a recovery the same message still gets its receipt, and an edited one is refused."""
    message = programme.busy.message("mentor", knowledge={"data": 4})
    async with programme.stage.worker():
        receipt = await programme.busy.send("submit_assessment", message)
    moved = programme.beside(empty, TimeSkipper(empty))
    await recover(moved.stage, moved.cohort_id)
    async with moved.stage.worker():
        assert await moved.busy.send("submit_assessment", message) == receipt
        edited = message | {"knowledge": {"data": 3}}
        (problem,) = await moved.busy.refusal("submit_assessment", edited)
    assert problem.problem.endswith(", with other content")


async def test_a_pairing_of_which_nothing_is_recorded_begins_afresh(
    programme: Programme, empty: Client
) -> None:
    """A pairing without any event is recovered from the setup that its cohort recorded."""
    moved = programme.beside(empty, TimeSkipper(empty))
    moved.stage.journal = await without(programme.stage.journal, moved.slow.handle.id)
    moved.stage.mailer.sent.clear()
    done = await recover(moved.stage, moved.cohort_id)
    assert done == dict.fromkeys(moved.workflow_ids, Outcome.RESTARTED)
    async with moved.stage.worker():
        state = await moved.slow.told_all()
    assert state.stage is PairingStage.INVITED
    assert (state.setup.mentor, state.setup.reasons) == await as_matched(moved)
    assert moved.mails == []  # the mail server has taken these invitations before


async def test_a_database_that_lost_a_whole_cohort_gets_it_back(programme: Programme) -> None:
    """A cohort younger than the backup is restored from what Temporal has of it."""
    ids = [programme.cohort_id]
    states = await programme.states()
    programme.stage = await with_journal_cut(programme.stage, 0)
    work = reconciliation(programme.stage)
    # Temporal's list of what runs may lag behind, and the journal knows nothing of them any more.
    await until(partial(work.runs.open_ids, ids), lambda found: len(found) == 3)
    looks = await work.find(await work.accounts(ids), ids)
    repairs = outcomes(await work.repair(looks, accept_loss=False))
    assert repairs == dict.fromkeys(sorted(programme.workflow_ids), Outcome.RESTORED)
    assert await programme.states() == states
    found = await work.find(await work.accounts(ids), ids)
    assert [look.difference(stage_clock.wall_clock()) for look in found] == [None] * 3


async def test_what_is_archived_is_not_read_again(programme: Programme) -> None:
    """Recovery reads only what can still go on, not what is archived."""
    journal = programme.stage.journal
    before = {account.workflow_id for account in await read_everything(journal)}
    assert before == set(programme.workflow_ids)
    over = PairingArchived(occurred_at=stage_clock.now())
    version = len(await journal.read(programme.slow.handle.id))
    await journal.append(programme.slow.handle.id, version, [to_record(over, EventMeta())])
    after = {account.workflow_id for account in await read_everything(journal)}
    assert after == before - {programme.slow.handle.id}


async def test_a_cohort_does_not_wait_for_a_pairing_that_could_not_be_started(
    empty: Client, time_skipper: TimeSkipper
) -> None:
    """A cohort is started although one of the pairings for which it has instructions is not."""
    story = running("anna+bert")
    story.pause()
    stage = Stage(empty, time_skipper, queue="nobody")
    await stage.journal.append("cohort-c", 0, story.records)
    done = await recover(stage, "c")
    assert done == {"pairing-c-001": Outcome.REFUSED, "cohort-c": Outcome.RESTARTED}


async def run_ids(programme: Programme) -> dict[str, str]:
    """The runs of those that run, by workflow id."""
    runs = await Runs(programme.stage.client, recall).accounts(programme.workflow_ids)
    return {run.workflow_id: run.run_id for run in runs if run is not None and run.is_open}


async def without(journal: BreakableJournal, stream: str) -> BreakableJournal:
    """A journal that holds nothing of one stream; the delivery ledger knows all of its mails."""
    poorer = BreakableJournal()
    poorer.outbox = journal.outbox
    for stored in await journal.tail(0):
        if stored.stream != stream:
            await poorer.append(stored.stream, stored.version - 1, [stored.record])
    return poorer


async def as_matched(programme: Programme) -> tuple[str, tuple[str, ...]]:
    """The mentor of the slow pairing and the reasons for it, as the cohort has recorded them."""
    stored = await programme.stage.journal.read(programme.cohort.handle.id)
    state = fold(event.record for event in stored)
    entry = state.entry(programme.slow.pairing_id) if state else None
    assert entry is not None
    return entry.mentor, entry.reasons

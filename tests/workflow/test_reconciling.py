"""Where Temporal and the journal differ, the difference is named and put right."""

import asyncio
import json
import re
from collections.abc import Iterable
from functools import partial
from typing import Any

import pytest
from temporalio.api.common.v1 import WorkflowExecution
from temporalio.api.workflowservice.v1 import DeleteWorkflowExecutionRequest
from temporalio.client import WorkflowExecutionStatus, WorkflowFailureError

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.recovery.reading import read_streams
from adapters.recovery.repairing import Outcome
from adapters.temporal.restarts import Restarts
from domain.engine.journal import EventRecord
from domain.engine.messages import RENEW
from domain.pairing.vocabulary import Stage as PairingStage
from domain.recovery.judging import TIME_TO_ANSWER, Difference
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests import stage_clock
from tests.waiting import until
from tests.workflow.material import a_setup, new_pairing_id
from tests.workflow.recovery_stage import (
    difference,
    look_at,
    reconciliation,
    repair,
    reset,
    whatever_run,
    with_journal_cut,
)
from tests.workflow.stage_setting import LivePairing, Stage, live_out, raw


async def test_a_pairing_that_runs_as_it_should_is_left_alone(stage: Stage) -> None:
    """A pairing that runs as it should has no difference to report, and nothing to repair."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    assert await difference(pairing) is None
    assert await repair(pairing) is None


async def test_a_pairing_that_is_writing_is_looked_at_again(stage: Stage) -> None:
    """A pairing that is writing when it is looked at is looked at again, and has no difference."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    written = len(await pairing.records())
    stage.journal.lost_answers = 1
    await pairing.tell("person_changed", person_id="p-stranger")
    await until(pairing.records, lambda records: len(records) > written)
    assert await difference(pairing) is None


async def test_a_run_that_nobody_works_for_is_not_answering(empty_stage: Stage) -> None:
    """A signal that no worker takes in is remarked after a while; the data are in order."""
    pairing = await prepared(empty_stage)
    soon = stage_clock.now() + 2 * TIME_TO_ANSWER
    (idle,) = await look_at(empty_stage, pairing.handle.id)
    await pairing.tell("person_changed", person_id="p-stranger")
    (waiting,) = await look_at(empty_stage, pairing.handle.id)
    assert (idle.waits_for_a_worker(soon), waiting.waits_for_a_worker(soon)) == (False, True)
    assert waiting.difference(soon) is None


async def test_a_busy_programme_shows_no_difference(stage: Stage) -> None:
    """A busy programme, looked at again and again, never shows a difference."""
    pairings = [await stage.open_pairing(roster=stage.another_roster()) for _ in range(4)]
    ids = [pairing.handle.id for pairing in pairings]
    looks = 0

    async def talk(pairing: LivePairing) -> None:
        await pairing.prepare()
        while looks < 4:
            await pairing.tell("person_changed", person_id="p-stranger")
            await pairing.state()

    busy = asyncio.gather(*map(talk, pairings))
    while not busy.done():
        now = stage_clock.wall_clock()
        assert {look.difference(now) for look in await look_at(stage, *ids)} == {None}
        looks += 1
    await busy


async def test_a_terminated_pairing_goes_on_where_it_was(stage: Stage) -> None:
    """What was terminated by mistake is started from the journal, in the same state."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    before = await pairing.told_all()
    await pairing.handle.terminate("by mistake")
    assert await difference(pairing) is Difference.NOT_RUNNING
    assert await repair(pairing) is Outcome.RESTARTED
    again = whatever_run(pairing)
    assert await again.state() == before
    assert await difference(again) is None
    await again.assess()
    assert (await again.told_all()).stage is PairingStage.EXPECTATIONS


async def test_a_run_that_was_reset_is_replaced_by_one_that_knows_the_journal(
    empty_stage: Stage,
) -> None:
    """A run that was reset is replaced by one that knows the journal, even without a worker."""
    pairing = await prepared(empty_stage)
    before = await pairing.folded()
    await reset(pairing)
    assert await difference(pairing) is Difference.RUN_BEHIND
    assert await repair(pairing) is Outcome.RESTARTED
    assert await difference(pairing) is None
    async with empty_stage.worker():
        assert await pairing.told_all() == before


async def test_a_run_that_was_reset_before_its_end_completes_again(empty_stage: Stage) -> None:
    """A run that was reset to before its end sees in the journal that all is over, and
    completes."""
    pairing = await over(empty_stage)
    records = await pairing.records()
    await reset(pairing)
    assert await difference(pairing) is Difference.RUN_BEHIND
    assert await repair(pairing) is Outcome.RESTARTED
    async with empty_stage.worker():
        assert (await pairing.handle.result())["stage"] == "closed"
    assert await pairing.records() == records


async def test_events_that_the_journal_lost_come_back_from_temporal(empty_stage: Stage) -> None:
    """Events that an old backup lacks are restored from the run and the one before it."""
    pairing = await prepared(empty_stage)
    await pairing.handle.terminate("by mistake")
    assert await repair(pairing) is Outcome.RESTARTED
    async with empty_stage.worker():
        await pairing.meet()
        before = await pairing.told_all()
    records = await pairing.records()
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 10))
    assert await difference(poorer) is Difference.JOURNAL_BEHIND
    assert await repair(poorer) is Outcome.RESTORED
    assert but_for_times(await poorer.records()) == but_for_times(records)
    assert await difference(poorer) is None
    async with poorer.stage.worker():
        assert await poorer.state() == before
        await poorer.meet()


async def test_they_come_back_into_the_real_journal(empty_stage: Stage, database_url: str) -> None:
    """A fresh database with the first events copied in ends with all of them, word for word."""
    pairing = await prepared(empty_stage)
    records = await pairing.records()
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        await journal.append(pairing.handle.id, 0, records[:10])
        work = reconciliation(empty_stage, journal=journal)
        looks = await work.look(await read_streams(journal, [pairing.handle.id]))
        (done,) = await work.repair(looks, accept_loss=False)
        stored = await journal.read(pairing.handle.id)
        await journal.close()
    assert (done.outcome, done.events) == (Outcome.RESTORED, len(records) - 10)
    assert but_for_times(event.record for event in stored) == but_for_times(records)


async def test_what_people_were_told_comes_back_with_the_events(empty_stage: Stage) -> None:
    """A backup lacks the moment when both accepted: with its events, the mails that ask for what
    comes next are written again, and the invitations in the backup are not sent any more."""
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        await pairing.told_all()
        opened = len(await pairing.records())
        await pairing.both("accept")
        told = (await pairing.told_all()).desk.told
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, opened))
    empty_stage.mailer.sent.clear()
    assert await repair(poorer) is Outcome.RESTORED
    outbox = poorer.stage.journal.outbox
    invitations = [one.notice.id for one in told if one.notice.kind is NoticeKind.INVITATION]
    assert {poorer.outcome(id_) for id_ in invitations} == {DeliveryOutcome.TAKEN_BACK}
    assert await outbox.waiting() == len(told) - len(invitations) == 2
    async with poorer.stage.worker():
        await poorer.told_all()
    assert empty_stage.mailer.kinds() == [NoticeKind.ASSESSMENT_REQUEST] * 2


async def test_a_faulty_start_under_the_same_id_is_no_obstacle(empty_stage: Stage) -> None:
    """An earlier start that failed under the same id, as with a typo, does not block a repair."""
    pairing_id = new_pairing_id()
    async with empty_stage.worker():
        failed = await empty_stage.start_pairing(pairing_id, raw(b"{ not JSON"))
        with pytest.raises(WorkflowFailureError):
            await failed.handle.result()
        setup = a_setup(pairing_id)
        pairing = await empty_stage.start_pairing(pairing_id, {"setup": setup})
        await pairing.told_all()
    records = await pairing.records()
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 1))
    assert await repair(poorer) is Outcome.RESTORED
    assert but_for_times(await poorer.records()) == but_for_times(records)


async def test_a_run_waits_until_the_journal_has_its_events_back(empty_stage: Stage) -> None:
    """A run waits beside an old backup until the journal has its events back; messages wait,
    too."""
    pairing = await prepared(empty_stage)
    before = await pairing.folded()
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 10))
    async with poorer.stage.worker():
        asking = asyncio.create_task(poorer.ask("pause", "mentor"))
        await until(partial(is_told_of_the_loss, poorer), bool)
        assert await poorer.state() == before
        assert await repair(poorer) is Outcome.RESTORED
        await asking
        state = await poorer.told_all()
    assert state == await poorer.folded()
    assert (await poorer.records())[: len(await pairing.records())] == await pairing.records()


async def test_a_pairing_that_ended_after_the_backup_does_not_begin_again(
    empty_stage: Stage,
) -> None:
    """A pairing that ended after the backup does not begin again: Temporal's history knows
    better."""
    pairing = await over(empty_stage)
    records = await pairing.records()
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 3))
    assert await difference(poorer) is Difference.JOURNAL_BEHIND
    assert await repair(poorer) is Outcome.RESTORED
    assert but_for_times(await poorer.records()) == but_for_times(records)
    assert await difference(poorer) is None


async def test_what_a_run_could_not_write_is_not_brought_back(empty_stage: Stage) -> None:
    """What a run could not append after a reset is not restored to the journal."""
    pairing = await prepared(empty_stage)
    records = await pairing.records()
    await reset(pairing)
    async with empty_stage.worker():
        await pairing.until(lambda state: state.version == len(records))
    assert await was_refused_an_append(pairing)
    assert await difference(pairing) is None
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 5))
    assert await repair(poorer) is Outcome.RESTORED
    assert but_for_times(await poorer.records()) == but_for_times(records)


async def test_what_nobody_knows_any_more_is_given_up_on_request_only(
    empty_stage: Stage,
) -> None:
    """Events that neither journal nor history has are given up only on request."""
    pairing = await prepared(empty_stage)
    first = (await pairing.handle.describe()).run_id
    await pairing.handle.signal(RENEW)
    async with empty_stage.worker():
        await until(pairing.handle.describe, lambda found: found.run_id != first)
    await forget(pairing, first)
    poorer = whatever_run(pairing, await with_journal_cut(empty_stage, 10))
    assert await repair(poorer) is Outcome.HISTORY_GONE
    assert await difference(poorer) is Difference.JOURNAL_BEHIND
    assert await repair(poorer, accept_loss=True) is Outcome.RESTARTED
    async with poorer.stage.worker():
        assert await poorer.told_all() == await poorer.folded()


async def test_a_state_that_temporal_would_not_take_is_reported(empty_stage: Stage) -> None:
    """A state that is too large for Temporal is not started, and the pairing is reported."""
    pairing = await prepared(empty_stage)
    await pairing.handle.terminate("by mistake")
    narrow = Restarts(empty_stage.client, empty_stage.queue, largest_argument=1000)
    assert await repair(pairing, restarts=narrow) is Outcome.TOO_LARGE
    assert (await pairing.handle.describe()).status is WorkflowExecutionStatus.TERMINATED


async def prepared(stage: Stage) -> LivePairing:
    """A pairing that is ready for its first session, without a worker."""
    async with stage.worker():
        pairing = await stage.open_pairing()
        await pairing.prepare()
        await pairing.told_all()
    return whatever_run(pairing)


async def over(stage: Stage) -> LivePairing:
    """A pairing that was declined and whose workflow has completed, without a worker."""
    async with stage.worker():
        pairing = await stage.open_pairing()
        await pairing.ask("decline", "mentor")
        await pairing.told_all()
        await live_out(stage.skipper, pairing.handle)
    return whatever_run(pairing)


A_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[0-9:.]+Z")


def but_for_times(records: Iterable[EventRecord]) -> list[Any]:
    """What the journal says. A replay may see another moment after a local activity that was
    under way when its workflow task was prolonged."""
    return [json.loads(A_MOMENT.sub("a moment", record.model_dump_json())) for record in records]


async def was_refused_an_append(pairing: LivePairing) -> bool:
    """Whether history has an append that failed for good."""
    markers = [
        event.marker_recorded_event_attributes
        async for event in pairing.handle.fetch_history_events()
        if event.HasField("marker_recorded_event_attributes")
    ]
    return any(marker.HasField("failure") for marker in markers)


async def forget(pairing: LivePairing, run_id: str) -> None:
    """Let Temporal forget a run, as it does when the time of retention is over."""
    client = pairing.stage.client
    execution = WorkflowExecution(workflow_id=pairing.handle.id, run_id=run_id)
    await client.workflow_service.delete_workflow_execution(
        DeleteWorkflowExecutionRequest(namespace=client.namespace, workflow_execution=execution)
    )
    query = f'WorkflowId = "{pairing.handle.id}"'

    async def runs() -> list[str]:
        return [found.run_id async for found in client.list_workflows(query)]

    await until(runs, lambda known: run_id not in known)


async def is_told_of_the_loss(pairing: LivePairing) -> bool:
    """Whether the Temporal UI shows an activity that misses events in the journal."""
    found = (await pairing.handle.describe()).raw_description.pending_activities
    return any("eyelevel reconcile" in workflow_.last_failure.message for workflow_ in found)

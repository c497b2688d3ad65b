"""A pairing that does not run any more is noticed, and told to the owners of its cohort."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from temporalio.client import (
    Client,
    WorkflowExecutionStatus,
    WorkflowHandle,
    WorkflowUpdateStage,
)
from temporalio.testing import TimeSkipper

from activities.ports import RunsBehind
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import render
from adapters.recovery.repairing import Outcome
from adapters.temporal.watching import start_watch
from domain.cohort.state import CohortState
from domain.pairing.commands import Accept
from domain.programme.ids import watch_workflow_id
from domain.telling.kinds import ItemKind
from tests import stage_clock
from tests.waiting import until
from tests.watching import has_looked
from tests.workflow.recovery_stage import repair
from tests.workflow.stage_setting import Stage
from tests.workflow.test_prompt_appends import wrote_and_was_lost
from tests.workflow.twins import Programme, a_programme
from workflows.watch import EVERY, LOOKS

HEAD = Letterhead(sender="eyelevel@example.com")


@pytest.fixture
async def programme(client: Client, time_skipper: TimeSkipper) -> AsyncIterator[Programme]:
    """A cohort with two pairings that have been invited, and a worker."""
    cohort_id = f"w-{uuid4().hex[:8]}"
    programme = a_programme(client, time_skipper, cohort_id, stage_clock.today())
    async with programme.stage.worker():
        await programme.begin()
        yield programme


@asynccontextmanager
async def watching(stage: Stage) -> AsyncIterator[WorkflowHandle[Any, Any]]:
    """The watch begins, and looks at once; it is gone at the end of the block."""
    await start_watch(stage.client, stage.queue)
    watch = stage.client.get_workflow_handle(watch_workflow_id(stage.queue))
    try:
        yield watch
    finally:
        await watch.terminate()


async def looks_of(watch: WorkflowHandle[Any, Any]) -> Counter[str]:
    """How often a watch has begun each of its looks."""
    history = await watch.fetch_history()
    return Counter(
        event.activity_task_scheduled_event_attributes.activity_type.name
        for event in history.events
        if event.HasField("activity_task_scheduled_event_attributes")
    )


def not_running(state: CohortState) -> list[str | None]:
    """The pairings that the owners are asked to start again."""
    items = state.desk.items
    return [item.pairing_id for item in items if item.kind is ItemKind.PAIRING_NOT_RUNNING]


async def test_a_terminated_pairing_is_an_item_until_it_runs_again(programme: Programme) -> None:
    """The owners of a terminated pairing get the command that helps, and the matter is settled."""
    stage, slow = programme.stage, programme.slow
    await slow.handle.terminate("by mistake")
    async with watching(stage):
        await programme.cohort.until(lambda state: not_running(state) == [slow.pairing_id])
        await stage.mails_settled()
    (mail,) = [sent for sent in stage.mailer.sent if sent[0].notice.item_id]
    text = render(*mail, HEAD).text
    assert f"    eyelevel reconcile --cohort {programme.cohort_id} --repair\n" in text
    assert f"pairing-{slow.pairing_id}" in text
    assert await repair(slow) is Outcome.RESTARTED
    async with watching(stage):
        await programme.cohort.until(lambda state: not_running(state) == [])


async def test_a_terminated_pairing_is_told_of_a_pause_when_it_runs_again(
    programme: Programme,
) -> None:
    """A cohort pauses in spite of a terminated pairing, which is paused as soon as it was started
    again and the watch has seen it run."""
    slow, cohort = programme.slow, programme.cohort
    await slow.handle.terminate("by mistake")
    await cohort.ask("pause")
    await cohort.until(lambda state: state.unreached == (slow.pairing_id,))
    assert (await programme.busy.state()).pause is not None
    async with watching(programme.stage):
        await cohort.until(lambda state: not_running(state) == [slow.pairing_id])
    assert await repair(slow) is Outcome.RESTARTED
    assert (await slow.state()).pause is None
    async with watching(programme.stage):
        await slow.until(lambda state: state.pause is not None)
    await cohort.until(lambda state: state.desk.items == () and state.unreached == ())


async def test_a_watch_that_finds_nothing_leaves_no_trace(programme: Programme) -> None:
    """As long as all pairings run, the cohort has neither a message nor an event more."""
    before = await programme.cohort.handle.fetch_history()
    async with watching(programme.stage) as watch:
        await has_looked(watch)
    after = await programme.cohort.handle.fetch_history()
    assert len(after.events) == len(before.events)


async def test_a_run_that_is_behind_its_journal_catches_up(programme: Programme) -> None:
    """An answer that only the journal knows, because worker, sender and Temporal were lost after
    it was recorded, counts once the watch has looked."""
    slow = programme.slow
    message = slow.message("mentor")
    await wrote_and_was_lost(slow, [Accept.model_validate(message)])
    async with watching(programme.stage):
        await slow.until(lambda state: bool(state.preparation.accepted.mentor))
    assert await slow.folded() == await slow.told_all()


async def test_a_watch_that_is_started_by_hand_leaves_nothing_out(programme: Programme) -> None:
    """The watch looks at the whole journal even if somebody starts it with a place to begin at."""
    stage, slow = programme.stage, programme.slow
    await wrote_and_was_lost(slow, [Accept.model_validate(slow.message("mentor"))])
    end = len(await stage.journal.tail(0))
    watch = await stage.client.start_workflow(
        "Watch", {"after": end}, id=watch_workflow_id(stage.queue), task_queue=stage.queue
    )
    await slow.until(lambda state: bool(state.preparation.accepted.mentor))
    await watch.terminate()


async def test_a_run_that_is_writing_is_named_apart(programme: Programme) -> None:
    """A run that knows fewer events than its journal, but is writing at the moment, may know them
    all in a second, and is named apart from those that are behind for certain."""
    stage, slow = programme.stage, programme.slow
    accepted = [Accept.model_validate(slow.message("mentor"))]
    await wrote_and_was_lost(slow, accepted)
    versions = {slow.handle.id: len(await slow.records())}
    behind = stage.adapters.workflows.behind
    assert await behind(versions) == RunsBehind(certain=(slow.handle.id,))
    with stage.journal.held():
        update = await slow.handle.start_update(
            "accept", slow.message("mentee"), wait_for_stage=WorkflowUpdateStage.ACCEPTED
        )
        assert await behind(versions) == RunsBehind(writing=(slow.handle.id,))
    await update.result()
    assert await behind(versions) == RunsBehind()


async def test_a_watch_begins_anew_after_a_day(stage: Stage) -> None:
    """After a day of looks a new run takes over, which looks no more at what was looked at before;
    a look of which nothing is heard for a minute is begun anew."""
    await (await stage.open_pairing()).told_all()
    async with watching(stage) as watch:
        first = await has_looked(watch)
        end = len(await stage.journal.tail(0))
        await stage.pass_time(watch, LOOKS * EVERY)
        again = await until(watch.describe, lambda found: found.run_id != first)
        assert await has_looked(watch) == again.run_id
        history = await watch.fetch_history()
    handed_on = history.events[0].workflow_execution_started_event_attributes
    assert handed_on.continued_execution_run_id == first
    assert json.loads(handed_on.input.payloads[0].data)["after"] == end
    assert again.status is WorkflowExecutionStatus.RUNNING
    scheduled = [event.activity_task_scheduled_event_attributes for event in history.events]
    patience = {one.heartbeat_timeout.seconds for one in scheduled if one.activity_id}
    assert patience == {60}


async def test_a_look_that_fails_keeps_no_other_from_being_made(stage: Stage) -> None:
    """When the changes of people cannot be made, pairings that do not run are looked for all the
    same half an hour later, and the changes are tried again."""
    stage.roster.refusals = 1
    async with watching(stage) as watch:
        await has_looked(watch)
        await stage.pass_time(watch, EVERY)
        await until(partial(looks_of, watch), lambda looks: looks["make_roster_changes"] == 2)
        assert (await looks_of(watch))["look_for_pairings_not_running"] == 2
    assert stage.roster.refusals == 0


async def test_a_second_worker_leaves_the_watch_alone(programme: Programme) -> None:
    """Several workers have one watch between them; the one that runs is not started anew."""
    stage = programme.stage
    async with watching(stage) as watch:
        first = await watch.describe()
        await start_watch(stage.client, stage.queue)
        assert (await watch.describe()).run_id == first.run_id

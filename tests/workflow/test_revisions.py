"""By which revision of the rules a run decides, on a real server."""

from datetime import timedelta
from typing import Any

from temporalio.client import WorkflowHandle
from temporalio.service import RPCError

from domain.engine.messages import RENEW
from domain.programme.revision import REVISION
from tests.replay.replaying import noted_revision
from tests.replay.tally.record import count, start_tally
from tests.replay.tally.rules import Tally
from tests.replay.tally.workflow import FirstRelease, SecondRelease
from tests.waiting import until
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.failures import first_failed_task
from tests.workflow.material import a_setup, new_pairing_id
from tests.workflow.stage_setting import Stage
from workflows.pairing_start import PairingStart

HOUR = timedelta(hours=1)
CAN_BE_ASKED = 2
"""Events: the run has started, and its first task is scheduled."""


async def _tally(handle: WorkflowHandle[Any, Any]) -> Tally:
    found: Tally = await handle.query("state", result_type=Tally)
    return found


async def _run_of(handle: WorkflowHandle[Any, Any]) -> str | None:
    return (await handle.describe()).run_id


async def _another_run(handle: WorkflowHandle[Any, Any], than: str | None) -> str | None:
    """The next run, once it can be asked: Temporal schedules its first task a moment later."""
    found = await until(
        handle.describe, lambda it: it.run_id != than and it.history_length >= CAN_BE_ASKED
    )
    return found.run_id


async def test_a_running_tally_keeps_its_rules_until_it_is_renewed(empty_stage: Stage) -> None:
    """A run that a first release has begun counts on under the second as it always did; renewed,
    it is a run by the second release's rules, and is full."""
    async with empty_stage.worker(FirstRelease):
        tally = await start_tally(empty_stage)
        await count(tally, 1)
    async with empty_stage.worker(SecondRelease):
        await count(tally, 2)
        assert (await _tally(tally)).revision == 1
        first = await _run_of(tally)
        await tally.signal(RENEW)
        await _another_run(tally, first)
        assert (await _tally(tally)).revision == 2
        await count(tally, 3)
        assert await tally.result() == 3


async def test_a_tally_of_a_later_release_waits_for_it(empty_stage: Stage) -> None:
    """A worker that meets a higher revision than it knows fails the task and says what to do; one
    of the later release then takes the run up, and nothing is lost."""
    async with empty_stage.worker(SecondRelease):
        tally = await start_tally(empty_stage)
        await count(tally, 1, 2)
    async with empty_stage.worker(FirstRelease):
        await tally.signal("anything")
        told = await until(lambda: first_failed_task(tally), bool)
    assert "knows them up to revision 1" in told
    async with empty_stage.worker(SecondRelease):
        await until(lambda: _counts(tally, 3), bool)
        assert await tally.result() == 3


async def _counts(tally: WorkflowHandle[Any, Any], number: int) -> bool:
    """Count, unless Temporal takes no updates yet because the last task has failed."""
    try:
        await count(tally, number)
    except RPCError:
        return False
    return True


async def test_a_start_cannot_choose_its_revision(stage: Stage) -> None:
    """Whatever number somebody names who starts a pairing, it goes by the newest revision."""
    pairing_id = new_pairing_id()
    start = PairingStart(setup=a_setup(pairing_id), revision=REVISION + 1)
    pairing = await stage.start_pairing(pairing_id, start)
    assert (await pairing.until(lambda state: bool(state.version))).revision == REVISION


async def test_a_cohort_notes_its_revision_before_it_does_anything(stage: Stage) -> None:
    """The history of a cohort from the command line begins with the number that it goes by."""
    cohort = await open_cohort(stage)
    assert (await cohort.until(lambda state: bool(state.version))).revision == REVISION
    history = await cohort.handle.fetch_history()
    assert noted_revision(history.to_json_dict()) == REVISION


async def test_a_renewed_pairing_is_the_same_pairing(stage: Stage) -> None:
    """However often, and with whatever arguments, it is told to renew itself: it goes on in a new
    run with the same state, and nothing of it stands in the journal."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    before, run = await pairing.told_all(), await _run_of(pairing.handle)
    for arguments in ((), ({"message_id": "x"}, 2)):
        await pairing.handle.signal(RENEW, args=arguments)
        run = await _another_run(pairing.handle, run)
    assert await pairing.state() == before
    assert await pairing.folded() == before
    await pairing.assess()


async def test_a_renewal_does_not_wait_for_mails(empty_stage: Stage) -> None:
    """A pairing whose mails cannot be sent renews itself all the same: the outbox has them."""
    empty_stage.mailer.down = True
    async with empty_stage.worker():
        pairing = await empty_stage.open_pairing()
        run = await _run_of(pairing.handle)
        await pairing.handle.signal(RENEW)
        await _another_run(pairing.handle, run)
        assert await empty_stage.journal.outbox.waiting() == 2


async def test_a_renewed_cohort_is_the_same_cohort(stage: Stage) -> None:
    """A cohort is renewed as a pairing is, and goes on with its pairings."""
    cohort = await open_cohort(stage, confirm=True)
    before = await cohort.until(lambda state: bool(state.matching.proposals))
    run = await _run_of(cohort.handle)
    await cohort.handle.signal(RENEW)
    await _another_run(cohort.handle, run)
    assert await cohort.state() == before
    await cohort.ask("confirm_matches", accept="all")
    await cohort.until(lambda state: bool(state.running))

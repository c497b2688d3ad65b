"""A pairing ends for a reason that is recorded, and for nothing else."""

from temporalio.client import WorkflowExecutionStatus, WorkflowUpdateStage

from domain.pairing.vocabulary import Stage as PairingStage
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.stage_setting import Stage


async def test_a_request_to_cancel_is_recorded_and_not_followed(stage: Stage) -> None:
    """A requested cancellation ends nothing; what to do instead stands in the state."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    await pairing.handle.cancel()
    state = await pairing.until(lambda state: bool(state.desk.rejected))
    (rejected,) = state.desk.rejected
    assert rejected.message == "request to cancel"
    assert rejected.problems[0].allowed == "the update end"
    await pairing.prepare()
    assert (await pairing.told_all()).stage is PairingStage.SESSIONS
    assert (await pairing.handle.describe()).status is WorkflowExecutionStatus.RUNNING


async def test_a_request_to_cancel_amid_an_append_loses_nothing(stage: Stage) -> None:
    """What was being recorded when a cancellation is requested is recorded and answered."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    with stage.journal.held():
        accepting = await pairing.handle.start_update(
            "accept", pairing.message("mentor"), wait_for_stage=WorkflowUpdateStage.ACCEPTED
        )
        await pairing.handle.cancel()
    assert (await accepting.result())["message"] == "accept"
    state = await pairing.until(lambda state: bool(state.desk.rejected))
    assert state.preparation.accepted.mentor
    assert await pairing.folded() == state


async def test_a_cohort_is_not_cancelled_either(stage: Stage) -> None:
    """A cohort whose cancellation is requested records it and goes on."""
    cohort = await open_cohort(stage)
    await cohort.until(lambda state: bool(state.running))
    await cohort.handle.cancel()
    state = await cohort.until(lambda state: bool(state.desk.rejected))
    assert state.desk.rejected[-1].message == "request to cancel"
    await cohort.ask("pause")
    await cohort.until(lambda state: not state.instructions)

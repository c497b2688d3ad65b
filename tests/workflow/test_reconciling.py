"""Where Temporal and the journal differ, the difference is named and put right."""

from adapters.recovery.repairing import Outcome
from domain.pairing.vocabulary import Stage as PairingStage
from domain.recovery.judging import Difference
from tests.workflow.recovery_stage import difference, repair
from tests.workflow.stage_setting import LivePairing, Stage


async def test_a_pairing_that_runs_as_it_should_is_left_alone(stage: Stage) -> None:
    """In the middle of its life, and at its end, there is nothing to report."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    assert await difference(stage, pairing.handle.id) is None
    assert await repair(stage, pairing.handle.id) is None


async def test_a_terminated_pairing_goes_on_where_it_was(stage: Stage) -> None:
    """What was terminated by mistake is started from the journal, in the same state."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    before = await pairing.told_all()
    await pairing.handle.terminate("by mistake")
    assert await difference(stage, pairing.handle.id) is Difference.NOT_RUNNING
    assert await repair(stage, pairing.handle.id) is Outcome.RESTARTED
    again = the_new_run(pairing)
    assert await again.state() == before
    assert await difference(stage, pairing.handle.id) is None
    await again.assess()
    assert (await again.told_all()).stage is PairingStage.EXPECTATIONS


def the_new_run(pairing: LivePairing) -> LivePairing:
    """The pairing under its id, whatever its run."""
    handle = pairing.stage.client.get_workflow_handle(pairing.handle.id)
    return LivePairing(pairing.stage, handle, pairing.pairing_id, pairing.numbers)

"""A shutdown that is announced while a cohort runs reaches its pairings."""

from datetime import timedelta

from tests import stage_clock
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.stage_setting import LivePairing, Stage


async def test_case_31_a_shutdown_that_is_announced_reaches_the_running_pairings(
    stage: Stage,
) -> None:
    """The update `announce_shutdown` of a cohort makes its days off known to each pairing, and to
    the cohort itself."""
    cohort = await open_cohort(stage)
    running = await cohort.until(lambda state: bool(state.running))
    first = stage_clock.today() + timedelta(days=30)
    shutdown = {"first": str(first), "last": str(first + timedelta(days=13))}
    await cohort.ask("announce_shutdown", shutdown=shutdown)

    pairing_id = running.running[0].pairing_id
    handle = stage.client.get_workflow_handle(f"pairing-{pairing_id}")
    pairing = LivePairing(stage, handle, pairing_id)
    told = await pairing.until(lambda state: not state.calendar.is_working_day(first))
    assert [str(one.first) for one in told.setup.shutdowns] == [str(first)]
    known = await cohort.until(lambda state: not state.calendar.is_working_day(first))
    assert known.announced == told.setup.shutdowns

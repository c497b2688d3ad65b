"""The ground that every workflow test stands on."""

from datetime import timedelta
from uuid import uuid4

from temporalio import workflow
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

HALF_A_YEAR = timedelta(weeks=26)


@workflow.defn
class LongSleep:
    """Sleeps for half a year."""

    @workflow.run
    async def run(self) -> timedelta:
        """How much time has passed for the workflow."""
        started = workflow.now()
        await workflow.sleep(HALF_A_YEAR)
        return workflow.now() - started


async def test_half_a_year_passes_at_once(time_skipper: TimeSkipper) -> None:
    """A workflow sleeps half a year and wakes up within seconds, because the server skips time."""
    queue = str(uuid4())
    async with Worker(time_skipper.client, task_queue=queue, workflows=[LongSleep]):
        slept = await time_skipper.client.execute_workflow(
            LongSleep.run, id=queue, task_queue=queue
        )
    assert slept >= HALF_A_YEAR


async def test_time_can_be_forwarded_from_outside(time_skipper: TimeSkipper) -> None:
    """Time of a running workflow can be skipped from outside by exactly the time asked for."""
    queue = str(uuid4())
    async with Worker(time_skipper.client, task_queue=queue, workflows=[LongSleep]):
        with time_skipper.with_time_skipping_disabled():
            handle = await time_skipper.client.start_workflow(
                LongSleep.run, id=queue, task_queue=queue
            )
        assert await time_skipper.fast_forward(handle, HALF_A_YEAR / 2)
        description = await handle.describe()
        assert description.close_time is None
        assert not await time_skipper.fast_forward(handle, HALF_A_YEAR)
        assert await handle.result() >= HALF_A_YEAR

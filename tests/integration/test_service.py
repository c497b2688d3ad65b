"""A worker that is told to stop finishes what it holds."""

import asyncio
from datetime import timedelta
from uuid import uuid4

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.worker import Worker

from adapters.temporal.service import run_until


class LongWork:
    """Work that outlasts the order to stop."""

    def __init__(self) -> None:
        self.has_begun = asyncio.Event()

    @activity.defn
    async def work_into_the_shutdown(self) -> int:
        """Ends only after the worker has begun to stop; the number of this attempt."""
        self.has_begun.set()
        await activity.wait_for_worker_shutdown()
        return activity.info().attempt


@workflow.defn
class OneActivity:
    """Runs one activity."""

    @workflow.run
    async def run(self) -> int:
        """The attempt that succeeded."""
        return await workflow.execute_activity_method(
            LongWork.work_into_the_shutdown, start_to_close_timeout=timedelta(minutes=1)
        )


async def test_activity_in_hand_is_finished_at_shutdown(client: Client) -> None:
    """An activity that runs when the worker is told to stop is neither cancelled nor repeated."""
    queue = str(uuid4())
    work = LongWork()

    def worker() -> Worker:
        return Worker(
            client,
            task_queue=queue,
            workflows=[OneActivity],
            activities=[work.work_into_the_shutdown],
            graceful_shutdown_timeout=timedelta(seconds=30),
        )

    stop = asyncio.Event()
    running = asyncio.create_task(run_until(stop, [worker()]))
    handle = await client.start_workflow(OneActivity.run, id=queue, task_queue=queue)
    await work.has_begun.wait()
    stop.set()
    await running
    async with worker():
        assert await handle.result() == 1

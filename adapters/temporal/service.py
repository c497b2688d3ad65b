"""A worker as a service: its version, and an orderly end."""

import asyncio
import signal
from collections.abc import Sequence

from temporalio.common import VersioningBehavior, WorkerDeploymentVersion
from temporalio.worker import Worker, WorkerDeploymentConfig

from settings import DeploymentSettings


def deployment_of(settings: DeploymentSettings) -> WorkerDeploymentConfig | None:
    """The Worker Deployment version, if the environment names one.

    Pairings run for years, so they move on to the current version; old histories replay on it.
    """
    if settings.deployment_name is None or settings.build_id is None:
        return None
    return WorkerDeploymentConfig(
        version=WorkerDeploymentVersion(settings.deployment_name, settings.build_id),
        use_worker_versioning=True,
        default_versioning_behavior=VersioningBehavior.AUTO_UPGRADE,
    )


def stop_on_signals() -> asyncio.Event:
    """An event that SIGTERM and SIGINT set, from now on."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop


async def run_until(stop: asyncio.Event, workers: Sequence[Worker]) -> None:
    """Work until ``stop`` is set; then finish what has begun, and return.

    Raises what a worker raises if it cannot go on; the others finish before.
    """
    running = {asyncio.create_task(worker.run()): worker for worker in workers}
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({*running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    await asyncio.gather(
        *(worker.shutdown() for task, worker in running.items() if not task.done())
    )
    await asyncio.gather(*running)

"""Record these histories anew: ``python -m tests.replay.standing.record``. Names: only those."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle

from adapters.temporal.ending import run_and_leave
from adapters.temporal.watching import start_watch
from domain.programme.ids import watch_workflow_id
from tests.replay.record import a_server, keep_history
from tests.replay.standing.posts import post_cancelled, post_goes_on, post_sends
from tests.waiting import until
from tests.watching import has_looked
from tests.workflow.stage_setting import Stage
from workflows.watch import EVERY, LOOKS

HISTORIES = Path(__file__).parent
Run = WorkflowHandle[Any, Any]


async def watch(stage: Stage) -> Run:
    """A day of looks, and another run begins."""
    first, _ = await _two_days_of_watch(stage)
    return first


async def watch_of_the_second_day(stage: Stage) -> Run:
    """A run that looks on where the one before it ended."""
    _, second = await _two_days_of_watch(stage)
    return second


async def _two_days_of_watch(stage: Stage) -> tuple[Run, Run]:
    async with stage.worker():
        await (await stage.open_pairing()).told_all()
        await start_watch(stage.client, stage.queue)
        latest = stage.client.get_workflow_handle(watch_workflow_id(stage.queue))
        first = await has_looked(latest)
        await stage.pass_time(latest, LOOKS * EVERY)
        await until(latest.describe, lambda found: found.run_id != first)
        second = await has_looked(latest)
        await latest.terminate()
    runs = (stage.client.get_workflow_handle(latest.id, run_id=run) for run in (first, second))
    return next(runs), next(runs)


STANDING: dict[str, Callable[[Stage], Awaitable[Run]]] = {
    story.__name__: story
    for story in (watch, watch_of_the_second_day, post_sends, post_cancelled, post_goes_on)
}


async def _record(names: Iterable[str]) -> None:
    async with a_server() as (client, skipper):
        for name in names:
            stage = Stage(client, skipper, queue=f"replay-{name}")
            await keep_history(await STANDING[name](stage), HISTORIES / f"{name}.json")


if __name__ == "__main__":
    run_and_leave(lambda: asyncio.run(_record(sys.argv[1:] or STANDING)))

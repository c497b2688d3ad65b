"""Record both histories of a tally anew: ``python -m tests.replay.tally.record``."""

import asyncio
from pathlib import Path
from typing import Any

from temporalio.client import WorkflowHandle

from adapters.temporal.ending import run_and_leave
from tests.replay.record import a_server, keep
from tests.replay.tally.workflow import FirstRelease, SecondRelease
from tests.workflow.stage_setting import Stage

BELOW, ABOVE = (Path(__file__).with_name(f"tally.{revision}.json") for revision in (1, 2))


async def start_tally(stage: Stage) -> WorkflowHandle[Any, Any]:
    """A tally that is started without a number, as a cohort is from the command line."""
    return await stage.client.start_workflow(
        "Tally", {}, id=f"tally-{stage.queue}", task_queue=stage.queue
    )


async def count(tally: WorkflowHandle[Any, Any], *numbers: int) -> None:
    """Count once for each number; the same number again is the same message again."""
    for number in numbers:
        await tally.execute_update("count", {"message_id": f"m-{number}", "acting": "operator"})


async def _record() -> None:
    async with a_server() as (client, skipper):
        first = Stage(client, skipper, queue="first")
        async with first.worker(FirstRelease):
            tally = await start_tally(first)
            await count(tally, 1, 2, 3, 4)
            await keep(first, tally, BELOW)
        second = Stage(client, skipper, queue="second")
        async with second.worker(SecondRelease):
            tally = await start_tally(second)
            await count(tally, 1, 2, 3)
            await tally.result()
            await keep(second, tally, ABOVE)


if __name__ == "__main__":
    run_and_leave(lambda: asyncio.run(_record()))

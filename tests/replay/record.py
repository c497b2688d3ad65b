"""Record the histories that are missing: ``make histories``. Names as arguments: those anew.

A history is recorded by the newest revision of the rules; those of older ones stay as they are,
for no code can record them again. `docs/changing-workflows.md` says when to record what.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.temporal.ending import run_and_leave
from adapters.temporal.plugin import eyelevel_plugin
from domain.programme.revision import REVISION
from tests.replay.files import STREAM, all_histories, journal_of, path_of, story_of
from tests.replay.stories import STORIES, Story
from tests.stage_server import MANY_SKIPS, temporal_on_stage
from tests.workflow.material import ROSTER
from tests.workflow.stage_setting import Stage

_STACK = re.compile(r'"stackTrace":\s*"(?:[^"\\]|\\.)*"')
"""Stack traces name paths of this machine."""
IDENTITY = "recorder"
"""Instead of the name of this machine."""


def missing() -> list[str]:
    """Stories without a history."""
    return sorted(set(STORIES) - {story_of(path) for path in all_histories()})


async def record(names: Iterable[str]) -> None:
    """Run these stories on a fresh server, and keep their histories."""
    async with a_server() as (client, skipper):
        for name in names:
            stage = Stage(client, skipper, queue=f"replay-{name}")
            await _record(stage, name, STORIES[name])


@asynccontextmanager
async def a_server() -> AsyncIterator[tuple[Client, TimeSkipper]]:
    """A fresh one, and a hand on its time."""
    with tempfile.TemporaryDirectory() as folder:
        async with temporal_on_stage(Path(folder)) as server:
            client = await Client.connect(
                server.address, plugins=[eyelevel_plugin()], identity=IDENTITY
            )
            config = TimeSkippingConfig(max_session_skip_count=MANY_SKIPS)
            yield client, TimeSkipper(client, config=config)


async def _record(stage: Stage, name: str, story: Story) -> None:
    stage.put_people(ROSTER)
    async with stage.worker():
        await keep(stage, await story(stage), path_of(name, REVISION))


async def keep(stage: Stage, handle: WorkflowHandle[Any, Any], path: Path) -> None:
    """Write down the history of a run, and the journal stream of its workflow."""
    stream = [event.record for event in await stage.journal.read(handle.id)]
    journal_of(path).write_bytes(STREAM.dump_json(stream, indent=1, exclude_none=True) + b"\n")
    await keep_history(handle, path)


async def keep_history(handle: WorkflowHandle[Any, Any], path: Path) -> None:
    """Write down the history of a run, without anything of this machine."""
    history = await handle.fetch_history()
    path.write_text(_STACK.sub('"stackTrace": ""', history.to_json()) + "\n")
    sys.stdout.write(f"{path.name}: {len(history.events)} events\n")


if __name__ == "__main__":
    run_and_leave(lambda: asyncio.run(record(sys.argv[1:] or missing())))

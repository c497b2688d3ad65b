"""Record the histories anew: ``make histories``. Only needed when a history was added.

A change of workflow code must *not* be answered by recording: pairings in the field have the old
history. Guard the change with `workflow.patched` instead.
"""

import asyncio
import re
import sys
import tempfile
from pathlib import Path

from temporalio.client import Client
from temporalio.testing import TimeSkipper, TimeSkippingConfig

from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import embedded_temporal
from adapters.temporal.ending import run_and_leave
from adapters.temporal.plugin import eyelevel_plugin
from tests.replay.lives import LIVES, Life
from tests.workflow.stage_setting import ROSTER, Stage, person

HISTORIES = Path(__file__).parent / "histories"
_STACK = re.compile(r'"stackTrace":\s*"(?:[^"\\]|\\.)*"')
"""Where the code lies on this machine is nobody's business."""
IDENTITY = "recorder"
"""Instead of the name of this machine."""


async def record() -> None:
    """Live all lives on a fresh server, and keep their histories."""
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "temporal.log"
        async with embedded_temporal(find_temporal_cli(), log=log) as server:
            client = await Client.connect(
                server.address, plugins=[eyelevel_plugin()], identity=IDENTITY
            )
            skipper = TimeSkipper(client, config=TimeSkippingConfig(max_session_skip_count=10_000))
            for name, life in LIVES.items():
                await _record(client, skipper, name, life)


async def _record(client: Client, skipper: TimeSkipper, name: str, life: Life) -> None:
    stage = Stage(client, skipper, queue=f"replay-{name}")
    stage.roster.put(ROSTER, person("p-junior"), person("p-senior"), person("p-lead", roles=()))
    async with stage.worker():
        handle = await life(stage)
        history = await handle.fetch_history()
    (HISTORIES / f"{name}.json").write_text(
        _STACK.sub('"stackTrace": ""', history.to_json()) + "\n"
    )
    sys.stdout.write(f"{name}: {len(history.events)} events\n")


if __name__ == "__main__":
    run_and_leave(lambda: asyncio.run(record()))

"""A Temporal server whose workflows live on the stage."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import EmbeddedTemporal, beginning_later, embedded_temporal
from tests import stage_clock

MANY_SKIPS = 10_000
"""More timers than any test has; the server's own limit is far lower."""


@asynccontextmanager
async def temporal_on_stage(
    logs: Path, *, database: Path | None = None
) -> AsyncIterator[EmbeddedTemporal]:
    """A fresh dev server for as long as the block lasts; it logs into this folder.

    What takes longer than some minutes wants a ``database``: the dev server may lose the one that
    it has in memory.
    """
    logs.mkdir(exist_ok=True)
    async with (
        embedded_temporal(
            find_temporal_cli(), log=logs / "server.log", database=database
        ) as server,
        beginning_later(server, stage_clock.ahead(), log=logs / "gateway.log") as on_stage,
    ):
        yield on_stage

"""Ways in which a database is away."""

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg

from adapters.embedded.postgres import EmbeddedPostgres

_OTHERS = "SELECT pid FROM pg_stat_activity WHERE pid <> pg_backend_pid()"


@asynccontextmanager
async def frozen(server: EmbeddedPostgres) -> AsyncIterator[None]:
    """Every process of the server stands still: it takes connections and says nothing."""
    processes = await _processes(server)
    for process in processes:
        _send(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            _send(process, signal.SIGCONT)


async def _processes(server: EmbeddedPostgres) -> list[int]:
    """The one that takes connections first, so that no other comes after it."""
    connection = await asyncpg.connect(server.url())
    try:
        found = await connection.fetch(_OTHERS)
        file = await connection.fetchval("SELECT pg_read_file('postmaster.pid')")
    finally:
        await connection.close()
    return [int(file.split()[0]), *(row["pid"] for row in found)]


def _send(process: int, number: signal.Signals) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return

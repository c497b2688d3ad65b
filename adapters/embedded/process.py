"""Server processes: start them, wait until they are ready, and end them without leftovers."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from domain.engine.errors import EyelevelError

PARENT_WATCH = Path(__file__).with_name("parent_watch.py")
GOODBYE = b"."
"""Tells the watcher that its owner is alive, and tidies up itself."""
POLL_SECONDS = 0.05
LINES_OF_LOG_IN_ERRORS = 15


class EmbeddedServerFailed(EyelevelError):
    """An embedded server did not start; the text ends with the last lines of its log."""


@dataclass(frozen=True)
class ServerProcess:
    """A running child process. It ends with the `running` block, or with this process."""

    name: str
    log: Path
    watcher: asyncio.subprocess.Process

    async def ready(
        self, probe: Callable[[], Awaitable[bool]], within: timedelta = timedelta(seconds=60)
    ) -> None:
        """Ask ``probe`` again and again until it is true.

        Raises `EmbeddedServerFailed` if the process ends before that, or time runs out.
        """
        deadline = asyncio.get_running_loop().time() + within.total_seconds()
        while not await probe():
            if self.watcher.returncode is not None:
                raise self._failed(f"ended at once with code {self.watcher.returncode}")
            if asyncio.get_running_loop().time() > deadline:
                raise self._failed(f"was not ready within {within.total_seconds():.0f} s")
            await asyncio.sleep(POLL_SECONDS)

    async def ended(self) -> int:
        """Wait until the process has ended by itself; its exit code."""
        return await self.watcher.wait()

    async def stop(self) -> int:
        """Ask the process to end as an operator would; its exit code (negative: a signal)."""
        if self.watcher.stdin is not None and self.watcher.returncode is None:
            self.watcher.stdin.write(GOODBYE)
            self.watcher.stdin.close()
        return await self.watcher.wait()

    async def kill(self) -> None:
        """End the process as a power cut would: SIGKILL, no chance to tidy up."""
        if self.watcher.returncode is None:
            self.watcher.send_signal(signal.SIGUSR1)
        await self.watcher.wait()

    def _failed(self, what: str) -> EmbeddedServerFailed:
        lines = self.log.read_text(errors="replace").splitlines()[-LINES_OF_LOG_IN_ERRORS:]
        return EmbeddedServerFailed(
            "\n  ".join([f"{self.name} {what}; its log ends with:", *lines])
        )


@asynccontextmanager
async def running(
    command: Sequence[str | Path],
    *,
    name: str,
    log: Path,
    stop_signal: signal.Signals = signal.SIGTERM,
    grace: timedelta = timedelta(seconds=10),
    user: int | None = None,
    environment: Mapping[str, str] | None = None,
    leftovers: Path | None = None,
) -> AsyncIterator[ServerProcess]:
    """Run a command for as long as the block lasts; its output goes to ``log``.

    At the end, or if this process dies in any way, the command's process group gets
    ``stop_signal``, and SIGKILL after ``grace``. ``user``: run as this user id (needs root).
    ``environment`` replaces the inherited one. ``leftovers``: a folder to delete if this process
    dies before it can do so itself.
    """
    with log.open("ab") as output:
        watcher = await asyncio.create_subprocess_exec(
            *(sys.executable, "-I", "-S", PARENT_WATCH, str(int(stop_signal))),
            *(
                str(grace.total_seconds()),
                "-" if user is None else str(user),
                leftovers or "-",
                *command,
            ),
            stdin=asyncio.subprocess.PIPE,
            stdout=output,
            stderr=output,
            env=environment,
            # A Ctrl-C in the terminal must reach the owner only, which then ends things in order.
            start_new_session=True,
        )
    process = ServerProcess(name=name, log=log, watcher=watcher)
    try:
        yield process
    finally:
        await process.stop()


def is_root() -> bool:
    """Some servers refuse to run as root."""
    return os.geteuid() == 0

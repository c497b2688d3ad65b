"""Embedded servers start, say why if they do not, and leave nothing behind."""

import asyncio
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest
from temporalio.client import Client

from adapters.embedded.ports import LOOPBACK, pick_port
from adapters.embedded.postgres import embedded_postgres
from adapters.embedded.process import GOODBYE, PARENT_WATCH, EmbeddedServerFailed, is_root, running
from adapters.embedded.temporal_cli import TemporalCliMissing, find_temporal_cli
from adapters.embedded.temporal_server import EmbeddedTemporal, embedded_temporal
from tests.conftest import PostgresServer
from tests.waiting import until

ELSEWHERE = "127.0.0.2"
"""Also this machine; who listens on all its addresses answers here, too."""
OWNER = """
import asyncio, pathlib, signal, sys
from adapters.embedded.process import running

async def own(fifo: str, log: str) -> None:
    child = ["sh", "-c", 'exec 3>"$0"; echo up >&3; sleep 600', fifo]
    async with running(child, name="a child", log=pathlib.Path(log)):
        await asyncio.sleep(600)

# A shell's background job ignores SIGINT, and so would its children.
signal.signal(signal.SIGINT, signal.default_int_handler)
asyncio.run(own(*sys.argv[1:]))
"""


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_child_ends_with_its_owner(tmp_path: Path, end: signal.Signals) -> None:
    """A server ends with its owner, even if the owner gets SIGKILL."""
    fifo = tmp_path / "fifo"
    os.mkfifo(fifo)
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, fifo, tmp_path / "log"], stderr=subprocess.DEVNULL
    )
    with fifo.open() as alive:  # open for as long as a process of the child's group lives
        assert alive.readline() == "up\n"
        owner.send_signal(end)
        owner.wait()
        assert alive.read() == ""


async def test_killed_child_gets_no_chance_to_tidy_up(tmp_path: Path) -> None:
    """A child that catches every other signal is gone at once when it is killed, as in a power
    cut."""
    command = ["sh", "-c", "trap '' INT TERM; echo up; sleep 600 & wait"]
    async with running(command, name="a child", log=tmp_path / "log") as child:
        await child.ready(lambda: _contains(tmp_path / "log", "up"))
        await child.kill()
        assert await child.ended() == 256 - signal.SIGKILL


async def _contains(file: Path, text: str) -> bool:
    return text in file.read_text()


async def test_failed_start_shows_the_end_of_the_log(tmp_path: Path) -> None:
    """A server that ends before it is ready raises, with the last words of its log."""
    command = ["sh", "-c", "echo the disk is full; exit 3"]
    async with running(command, name="The server", log=tmp_path / "log") as child:
        with pytest.raises(EmbeddedServerFailed, match="The server ended at once with code 3") as e:
            await child.ready(_never)
    assert "the disk is full" in str(e.value)


async def _never() -> bool:
    return False


async def test_postgres_leaves_no_folder_behind() -> None:
    """The data of an embedded PostgreSQL is gone when its block ends, and so is the server."""
    async with embedded_postgres() as server:
        assert server.folder.exists()
    assert not server.folder.exists()
    with pytest.raises(OSError, match="No such file"):
        await asyncpg.connect(server.url())


def test_a_postgres_that_is_called_off_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C while PostgreSQL is still being unpacked ends in order, and its folder is deleted."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    async def start() -> None:
        async with embedded_postgres():
            pytest.fail("it was called off before")

    async def is_unpacking() -> bool:
        return any(tmp_path.glob("*/programs/*" if is_root() else "*"))

    async def call_off() -> None:
        starting = asyncio.create_task(start())
        await until(is_unpacking, bool)
        starting.cancel()
        await starting

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(call_off())  # at its end no thread is at work any more
    assert not any(tmp_path.iterdir())


async def test_a_durable_postgres_waits_for_the_disk() -> None:
    """The embedded PostgreSQL can be started durable, so that commits can be measured."""
    async with embedded_postgres(durable=True) as server:
        connection = await asyncpg.connect(server.url())
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert await connection.fetchval(f"SHOW {setting}") == "on"
        await connection.close()


async def test_temporal_is_reached_from_this_machine_only(
    temporal_server: EmbeddedTemporal,
) -> None:
    """The ports of an embedded Temporal, gRPC and HTTP, listen at 127.0.0.1 alone."""
    for address in (f"http://{temporal_server.address}", temporal_server.http_address):
        port = urlsplit(address).port or 0
        socket.create_connection((LOOPBACK, port), timeout=5).close()
        with socket.socket() as elsewhere:
            assert elsewhere.connect_ex((ELSEWHERE, port)) != 0


POSTGRES_OWNER = """
import asyncio
from adapters.embedded.postgres import embedded_postgres

async def own() -> None:
    async with embedded_postgres() as server:
        print(server.folder, flush=True)
        await asyncio.sleep(600)

asyncio.run(own())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="waits for a process by its pidfd")
def test_killed_owner_leaves_no_data_behind() -> None:
    """After SIGKILL of its owner, an embedded server ends and its data is deleted."""
    owner = subprocess.Popen([sys.executable, "-c", POSTGRES_OWNER], stdout=subprocess.PIPE)
    assert owner.stdout is not None
    folder = Path(owner.stdout.readline().decode().strip())
    children = Path(f"/proc/{owner.pid}/task/{owner.pid}/children").read_text().split()
    watcher = os.pidfd_open(int(children[0]))
    owner.kill()
    owner.wait()
    select.select([watcher], [], [])
    assert not folder.exists()


@pytest.mark.parametrize(("word", "is_kept"), [(GOODBYE, True), (b"", False)])
def test_an_owner_that_says_nothing_has_died(tmp_path: Path, word: bytes, is_kept: bool) -> None:
    """What a server leaves behind is deleted for an owner that closes without a word, however far
    its end has come, and is left to one that says goodbye."""
    left = tmp_path / "left"
    left.mkdir()
    command = ["-I", "-S", str(PARENT_WATCH), "15", "10", "-", str(left), "sleep", "600"]
    watcher = subprocess.Popen([sys.executable, *command], stdin=subprocess.PIPE)
    watcher.communicate(word)
    assert left.exists() == is_kept


async def test_each_database_is_its_own(postgres_server: PostgresServer) -> None:
    """What one test writes into its database, another does not see."""
    first = await asyncpg.connect(await postgres_server.fresh_database())
    await first.execute("CREATE TABLE only_here (n int)")
    second = await asyncpg.connect(await postgres_server.fresh_database())
    assert await first.fetchval("SELECT to_regclass('only_here')::text") == "only_here"
    assert await second.fetchval("SELECT to_regclass('only_here')::text") is None
    await first.close()
    await second.close()


def test_busy_port_is_replaced_and_said() -> None:
    """A port that is in use is replaced by a free one, with a remark for the user."""
    with socket.create_server((LOOPBACK, 0)) as busy:
        number = busy.getsockname()[1]
        picked = pick_port(number, "Temporal")
    assert picked.number != number
    assert picked.remark == f"Port {number} is busy: Temporal listens on {picked.number} instead."
    assert pick_port(number, "Temporal").number == number


async def test_a_port_that_was_taken_meanwhile_is_exchanged(tmp_path: Path) -> None:
    """A server that found its port taken at the last moment is started again, on other ports."""
    late_once = tmp_path / "temporal"
    late_once.write_text(
        f"#!/bin/sh\n[ -e '{tmp_path}/late' ] && exec '{find_temporal_cli()}' \"$@\"\n"
        f"touch '{tmp_path}/late'\necho 'bind: address already in use'\nexit 1\n"
    )
    late_once.chmod(0o755)
    async with embedded_temporal(late_once, log=tmp_path / "log") as server:
        client = await Client.connect(server.address)
        assert (await client.count_workflows()).count == 0


def _fake_cli(folder: Path, version: str) -> Path:
    folder.mkdir()
    program = folder / "temporal"
    program.write_text(f"#!/bin/sh\necho 'temporal version {version} (Server 1.32.0, UI 2.54.1)'\n")
    program.chmod(0o755)
    return program


def test_temporal_cli_of_the_user_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Temporal CLI that the user names comes first, then a new enough one on the PATH."""
    named, on_path = _fake_cli(tmp_path / "a", "1.9.0"), _fake_cli(tmp_path / "b", "1.10.0")
    monkeypatch.setenv("PATH", str(on_path.parent), prepend=os.pathsep)
    assert find_temporal_cli(named) == named
    assert find_temporal_cli() == on_path


def test_old_temporal_cli_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An old `temporal` on the PATH gives way to the wheel's; an old named one is refused."""
    old = _fake_cli(tmp_path / "old", "1.8.9")
    monkeypatch.setenv("PATH", str(old.parent), prepend=os.pathsep)
    assert find_temporal_cli().parent == Path(sys.executable).parent
    with pytest.raises(TemporalCliMissing, match=r"1\.9 or later"):
        find_temporal_cli(old)

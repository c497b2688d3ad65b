"""A place where a reader can try things: one for all documents."""

import os
import shutil
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from temporalio.testing import TimeSkipper

from adapters.embedded.process import running
from adapters.embedded.smtp import embedded_smtp
from adapters.embedded.temporal_server import EmbeddedTemporal
from tests import stage_clock
from tests.conftest import PostgresServer
from tests.docs.blocks import REPOSITORY
from tests.docs.world import PATIENCE, World
from tests.examples import COHORT, cohort_request, write_cohort


@pytest.fixture(scope="session")
async def world(
    temporal_server: EmbeddedTemporal,
    postgres_server: PostgresServer,
    time_skipper: TimeSkipper,
    tmp_path_factory: pytest.TempPathFactory,
) -> AsyncIterator[World]:
    """Servers, a worker as its own process, and a folder like the one that the reader is in."""
    folder = tmp_path_factory.mktemp("reader")
    log = tmp_path_factory.mktemp("worker") / "log"
    programs = (folder / "bin", Path(sys.executable).parent, temporal_server.cli.parent)
    async with embedded_smtp(folder / "mails") as mails:
        environment = {
            "PATH": os.pathsep.join([*map(str, programs), os.environ["PATH"]]),
            "HOME": str(folder),
            "TEMPORAL_ADDRESS": temporal_server.address,
            "EYELEVEL_DATABASE_URL": await postgres_server.fresh_database(),
            "EYELEVEL_SMTP_HOST": mails.host,
            "EYELEVEL_SMTP_PORT": str(mails.port),
            "EYELEVEL_SMTP_SECURITY": "none",
            "EYELEVEL_MAIL_SENDER": "mentoring@example.com",
        }
        _furnish(folder)
        _hang_up_a_clock(folder / "bin" / "date")
        command = (sys.executable, REPOSITORY / "worker.py")
        async with running(command, name="The worker", log=log, environment=environment) as worker:

            async def has_started() -> bool:
                return "Worker started" in log.read_text()

            await worker.ready(has_started, PATIENCE)
            yield World(time_skipper, worker, temporal_server.http_address, folder, environment)


def _furnish(folder: Path) -> None:
    """The files that documents name. The cohort of the examples starts today, so it never ages."""
    shutil.copytree(REPOSITORY / "examples", folder / "examples")
    shutil.copy(REPOSITORY / ".env.example", folder)
    (folder / ".venv").symlink_to(sys.prefix)
    write_cohort(folder / "examples" / COHORT.name, cohort_request())


def _hang_up_a_clock(command: Path) -> None:
    """The command `date`, with the time of the stage."""
    seconds = stage_clock.ahead().total_seconds()
    told = f'"{sys.executable}" -m tests.docs.date {seconds} "$@"'
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{REPOSITORY}" exec {told}\n')
    command.chmod(0o755)

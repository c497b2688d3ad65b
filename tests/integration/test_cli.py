"""`eyelevel`: what all verbs have in common, and the verbs that prepare an installation."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.postgres.migrate import known_migrations
from tests.conftest import PostgresServer

EYELEVEL = Path(sys.executable).with_name("eyelevel")


def _eyelevel(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [EYELEVEL, *arguments], env=environment, capture_output=True, text=True, check=False
    )


def test_wrong_settings_end_with_code_2() -> None:
    """A verb without its settings names them on stderr and ends with exit code 2."""
    answer = _eyelevel("migrate")
    assert answer.returncode == 2
    assert answer.stderr == "EYELEVEL_DATABASE_URL: is missing\n"


def test_unreachable_temporal_ends_with_code_1() -> None:
    """A verb that cannot do its work says why in one line and ends with exit code 1."""
    answer = _eyelevel("namespace", "setup", TEMPORAL_ADDRESS="127.0.0.1:1")
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert answer.stderr.startswith("Temporal cannot be reached")


async def test_migrate_brings_an_empty_database_up_to_date(postgres_server: PostgresServer) -> None:
    """`eyelevel migrate` applies every migration, and the second time nothing."""
    url = await postgres_server.fresh_database(template="template1")
    first = _eyelevel("migrate", EYELEVEL_DATABASE_URL=url)
    assert (first.returncode, first.stdout.split()[0]) == (0, "applied")
    again = _eyelevel("migrate", EYELEVEL_DATABASE_URL=url)
    assert (again.returncode, again.stdout.split(":")[0]) == (0, "nothing to do")


async def test_several_that_migrate_at_once_do_not_collide(postgres_server: PostgresServer) -> None:
    """Of three processes that migrate at once, one applies the migrations and the others wait."""
    url = await postgres_server.fresh_database(template="template1")
    answers = await asyncio.gather(
        *(asyncio.to_thread(_eyelevel, "migrate", EYELEVEL_DATABASE_URL=url) for _ in range(3))
    )
    assert [answer.returncode for answer in answers] == [0, 0, 0], answers
    said = [line for answer in answers for line in answer.stdout.splitlines()]
    assert sorted(line for line in said if line.startswith("applied")) == [
        f"applied {step.name}" for step in known_migrations()
    ]


def test_namespace_setup_can_be_repeated(temporal_server: EmbeddedTemporal) -> None:
    """`eyelevel namespace setup` is content with a namespace that has everything."""
    answer = _eyelevel("namespace", "setup", TEMPORAL_ADDRESS=temporal_server.address)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert answer.stdout == "namespace default has all search attributes\n"


@pytest.mark.parametrize("arguments", [(), ("namespace",)])
def test_verbs_are_listed(arguments: tuple[str, ...]) -> None:
    """Without a command, `eyelevel` shows its help."""
    assert "Usage: eyelevel" in _eyelevel(*arguments).stdout

"""Migrations bring any database of ours to the schema of this release, once and in order."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import asyncpg
import pytest

from adapters.postgres.migrate import (
    Migration,
    MigrationRefused,
    check_schema,
    known_migrations,
    migrate,
)
from domain.engine.errors import NotPrepared, StorageFailure, StorageUnavailable
from tests.contract.schema_dump import HEADER, SCHEMA, dump

if TYPE_CHECKING:
    from tests.conftest import PostgresServer

STEPS = known_migrations()
NAMES = [step.name for step in STEPS]
TABLE = Migration(number=1, name="0001_table", sql="CREATE TABLE one (id int);")
BROKEN = Migration(number=2, name="0002_broken", sql="CREATE TABLE two (id int); SELECT 1 / 0;")
COLUMN = Migration(number=3, name="0003_column", sql="ALTER TABLE one ADD COLUMN word text;")


@pytest.fixture
async def empty_url(postgres_server: "PostgresServer") -> str:
    """A database without anything of ours."""
    return await postgres_server.fresh_database("template1")


async def test_an_empty_database_gets_everything_once(empty_url: str) -> None:
    """The first run applies all migrations in order; the second has nothing to do."""
    assert await migrate(empty_url) == NAMES
    assert await migrate(empty_url) == []


@pytest.mark.parametrize("steps", range(len(STEPS)))
async def test_a_database_that_is_behind_is_refused(empty_url: str, steps: int) -> None:
    """A database that lacks any migration is refused before a program starts; the text says how to
    go on."""
    await migrate(empty_url, STEPS[:steps])
    with pytest.raises(NotPrepared, match="eyelevel migrate"):
        await check_schema(empty_url)


async def test_a_database_that_is_ahead_will_do(empty_url: str) -> None:
    """A database with a migration of a newer release is accepted, so that older workers go on."""
    later = Migration(number=9999, name="9999_later", sql="SELECT 1;")
    await migrate(empty_url, [*STEPS, later])
    await check_schema(empty_url)


async def test_the_written_schema_is_the_migrated_one(empty_url: str) -> None:
    """schema.sql shows what the migrations add up to."""
    await migrate(empty_url)
    assert f"{HEADER}\n{await dump(empty_url)}" == SCHEMA.read_text(encoding="utf-8"), (
        "renew it with: python -m tests.contract.schema_dump"
    )


async def test_two_that_start_at_once_do_not_collide(empty_url: str) -> None:
    """Each migration is applied by one of them, and both succeed."""
    first, second, third = await asyncio.gather(*(migrate(empty_url) for _ in range(3)))
    assert sorted(first + second + third) == NAMES


async def test_a_failing_migration_leaves_no_trace(empty_url: str) -> None:
    """A migration that fails leaves no trace; earlier ones stay, and a repaired file goes on from
    there."""
    with pytest.raises(StorageFailure):
        await migrate(empty_url, [TABLE, BROKEN])
    repaired = BROKEN.model_copy(update={"sql": "CREATE TABLE two (id int);"})
    assert await migrate(empty_url, [TABLE, repaired, COLUMN]) == ["0002_broken", "0003_column"]


async def test_files_that_do_not_belong_to_the_database_are_all_named(empty_url: str) -> None:
    """Changed, unknown and late files are reported together, and nothing is applied."""
    await migrate(empty_url, [TABLE, COLUMN])
    changed = TABLE.model_copy(update={"sql": "CREATE TABLE one (id bigint);"})
    before = await dump(empty_url)
    with pytest.raises(MigrationRefused) as refused:
        await migrate(empty_url, [changed, BROKEN])
    assert [problem.path for problem in refused.value.problems] == [
        "0003_column",
        "0001_table",
        "0002_broken",
    ]
    assert await dump(empty_url) == before


async def test_line_ends_do_not_change_a_migration(empty_url: str) -> None:
    """A checkout with other line ends still belongs to the database."""
    lines = Migration(number=1, name="0001_lines", sql="SELECT 1;\nSELECT 2;\n")
    await migrate(empty_url, [lines])
    elsewhere = lines.model_copy(update={"sql": lines.sql.replace("\n", "\r\n")})
    assert await migrate(empty_url, [elsewhere]) == []


def test_file_names_are_checked(tmp_path: Path) -> None:
    """Names without a number and numbers taken twice are refused, all at once."""
    for name in ("0001_one.sql", "0001_uno.sql", "two.sql"):
        (tmp_path / name).touch()
    with pytest.raises(MigrationRefused) as refused:
        known_migrations(tmp_path)
    assert {problem.path for problem in refused.value.problems} == {
        "two.sql",
        "0001_one",
        "0001_uno",
    }


async def test_a_database_that_is_not_there_is_told_apart() -> None:
    """A database out of reach is another error than a refusal: trying again later may help."""
    with pytest.raises(StorageUnavailable):
        await migrate("postgresql://nobody@127.0.0.1:1/nothing")


async def test_a_wrong_database_name_is_told_as_such(empty_url: str) -> None:
    """A server that refuses us is told apart from one that is away: the text names the setting."""
    nowhere = urlsplit(empty_url)._replace(path="/nowhere").geturl()
    with pytest.raises(StorageFailure, match="EYELEVEL_DATABASE_URL"):
        await migrate(nowhere)


async def test_a_schema_that_is_open_to_everybody_is_refused(empty_url: str) -> None:
    """Where everybody may create functions, nothing is migrated, and the error says what to run."""
    connection = await asyncpg.connect(empty_url)
    await connection.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
    with pytest.raises(MigrationRefused, match="REVOKE CREATE ON SCHEMA public FROM PUBLIC"):
        await migrate(empty_url)
    await connection.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
    await connection.close()
    assert await migrate(empty_url)


async def test_a_database_that_cannot_hold_every_name_is_refused(
    postgres_server: "PostgresServer",
) -> None:
    """A database in another encoding than UTF-8 is refused by name, and says how to create one."""
    server = await asyncpg.connect(postgres_server.embedded.url())
    await server.execute("CREATE DATABASE western ENCODING 'LATIN1' TEMPLATE template0 LOCALE 'C'")
    await server.close()
    with pytest.raises(MigrationRefused, match=r"is encoded in LATIN1.*ENCODING 'UTF8'"):
        await migrate(postgres_server.embedded.url("western"))

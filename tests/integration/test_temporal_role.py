"""Temporal's own login: what `docker-compose.yml` gives it, and what it keeps it out of."""

from collections.abc import AsyncIterator

import asyncpg
import pytest

from adapters.embedded.postgres import SUPERUSER, EmbeddedPostgres, embedded_postgres
from adapters.postgres.migrate import migrate
from tests.integration.jobs import run_job

JOURNAL, STORE, VISIBILITY = "eyelevel", "temporal", "temporal_visibility"


@pytest.fixture
async def server() -> AsyncIterator[EmbeddedPostgres]:
    """A database server as `docker-compose.yml` has it when all jobs are done."""
    async with embedded_postgres() as server:
        await migrate(url := await server.create_database(JOURNAL))
        for _ in range(2):
            await run_job("temporal-role.sh", url, TEMPORAL_DB_PASSWORD="it's a secret")
            await run_job("worker-role.sh", url, WORKER_PASSWORD="another one")
        yield server


async def _may_enter(server: EmbeddedPostgres, role: str) -> set[str]:
    """The databases that a role can connect to."""
    connection = await asyncpg.connect(server.url())
    try:
        rows = await connection.fetch(
            "SELECT datname FROM pg_database"
            " WHERE datallowconn AND has_database_privilege($1, oid, 'CONNECT')",
            role,
        )
        return {row["datname"] for row in rows}
    finally:
        await connection.close()


async def _connect(server: EmbeddedPostgres, role: str, database: str) -> asyncpg.Connection:
    return await asyncpg.connect(server.url(database).replace(f"{SUPERUSER}@", f"{role}@", 1))


async def test_each_login_enters_its_own_databases_alone(server: EmbeddedPostgres) -> None:
    """Temporal's logins cannot enter the journal's database, nor the worker's those of Temporal."""
    assert await _may_enter(server, "temporal") == {STORE, VISIBILITY}
    assert await _may_enter(server, "worker") == {JOURNAL}
    for role, elsewhere in (("temporal", JOURNAL), ("worker", STORE)):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await _connect(server, role, elsewhere)


async def test_temporal_can_build_its_schema_and_nothing_else(server: EmbeddedPostgres) -> None:
    """Temporal's role may create and change tables in its own databases, and creates no roles."""
    for database in (STORE, VISIBILITY):
        temporal = await _connect(server, "temporal", database)
        try:
            await temporal.execute("CREATE TABLE schema_version (curr_version text)")
            await temporal.execute("ALTER TABLE schema_version ADD COLUMN db_name text")
            for statement in ("CREATE ROLE another", "CREATE DATABASE another"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await temporal.execute(statement)
        finally:
            await temporal.close()

"""The logins that `docker-compose.yml` makes: what each can do, and what it is kept out of."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from adapters.embedded.postgres import SUPERUSER, EmbeddedPostgres, embedded_postgres
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import migrate
from adapters.postgres.pool import open_pool
from adapters.postgres.rebuild import rebuild
from domain.programme.people import Side
from tests.contract.pairings import records
from tests.integration.jobs import run_job
from tests.integration.processes import started_worker
from tests.workflow.material import a_setup, new_pairing_id

OWNER, WORKER, TEMPORAL = "eyelevel", "worker", "temporal"
JOURNAL, STORE, VISIBILITY = "eyelevel", "temporal", "temporal_visibility"
PASSWORDS = {
    "OWNER_PASSWORD": "it's a secret",
    "WORKER_PASSWORD": "another one",
    "TEMPORAL_DB_PASSWORD": "a third",
}
STAND_IN = """
CREATE FUNCTION public.array_to_string(text[], text) RETURNS text LANGUAGE plpgsql AS $$
BEGIN
    ALTER ROLE dashboard SUPERUSER;
    RETURN pg_catalog.array_to_string($1, $2);
END
$$
"""


def _url(server: EmbeddedPostgres, role: str, database: str = JOURNAL) -> str:
    return server.url(database).replace(f"//{SUPERUSER}@", f"//{role}@", 1)


@asynccontextmanager
async def _login(
    server: EmbeddedPostgres, role: str, database: str = JOURNAL
) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(_url(server, role, database))
    try:
        yield connection
    finally:
        await connection.close()


@pytest.fixture(scope="module")
async def server() -> AsyncIterator[EmbeddedPostgres]:
    """A database server as `docker-compose.yml` has it when all jobs have run, each twice."""
    async with embedded_postgres() as server:
        for _ in range(2):
            await run_job("logins", server.url(), **PASSWORDS)
            await migrate(_url(server, OWNER))
            await run_job("rights", _url(server, OWNER))
        yield server


@pytest.mark.parametrize("role", [OWNER, WORKER, TEMPORAL])
async def test_nobody_who_works_is_a_superuser(server: EmbeddedPostgres, role: str) -> None:
    """No login of journal, worker or Temporal may do what concerns the whole server."""
    async with _login(server, SUPERUSER) as superuser:
        rights = await superuser.fetchrow(
            "SELECT rolcanlogin, rolsuper, rolcreaterole, rolcreatedb, rolreplication, rolbypassrls"
            " FROM pg_roles WHERE rolname = $1",
            role,
        )
    assert list(rights or ()) == [True, False, False, False, False, False]


@pytest.mark.parametrize(
    ("role", "databases"),
    [(OWNER, {JOURNAL}), (WORKER, {JOURNAL}), (TEMPORAL, {STORE, VISIBILITY})],
)
async def test_each_login_enters_its_own_databases_alone(
    server: EmbeddedPostgres, role: str, databases: set[str]
) -> None:
    """Temporal cannot enter the journal's database, nor owner and worker those of Temporal."""
    async with _login(server, SUPERUSER) as superuser:
        rows = await superuser.fetch(
            "SELECT datname FROM pg_database"
            " WHERE datallowconn AND has_database_privilege($1, oid, 'CONNECT')",
            role,
        )
    assert {row["datname"] for row in rows} == databases
    elsewhere = STORE if role != TEMPORAL else JOURNAL
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await asyncpg.connect(_url(server, role, elsewhere))


async def test_temporal_can_build_its_schema(server: EmbeddedPostgres) -> None:
    """Temporal's login may create and change tables in its own databases."""
    for database in (STORE, VISIBILITY):
        async with _login(server, TEMPORAL, database) as temporal:
            await temporal.execute("CREATE TABLE schema_version (curr_version text)")
            await temporal.execute("ALTER TABLE schema_version ADD COLUMN db_name text")
            assert await temporal.fetch("SELECT curr_version, db_name FROM schema_version") == []


@pytest.mark.parametrize(
    "statement", ["DELETE FROM event", "TRUNCATE event", "UPDATE event SET private = NULL"]
)
async def test_the_worker_takes_nothing_back(server: EmbeddedPostgres, statement: str) -> None:
    """The worker's login has the rights of `eyelevel_writer`, and can change no event."""
    async with _login(server, WORKER) as worker:
        groups = "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = $1::regrole"
        assert await worker.fetchval(groups, WORKER) == "eyelevel_writer"
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await worker.execute(statement)


async def test_the_owner_can_rebuild(server: EmbeddedPostgres) -> None:
    """An owner who is no superuser brings the read tables back from the journal."""
    async with await open_pool(_url(server, WORKER)) as pool:
        journal = PostgresJournal(pool)
        await journal.append("pairing-rebuilt", 0, records("rebuilt", []))
        await journal.close()
    async with _login(server, OWNER) as owner:
        await owner.execute("DELETE FROM pairing_overview")
        await rebuild(_url(server, OWNER), lambda *_: None)
        assert await owner.fetchval("SELECT count(*) FROM pairing_overview") == 1


@pytest.fixture
async def dashboard(server: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """A reader's login, where everybody may create functions, as before PostgreSQL 15."""
    async with _login(server, SUPERUSER) as superuser, _login(server, OWNER) as owner:
        await superuser.execute("CREATE ROLE dashboard LOGIN IN ROLE eyelevel_reader")
        await owner.execute("GRANT CREATE ON SCHEMA public TO PUBLIC")
        async with _login(server, "dashboard") as connection:
            yield connection
        await owner.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        await superuser.execute("DROP OWNED BY dashboard; DROP ROLE dashboard")


async def test_no_reader_becomes_superuser(
    server: EmbeddedPostgres, dashboard: asyncpg.Connection
) -> None:
    """A reader's function in the place of one of PostgreSQL's makes nobody a superuser, whether the
    worker appends or the owner calls it."""
    await dashboard.execute(STAND_IN)
    async with await open_pool(_url(server, WORKER)) as pool:
        journal = PostgresJournal(pool)
        await journal.append("pairing-attacked", 0, records("attacked", []))
        await journal.close()
    async with _login(server, OWNER) as owner:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await owner.execute("SELECT public.array_to_string(ARRAY['a'], ' ')")
    assert not await dashboard.fetchval(
        "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
    )
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await dashboard.execute("COPY (SELECT 1) TO PROGRAM 'true'")


async def test_a_worker_needs_no_more_than_its_login(
    server: EmbeddedPostgres, environment: dict[str, str], client: Client, tmp_path: Path
) -> None:
    """A pairing is opened, journaled and told of by a worker that is not the owner."""
    environment["EYELEVEL_DATABASE_URL"] = _url(server, WORKER)
    queue = environment["EYELEVEL_TASK_QUEUE"]
    setup = a_setup(new_pairing_id())
    async with started_worker(environment, tmp_path / "log") as process:
        handle = await client.start_workflow(
            "Pairing", {"setup": setup}, id=f"pairing-{setup.pairing_id}", task_queue=queue
        )

        async def has_told() -> bool:
            settled = "SELECT count(*) FROM notice WHERE pairing_id = $1 AND outcome IS NOT NULL"
            return bool(await worker.fetchval(settled, setup.pairing_id) >= len(Side))

        async def has_weeks() -> bool:
            return bool(await worker.fetchval("SELECT count(*) FROM cohort_week"))

        async with _login(server, WORKER) as worker:
            await process.ready(has_told)
            await handle.terminate()
            await process.ready(has_weeks)
            outcomes = await worker.fetch(
                "SELECT outcome FROM notice WHERE pairing_id = $1", setup.pairing_id
            )
    # The owners' mails about that follow.
    assert {row["outcome"] for row in outcomes} - {None} == {"no_address"}

"""The worker's own login: what `docker-compose.yml` gives it, and whether that is enough."""

from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from domain.pairing.state import PairingState
from tests.integration.jobs import run_job
from tests.integration.processes import started_worker
from tests.workflow.stage_setting import a_setup, new_pairing_id


@pytest.fixture
async def worker_url(database_url: str) -> str:
    """The database of the test, as the worker of `docker-compose.yml` reaches it."""
    await run_job("worker-role.sh", database_url, WORKER_PASSWORD="it's a secret")
    return database_url.replace("//eyelevel@", "//worker@", 1)


async def test_the_job_gives_the_worker_a_login_with_its_rights_alone(
    database_url: str, worker_url: str
) -> None:
    """The worker's login is no superuser and no owner; the job that makes it can be repeated."""
    await run_job("worker-role.sh", database_url, WORKER_PASSWORD="another one")
    connection = await asyncpg.connect(worker_url)
    try:
        role = await connection.fetchrow(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        )
        groups = (
            "SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'worker'::regrole"
        )
        assert await connection.fetchval(groups) == "eyelevel_writer"
        assert list(role or ()) == [False, False, False]
        for statement in ("DELETE FROM event", "TRUNCATE event", "UPDATE event SET private = NULL"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_worker_needs_no_more_than_its_role(
    worker_url: str, environment: dict[str, str], client: Client, tmp_path: Path
) -> None:
    """A pairing is opened, journaled and told of by a worker that is not the owner."""
    environment["EYELEVEL_DATABASE_URL"] = worker_url
    queue = environment["EYELEVEL_TASK_QUEUE"]
    setup = a_setup(new_pairing_id())
    async with started_worker(environment, tmp_path / "log") as process:
        handle = await client.start_workflow(
            "Pairing", {"setup": setup}, id=f"pairing-{setup.pairing_id}", task_queue=queue
        )

        async def has_told() -> bool:
            found = await handle.query("state")
            return bool(found) and not PairingState.model_validate(found).desk.outbox

        await process.ready(has_told)
        await handle.terminate()
        await process.ready(lambda: _has_weeks(worker_url))
    connection = await asyncpg.connect(worker_url)
    try:
        outcomes = await connection.fetch("SELECT outcome FROM notice ORDER BY notice_id")
    finally:
        await connection.close()
    assert {row["outcome"] for row in outcomes} == {"no_address"}


async def _has_weeks(url: str) -> bool:
    """What follows the journal has been carried on, by the worker alone."""
    connection = await asyncpg.connect(url)
    try:
        return bool(await connection.fetchval("SELECT count(*) FROM cohort_week"))
    finally:
        await connection.close()

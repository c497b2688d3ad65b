"""The jobs of `docker-compose.yml` that give logins, on a database server of this machine."""

import asyncio
import os
from urllib.parse import parse_qs, urlsplit

from tests.contract.schema_dump import program
from tests.integration.processes import REPOSITORY


async def run_job(script: str, database_url: str, **passwords: str) -> None:
    """What a job of PostgreSQL's image does: a script of deploy/postgres, as the owner of all."""
    where = urlsplit(database_url)
    environment = {
        "PATH": f"{program('psql').parent}{os.pathsep}{os.defpath}",
        "PGHOST": parse_qs(where.query)["host"][0],
        "PGUSER": where.username or "",
        "PGDATABASE": where.path.removeprefix("/"),
        "SQL": str(REPOSITORY / "adapters" / "postgres"),
        **passwords,
    }
    process = await asyncio.create_subprocess_exec(
        *("/bin/sh", REPOSITORY / "deploy" / "postgres" / script),
        env=environment,
        stderr=asyncio.subprocess.PIPE,
    )
    _, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, "")

"""The jobs of `docker-compose.yml` that prepare the database, on a server of this machine."""

import asyncio
import os
from urllib.parse import parse_qs, urlsplit

import yaml

from tests.contract.schema_dump import program
from tests.integration.processes import REPOSITORY

SERVICES = yaml.safe_load((REPOSITORY / "docker-compose.yml").read_text("utf-8"))["services"]


async def run_job(name: str, database_url: str, **passwords: str) -> None:
    """What a job of PostgreSQL's image runs, with our files in the place of its volumes."""
    job, where = SERVICES[name], urlsplit(database_url)
    assert where.username == job["environment"]["PGUSER"]
    command = " ".join(job["entrypoint"])
    for volume in job["volumes"]:
        here, there, _ = volume.split(":")
        command = command.replace(f" {there}/", f" {REPOSITORY / here}/")
    environment = {
        "PATH": f"{program('psql').parent}{os.pathsep}{os.defpath}",
        "PGHOST": parse_qs(where.query)["host"][0],
        "PGUSER": where.username or "",
        "PGDATABASE": where.path.removeprefix("/"),
        **passwords,
    }
    process = await asyncio.create_subprocess_shell(
        command, env=environment, stderr=asyncio.subprocess.PIPE
    )
    _, complaints = await process.communicate()
    assert (process.returncode, complaints.decode()) == (0, "")

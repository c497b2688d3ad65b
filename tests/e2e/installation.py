"""A complete installation as an operator has it: servers, settings, and processes of our own."""

import asyncio
import json
import os
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg

from adapters.embedded.process import ServerProcess
from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from tests.integration.processes import REPOSITORY, started_worker
from tests.waiting import until

ROSTER = "example"
"""The roster that the example cohorts name."""


@dataclass(frozen=True)
class Said:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it wrote, as JSON."""
        return json.loads(self.out)


@dataclass
class Installation:
    """Settings for everything that runs, and the commands that an operator types."""

    temporal_server: EmbeddedTemporal
    database_url: str
    mails: SmtpSink
    folder: Path
    task_queue: str
    namespace: str = "default"
    further: Mapping[str, str] = field(default_factory=dict)
    """Other settings than the usual ones."""
    _logs: Any = field(default_factory=lambda: count(1))

    @property
    def environment(self) -> dict[str, str]:
        """Nothing but what is documented."""
        tools = [str(Path(sys.executable).parent), str(self.temporal_server.cli.parent)]
        return {
            "PATH": os.pathsep.join([*tools, os.environ["PATH"]]),
            "HOME": str(self.folder),
            "TEMPORAL_ADDRESS": self.temporal_server.address,
            "TEMPORAL_NAMESPACE": self.namespace,
            "EYELEVEL_DATABASE_URL": self.database_url,
            "EYELEVEL_SMTP_HOST": self.mails.host,
            "EYELEVEL_SMTP_PORT": str(self.mails.port),
            "EYELEVEL_SMTP_SECURITY": "none",
            "EYELEVEL_SMTP_SECONDS": "5",  # so that the mails of a killed worker wait less
            "EYELEVEL_MAIL_SENDER": "mentoring@example.com",
            "EYELEVEL_TASK_QUEUE": self.task_queue,
            **self.further,
        }

    @asynccontextmanager
    async def worker(self) -> AsyncIterator[ServerProcess]:
        """The worker as a process of its own; it has started when the block begins."""
        log = self.folder / f"worker-{next(self._logs)}.log"
        async with started_worker(self.environment, log) as process:
            yield process

    async def run(self, *command: str | Path) -> Said:
        """Type a command and wait for its end."""
        process = await asyncio.create_subprocess_exec(
            *command,
            cwd=REPOSITORY,
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        return Said(process.returncode or 0, out.decode(), err.decode())

    async def does(self, *command: str | Path) -> Said:
        """Type a command that must succeed."""
        said = await self.run(*command)
        assert said.code == 0, f"{command}\n{said.out}\n{said.err}"
        return said

    # -- the commands of the Temporal CLI that operators and integrations use --------------------

    async def start_cohort(self, cohort_id: str, file: Path) -> Said:
        """Start a cohort from its file."""
        return await self.does(
            *("temporal", "workflow", "start", "--type", "Cohort", "--fail-existing"),
            *("--task-queue", self.task_queue, "--workflow-id", f"cohort-{cohort_id}"),
            *("--input-file", file),
        )

    async def update(self, workflow_id: str, name: str, message: dict[str, Any]) -> Said:
        """Send an update; refused ones end with an error code."""
        return await self.run(
            *("temporal", "workflow", "update", "execute", "--workflow-id", workflow_id),
            *("--name", name, "--input", json.dumps(message), "-o", "json"),
        )

    async def signal(self, workflow_id: str, name: str, message: dict[str, Any]) -> Said:
        """Send a signal."""
        return await self.does(
            *("temporal", "workflow", "signal", "--workflow-id", workflow_id),
            *("--name", name, "--input", json.dumps(message)),
        )

    async def state(self, workflow_id: str) -> dict[str, Any] | None:
        """The answer to the query ``state``."""
        said = await self.does(
            *("temporal", "workflow", "query", "--workflow-id", workflow_id),
            *("--type", "state", "-o", "json"),
        )
        found: dict[str, Any] = said.json["queryResult"][0]
        return found if "version" in found else None  # the CLI shows null as a bare payload

    async def listed(self, query: str) -> list[str]:
        """Ids of the workflows that a list query finds."""
        said = await self.does("temporal", "workflow", "list", "--query", query, "-o", "json")
        return [found["execution"]["workflowId"] for found in said.json or []]


async def installed(
    temporal_server: EmbeddedTemporal, database_url: str, mails: SmtpSink, folder: Path
) -> Installation:
    """On an empty database: set up with the documented commands."""
    installation = Installation(
        temporal_server=temporal_server,
        database_url=database_url,
        mails=mails,
        folder=folder,
        task_queue=f"e2e-{uuid4().hex[:8]}",
    )
    await installation.does("eyelevel", "migrate")
    await installation.does("eyelevel", "namespace", "setup")
    people = REPOSITORY / "examples" / "people.csv"
    await installation.does("eyelevel", "roster", "import", people, "--roster", ROSTER)
    return installation


async def in_state(
    installation: Installation, workflow_id: str, is_true: Callable[[dict[str, Any]], bool]
) -> dict[str, Any]:
    """The first state that the condition is true of, once there is one."""
    state = await until(
        partial(installation.state, workflow_id),
        lambda state: state is not None and is_true(state),
    )
    assert state is not None
    return state


async def outcomes(installation: Installation) -> Counter[str | None]:
    """How often the mails fared in each way; under `None` stand those that are on their way."""
    connection = await asyncpg.connect(installation.database_url)
    try:
        rows = await connection.fetch("SELECT outcome, count(*) AS mails FROM notice GROUP BY 1")
    finally:
        await connection.close()
    return Counter({row["outcome"]: row["mails"] for row in rows})


async def all_mails_settled(installation: Installation) -> bool:
    """Whether no mail is on its way."""
    return not (await outcomes(installation))[None]

"""The one worker process of all contenders: `python -m benchmarks.engine.serving …`."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pydantic import SecretStr
from temporalio.client import Client
from temporalio.worker import UnsandboxedWorkflowRunner, Worker, WorkflowRunner
from temporalio.worker.workflow_sandbox import SandboxedWorkflowRunner

from adapters.postgres.pool import open_pool
from adapters.temporal.plugin import eyelevel_plugin
from adapters.temporal.posts import have_posts
from adapters.temporal.service import run_until, stop_on_signals
from benchmarks.engine.bare import Bare, BareLocal, Insertion
from domain.programme.ids import PersonId
from domain.programme.people import Person
from settings import Security, Tasks, WorkerSettings
from tests.fakes.mailer import FakeMailer
from tests.fakes.roster import InMemoryRoster
from tests.workflow.material import ROSTER, person
from worker import build_workers, open_adapters

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

OURS: Final = "eyelevel"
WITHOUT_POST: Final = "eyelevel-without-post"
PLAIN: Final = "bare"
PLAIN_UNSANDBOXED: Final = "bare-unsandboxed"
CACHED = 5000
"""Workflows that each worker keeps, so that no contender has to replay."""


class SameEverywhere(InMemoryRoster):
    """The same people in every roster.

    Nobody is in two pairings with the same person at a time: each pairing has a roster of its own.
    """

    async def people(self, roster: str) -> list[Person]:  # noqa: ARG002
        """All of them, whatever the roster is called."""
        return await super().people(ROSTER)

    async def by_id(self, roster: str, ids: Collection[PersonId]) -> dict[PersonId, Person]:  # noqa: ARG002
        """Those of these people who are known, whatever the roster is called."""
        return await super().by_id(ROSTER, ids)


async def serve(address: str, url: str, url_without_post: str) -> None:
    """Say by what id this process is known, then work until SIGTERM."""
    stop = stop_on_signals()
    print(os.getpid(), flush=True)
    client = await Client.connect(address, plugins=[eyelevel_plugin()])
    async with (
        _ours(client, settings := _settings(url, OURS, Tasks.ALL)) as with_post,
        _ours(client, _settings(url_without_post, WITHOUT_POST, Tasks.PROGRAMME)) as without,
        await open_pool(url) as pool,
    ):
        await have_posts(client, settings.task_queue, settings.posts)
        await run_until(stop, [*with_post, *without, *_bare(client, pool)])


def _settings(url: str, queue: str, tasks: Tasks) -> WorkerSettings:
    return WorkerSettings(
        database_url=SecretStr(url),
        smtp_host="nobody",
        smtp_security=Security.NONE,
        mail_sender="mentoring@example.com",
        task_queue=queue,
        tasks=tasks,
        cached_workflows=CACHED,
    )


@asynccontextmanager
async def _ours(client: Client, settings: WorkerSettings) -> AsyncIterator[list[Worker]]:
    """As in production, but for roster and mail server, which answer at once."""
    roster = SameEverywhere()
    roster.put(ROSTER, person("p-junior"), person("p-senior"), person("p-lead", roles=()))
    async with open_adapters(settings, client) as adapters:
        at_once = replace(adapters, roster=roster, mailer=FakeMailer())
        yield build_workers(client, settings, at_once)


def _bare(client: Client, pool: "Pool") -> list[Worker]:
    runners: Mapping[str, WorkflowRunner] = {
        PLAIN: SandboxedWorkflowRunner(),
        PLAIN_UNSANDBOXED: UnsandboxedWorkflowRunner(),
    }
    return [
        Worker(
            client,
            task_queue=queue,
            workflows=[Bare, BareLocal],
            workflow_runner=runner,
            activities=[Insertion(pool).insert],
            max_cached_workflows=CACHED,
        )
        for queue, runner in runners.items()
    ]


if __name__ == "__main__":
    asyncio.run(serve(*sys.argv[1:]))

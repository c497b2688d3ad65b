"""The worker: settings → adapters → activities → Worker, until SIGTERM."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from typing import Final

from temporalio.client import Client
from temporalio.worker import Interceptor, Replayer, Worker, WorkerDeploymentConfig

from activities.pacing import SECONDS_TO_GIVE_UP, MailLimits
from activities.post import PostActivities
from activities.prompt import GiveUpEarly
from activities.serving import OwnWorkflowOnly
from activities.wiring import Adapters, activities_of, office_of
from adapters.assignment import ScipyAssigner
from adapters.holidays import LibraryHolidays
from adapters.notify.letterhead import Letterhead
from adapters.notify.smtp import SmtpMailer, SmtpServer
from adapters.postgres.follower import following
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import check_schema
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.postgres.views import Views
from adapters.temporal.client import connect, start_runtime
from adapters.temporal.correspondents import TemporalCorrespondents
from adapters.temporal.ending import run_and_leave
from adapters.temporal.logging import configure_logging
from adapters.temporal.pairings import TemporalPairings
from adapters.temporal.plugin import eyelevel_plugin, workflow_runner
from adapters.temporal.posts import have_posts, start_post
from adapters.temporal.search_attributes import check_namespace
from adapters.temporal.service import deployment_of, run_until, stop_on_signals
from adapters.temporal.standing import kept_standing
from adapters.temporal.watching import TemporalWorkflows, start_watch
from adapters.zone_data import use_locked_zones
from domain.programme.ids import mail_queue
from settings import Tasks, WorkerSettings
from workflows.argument_count import ArgumentGuard
from workflows.cohort import Cohort
from workflows.pairing import Pairing
from workflows.post import Post
from workflows.watch import Watch

WORKFLOWS: Final = (Cohort, Pairing, Post, Watch)
INTERCEPTORS: Final = (ArgumentGuard(), OwnWorkflowOnly(), GiveUpEarly())
GRACE = timedelta(seconds=50)
"""For what has begun at SIGTERM; a mail may take 50 s. Docker kills after a minute."""

log = logging.getLogger("eyelevel.worker")


def build_worker(
    client: Client,
    task_queue: str,
    adapters: Adapters,
    deployment: WorkerDeploymentConfig | None = None,
    workflows: Sequence[type] = WORKFLOWS,
    *,
    sandboxed: bool = True,
    cached_workflows: int = 1000,
) -> Worker:
    """A worker for the programme: these workflows and their activities, on a client of ours."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=workflows,
        workflow_runner=workflow_runner(sandboxed=sandboxed),
        max_cached_workflows=cached_workflows,
        activities=activities_of(adapters),
        interceptors=INTERCEPTORS,
        deployment_config=deployment,
        graceful_shutdown_timeout=GRACE,
    )


def build_post(
    client: Client,
    task_queue: str,
    adapters: Adapters,
    limits: MailLimits,
    deployment: WorkerDeploymentConfig | None = None,
) -> Worker:
    """A worker for mails, with slots of its own: what waits there holds up nothing else."""
    return Worker(
        client,
        task_queue=mail_queue(task_queue),
        activities=[PostActivities(office_of(adapters, limits)).post],
        interceptors=INTERCEPTORS,
        max_concurrent_activities=1,  # an office works one round at a time
        deployment_config=deployment,
        graceful_shutdown_timeout=GRACE,
    )


def build_workers(client: Client, settings: WorkerSettings, adapters: Adapters) -> list[Worker]:
    """What the settings say that this process serves."""
    queue, deployment = settings.task_queue, deployment_of(settings)
    workers = list[Worker]()
    if settings.tasks in (Tasks.ALL, Tasks.PROGRAMME):
        workers.append(
            build_worker(
                client,
                queue,
                adapters,
                deployment,
                sandboxed=settings.sandbox,
                cached_workflows=settings.cached_workflows,
            )
        )
    if settings.tasks in (Tasks.ALL, Tasks.MAILS):
        limits = limits_of(settings)
        workers.append(build_post(client, queue, adapters, limits, deployment))
    return workers


def limits_of(settings: WorkerSettings) -> MailLimits:
    """What the settings let this process ask of the mail server."""
    return MailLimits(
        at_once=settings.smtp_connections,
        per_minute=settings.mails_per_minute,
        longest_sending=settings.smtp_seconds + SECONDS_TO_GIVE_UP,
    )


def build_replayer(*watching: Interceptor, workflows: Sequence[type] = WORKFLOWS) -> Replayer:
    """Replays recorded histories on the present code, under the same conditions as the worker."""
    return Replayer(
        workflows=workflows,
        workflow_runner=workflow_runner(sandboxed=True),
        interceptors=(*INTERCEPTORS, *watching),
        plugins=[eyelevel_plugin()],
    )


@asynccontextmanager
async def open_adapters(settings: WorkerSettings, client: Client) -> AsyncIterator[Adapters]:
    """The real ones. At the end, all that the journal has accepted is in the database."""
    letterhead = Letterhead(
        sender=settings.mail_sender,
        answer_url=settings.answer_url,
        ui_url=settings.temporal_ui_url,
        namespace=client.namespace,
    )
    async with (
        await open_pool(settings.database_url.get_secret_value()) as pool,
        following(pool),
    ):
        journal = PostgresJournal(pool)
        try:
            yield Adapters(
                journal=journal,
                outbox=PostgresOutbox(pool),
                correspondents=TemporalCorrespondents(client, journal),
                roster=PostgresRoster(pool),
                mailer=SmtpMailer(SmtpServer.of(settings), letterhead),
                holidays=LibraryHolidays(),
                progress=Views(pool),
                pairings=TemporalPairings(client, settings.task_queue, journal),
                workflows=TemporalWorkflows(client),
                assigner=ScipyAssigner(),
            )
        finally:
            await journal.close()


async def _keep_up(client: Client, settings: WorkerSettings) -> None:
    """One post and the watch: without them no mail is sent, and nobody notices what is amiss."""
    await start_post(client, settings.task_queue)
    await start_watch(client, settings.task_queue)


async def serve(settings: WorkerSettings) -> None:
    """Connect to everything, then work until SIGTERM or SIGINT."""
    stop = stop_on_signals()
    client = await connect(settings, runtime=start_runtime(settings))
    await check_namespace(client)
    await check_schema(settings.database_url.get_secret_value())
    async with open_adapters(settings, client) as adapters:
        workers = build_workers(client, settings, adapters)
        await have_posts(client, settings.task_queue, settings.posts)
        await start_watch(client, settings.task_queue)
        async with kept_standing(partial(_keep_up, client, settings)):
            log.info(
                "Worker started",
                extra={"task_queue": settings.task_queue, "tasks": settings.tasks.value},
            )
            await run_until(stop, workers)
    log.info("Worker stopped")


def main() -> None:
    """The process."""
    use_locked_zones()
    settings = WorkerSettings.load()
    configure_logging(settings)
    asyncio.run(serve(settings))


if __name__ == "__main__":
    run_and_leave(main)

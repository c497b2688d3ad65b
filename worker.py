"""The worker: settings → adapters → activities → Worker, until SIGTERM."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from temporalio.client import Client
from temporalio.worker import Interceptor, Replayer, Worker, WorkerDeploymentConfig

from activities.calendars import CalendarActivities, CalendarLookup
from activities.journal import JournalActivities
from activities.matching import MatchingActivities
from activities.notices import NoticeActivities
from activities.pairings import PairingActivities
from activities.ports import DeliveryLedger, Holidays, Journal, Mailer, Pairings, Progress, Roster
from activities.revisions import note_revision
from activities.serving import OwnWorkflowOnly
from activities.setups import SetupLookup
from adapters.assignment import ScipyAssigner
from adapters.holidays import LibraryHolidays
from adapters.notify.ledger import PostgresDeliveryLedger
from adapters.notify.letterhead import Letterhead
from adapters.notify.smtp import SmtpMailer, SmtpServer
from adapters.postgres.follower import following
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import check_schema
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.postgres.views import Views
from adapters.temporal.client import connect, start_runtime
from adapters.temporal.ending import run_and_leave
from adapters.temporal.logging import configure_logging
from adapters.temporal.pairings import TemporalPairings
from adapters.temporal.plugin import eyelevel_plugin
from adapters.temporal.search_attributes import check_namespace
from adapters.temporal.service import deployment_of, run_until, stop_on_signals
from domain.matching import Assigner
from settings import WorkerSettings
from workflows.argument_count import ArgumentGuard
from workflows.cohort import Cohort
from workflows.pairing import Pairing

WORKFLOWS: Final = (Cohort, Pairing)
INTERCEPTORS: Final = (ArgumentGuard(), OwnWorkflowOnly())
GRACE = timedelta(seconds=50)
"""For what has begun at SIGTERM; a mail may take 45 s. Docker kills after a minute."""

log = logging.getLogger("eyelevel.worker")


@dataclass(frozen=True)
class Adapters:
    """Everything outside Temporal that activities need. Tests pass fakes."""

    journal: Journal
    roster: Roster
    mailer: Mailer
    ledger: DeliveryLedger
    holidays: Holidays
    progress: Progress
    pairings: Pairings
    assigner: Assigner


def activities_of(adapters: Adapters) -> list[Callable[..., Awaitable[object]]]:
    """Everything that workflows may have done in the world."""
    journal = JournalActivities(adapters.journal)
    notices = NoticeActivities(adapters.mailer, adapters.roster, adapters.ledger, adapters.journal)
    lookup = CalendarLookup(adapters.roster, adapters.holidays)
    calendars = CalendarActivities(lookup)
    matching = MatchingActivities(adapters.roster, adapters.assigner)
    pairings = PairingActivities(adapters.pairings, adapters.progress, SetupLookup(lookup))
    return [
        note_revision,
        journal.append,
        journal.read,
        notices.deliver,
        calendars.look_up,
        matching.match,
        matching.recheck_pair,
        matching.check_joining,
        pairings.start,
        pairings.tell,
        pairings.look,
    ]


def build_worker(
    client: Client,
    task_queue: str,
    adapters: Adapters,
    deployment: WorkerDeploymentConfig | None = None,
    workflows: Sequence[type] = WORKFLOWS,
) -> Worker:
    """A worker for all activities and these workflows, on a client with our plugin."""
    return Worker(
        client,
        task_queue=task_queue,
        workflows=workflows,
        activities=activities_of(adapters),
        interceptors=INTERCEPTORS,
        deployment_config=deployment,
        graceful_shutdown_timeout=GRACE,
    )


def build_replayer(*watching: Interceptor, workflows: Sequence[type] = WORKFLOWS) -> Replayer:
    """Replays recorded histories on the present code, under the same conditions as the worker."""
    return Replayer(
        workflows=workflows,
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
                roster=PostgresRoster(pool),
                mailer=SmtpMailer(SmtpServer.of(settings), letterhead),
                ledger=PostgresDeliveryLedger(pool),
                holidays=LibraryHolidays(),
                progress=Views(pool),
                pairings=TemporalPairings(client, settings.task_queue),
                assigner=ScipyAssigner(),
            )
        finally:
            await journal.close()


async def serve(settings: WorkerSettings) -> None:
    """Connect to everything, then work until SIGTERM or SIGINT."""
    stop = stop_on_signals()
    client = await connect(settings, runtime=start_runtime(settings))
    await check_namespace(client)
    await check_schema(settings.database_url.get_secret_value())
    async with open_adapters(settings, client) as adapters:
        worker = build_worker(client, settings.task_queue, adapters, deployment_of(settings))
        log.info("Worker started", extra={"task_queue": settings.task_queue})
        await run_until(stop, worker)
    log.info("Worker stopped")


def main() -> None:
    """The process."""
    settings = WorkerSettings.load()
    configure_logging(settings)
    asyncio.run(serve(settings))


if __name__ == "__main__":
    run_and_leave(main)

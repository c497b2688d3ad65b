"""What `eyelevel recover` and `eyelevel reconcile` have in common."""

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from activities.calendars import CalendarLookup
from activities.setups import SetupLookup
from adapters.holidays import LibraryHolidays
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.recovery.reconciling import Reconciliation
from adapters.recovery.repairing import Repairs
from adapters.temporal.client import connect, temporal_errors
from adapters.temporal.restarts import Restarts
from adapters.temporal.runs import Runs
from adapters.temporal.search_attributes import check_namespace
from cli.recalling import recall
from cli.terminal import bars
from domain.engine.base import OPAQUE_ID_PATTERN
from domain.engine.errors import not_allowed
from domain.programme.ids import COHORTS, cohort_in
from domain.recovery.accounts import JournalAccount, Kind
from domain.recovery.judging import Look
from settings import RecoverySettings


def _cohort_ids(ids: list[str] | None) -> list[str]:
    if any(not re.fullmatch(OPAQUE_ID_PATTERN, id_) for id_ in ids or ()):
        raise typer.BadParameter("letters, digits and . _ : -, at most 64 characters")
    return list(dict.fromkeys(ids or ()))


Cohorts = Annotated[
    list[str] | None,
    typer.Option("--cohort", metavar="ID", callback=_cohort_ids, help="A cohort; repeatable."),
]

Everything = Annotated[bool, typer.Option("--all", help="Every cohort and pairing of the journal.")]


def require_scope(cohorts: list[str] | None, *, everything: bool) -> None:
    """Changes need a scope: raises `typer.BadParameter` without cohorts, or with both."""
    if bool(cohorts) is everything:
        raise typer.BadParameter("name cohorts with --cohort, or take --all")


@asynccontextmanager
async def opened() -> AsyncIterator[Reconciliation]:
    """The journal and Temporal, both reached and checked; progress is shown on the terminal."""
    settings = RecoverySettings.load()
    client = await connect(settings)
    await check_namespace(client)
    async with await open_pool(settings.database_url.get_secret_value(), max_size=4) as pool:
        journal = PostgresJournal(pool)
        runs = Runs(client, recall)
        roster = PostgresRoster(pool)
        setups = SetupLookup(CalendarLookup(roster, LibraryHolidays()), roster)
        repairs = Repairs(journal, runs, Restarts(client, settings.task_queue), setups)
        try:
            with temporal_errors(), bars() as progress:
                yield Reconciliation(journal, runs, repairs, progress)
        finally:
            await journal.close()


def known(accounts: list[JournalAccount], looks: Sequence[Look] = ()) -> list[JournalAccount]:
    """The accounts; refuses a cohort that neither journal nor Temporal knows."""
    seen = {look.workflow_id for look in looks}
    cohorts = [
        account
        for account in accounts
        if account.kind is Kind.COHORT and account.state is None and not account.unreadable
    ]
    if strangers := [cohort.workflow_id for cohort in cohorts if cohort.workflow_id not in seen]:
        ids = ", ".join(cohort_in(stranger) for stranger in strangers)
        problem = f"the journal of this database knows nothing of {ids}"
        raise not_allowed("--cohort", problem, f"what follows {COHORTS} in the Temporal UI")
    return accounts

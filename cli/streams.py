"""Pairings and cohorts in the journal, as the command line reads them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import typer

from activities.ports import Journal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.calendar import WorkingCalendar
from domain.cohort.events import CohortOpened
from domain.errors import not_allowed
from domain.journal import StoredEvent
from domain.pairing.events import PairingOpened
from domain.wire import from_record
from settings import DatabaseSettings

StreamId = Annotated[
    str,
    typer.Argument(
        metavar="ID", help="pairing-… or cohort-…, as the Temporal UI and CLI show them."
    ),
]


class Kind(StrEnum):
    """What a stream tells of: the beginning of its name."""

    PAIRING = "pairing-"
    COHORT = "cohort-"


@dataclass(frozen=True)
class Stream:
    """Everything that happened to one pairing or cohort."""

    id: str
    kind: Kind
    events: tuple[StoredEvent, ...]
    """At least one."""

    @property
    def calendar(self) -> WorkingCalendar:
        """Of the pairing or cohort: its days begin and end by it."""
        first = self.events[0].record
        match self.kind:
            case Kind.PAIRING:
                return from_record(first, (PairingOpened,)).setup.calendar
            case Kind.COHORT:
                return from_record(first, (CohortOpened,)).calendar


async def read_stream(journal: Journal, stream_id: str) -> Stream:
    """A stream by its id. Raises `NotAllowed` when the journal has none."""
    kind = next((one for one in Kind if stream_id.startswith(one)), None)
    if kind is None:
        raise not_allowed("ID", "names neither a pairing nor a cohort", "pairing-… or cohort-…")
    events = await journal.read(stream_id)
    if not events:
        raise not_allowed(
            "ID",
            "the journal of this database knows nothing of it",
            "an id as `temporal workflow list` shows it; cohorts that were refused have none",
        )
    return Stream(stream_id, kind, tuple(events))


@asynccontextmanager
async def opened_journal() -> AsyncIterator[PostgresJournal]:
    """The journal of the database that the settings name."""
    pool = await open_pool(DatabaseSettings.load().database_url.get_secret_value(), max_size=1)
    try:
        yield PostgresJournal(pool)
    finally:
        await pool.close()

"""Pairings and cohorts in the journal, as the command line reads them."""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from adapters.postgres.pool import open_pool
from adapters.postgres.streams import Streams
from adapters.temporal.ending import ExitCode
from cli.whom import streams_meant
from domain.cohort.events import CohortOpened
from domain.engine.errors import UnreadableEvent, not_allowed
from domain.engine.journal import StoredEvent, Unreadable
from domain.engine.wire import from_record
from domain.pairing.events.course import PairingOpened
from domain.programme.calendar import WorkingCalendar
from domain.recovery.accounts import Kind
from domain.telling.fared import Fared
from settings import DatabaseSettings

StreamId = Annotated[
    str,
    typer.Argument(
        metavar="ID",
        help="pairing-… or cohort-…, as the Temporal UI and CLI show them; or a person by id, "
        "number, address or name, for all their pairings.",
    ),
]


@dataclass(frozen=True)
class Stream:
    """Everything that happened to one pairing or cohort."""

    id: str
    kind: Kind
    events: tuple[StoredEvent, ...]
    """At least one."""
    fared: Mapping[str, Fared]
    """How its mails fared, by the ids of their notices."""

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar of the pairing or cohort, which says where days begin and end.

        Raises `UnreadableEvent` if the stream cannot even be read that far.
        """
        first = self.events[0].record
        match self.kind:
            case Kind.PAIRING:
                return from_record(first, (PairingOpened,)).setup.calendar
            case Kind.COHORT:
                return from_record(first, (CohortOpened,)).calendar


@contextmanager
def naming(stream_id: str) -> Iterator[None]:
    """What cannot be read inside is told together with the name of the stream."""
    try:
        yield
    except UnreadableEvent as error:
        raise UnreadableEvent(str(Unreadable(stream=stream_id, why=str(error)))) from error


async def read_stream(streams: Streams, stream_id: str) -> Stream:
    """A stream by its id. Raises `NotAllowed` if the journal does not have it.

    Raises `UnreadableEvent` if it holds what no release has written.
    """
    with naming(stream_id):
        events = await streams.read(stream_id)
        fared = await streams.fared(stream_id)
    if not events:
        raise not_allowed(
            "ID",
            "the journal of this database knows nothing of it",
            "an id as `temporal workflow list` shows it; cohorts that were refused have none",
        )
    return Stream(stream_id, Kind.of(stream_id), tuple(events), fared)


def tell_unreadable(unreadable: Iterable[Unreadable]) -> None:
    """Say on stderr what could not be read, and end with exit code 1 if there is anything."""
    problems = list(unreadable)
    for problem in problems:
        typer.echo(str(problem), err=True)
    if problems:
        raise typer.Exit(ExitCode.FAILED)


def tell_of_words(stream: Stream) -> None:
    """Say on stderr that the journal has people's own words that were not printed."""
    if count := sum(event.has_words for event in stream.events):
        typer.echo(
            f"People's own words are left out: {count} of {len(stream.events)} events have some "
            "(goals, off-limit topics, reasons, what was told in confidence).",
            err=True,
        )


@asynccontextmanager
async def opened_streams(stream_id: str) -> AsyncIterator[tuple[Streams, list[str]]]:
    """The journal of the database that the settings name, without people's own words; and the
    streams that are meant."""
    pool = await open_pool(DatabaseSettings.load().database_url.get_secret_value(), max_size=1)
    try:
        yield Streams.without_words(pool), await streams_meant(pool, stream_id)
    finally:
        await pool.close()

"""`eyelevel history`: everything that happened to a pairing or cohort."""

import asyncio
from collections.abc import Iterator
from datetime import UTC
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from cli import history_words
from cli.streams import (
    Stream,
    StreamId,
    opened_streams,
    read_stream,
    tell_of_words,
    tell_unreadable,
)
from cli.terminal import table_console
from domain.engine.errors import UnreadableEvent
from domain.engine.journal import Unreadable
from domain.history import Happened, cohort_history, pairing_history
from domain.recovery.accounts import Kind

_NO_ZONE = ZoneInfo(str(UTC))


def history(
    stream_id: StreamId,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per event, for programs.")
    ] = False,
) -> None:
    """List everything that happened to a pairing or cohort, in words and in order.

    It is read from the journal: Temporal need not run, nor know the workflow any more. People's own
    words are left out. Ends with exit code 1 if an event cannot be read; the others are listed.
    """
    stream = asyncio.run(_read(stream_id))
    lines = list(_lines(stream))
    if as_json:
        for event in stream.events:
            typer.echo(history_words.as_json(event, stream.fared))
    else:
        table_console().print(history_words.table(lines, _zone(stream), stream.fared))
        tell_of_words(stream)
    tell_unreadable(
        Unreadable(stream=stream.id, why=f"event {line.event.version}: {line.words}")
        for line in lines
        if not line.is_readable
    )


async def _read(stream_id: str) -> Stream:
    async with opened_streams() as streams:
        return await read_stream(streams, stream_id)


def _lines(stream: Stream) -> Iterator[Happened]:
    match stream.kind:
        case Kind.PAIRING:
            return pairing_history(stream.events)
        case Kind.COHORT:
            return cohort_history(stream.events)


def _zone(stream: Stream) -> ZoneInfo:
    """The zone of the programme; UTC if not even that can be read."""
    try:
        return stream.calendar.zone
    except UnreadableEvent:
        return _NO_ZONE

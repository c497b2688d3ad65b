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
    """List everything that happened to a pairing or cohort, or to all pairings of a person.

    It is read from the journal: Temporal need not run, nor know the workflow any more. People's own
    words are left out. Ends with exit code 1 if an event cannot be read; the others are listed.
    """
    unreadable: list[Unreadable] = []
    for number, stream in enumerate(asyncio.run(_read(stream_id))):
        lines = list(_lines(stream))
        _print(stream, lines, as_json=as_json, is_first=not number, is_asked=stream.id == stream_id)
        unreadable += _unreadable(stream, lines)
    tell_unreadable(unreadable)


def _print(
    stream: Stream, lines: list[Happened], *, as_json: bool, is_first: bool, is_asked: bool
) -> None:
    """The history of one stream; its name above, where a person was asked for."""
    if as_json:
        for event in stream.events:
            typer.echo(history_words.as_json(event, stream.fared))
        return
    if not is_asked:
        typer.echo(stream.id if is_first else f"\n{stream.id}")
    table_console().print(history_words.table(lines, _zone(stream), stream.fared))
    tell_of_words(stream)


def _unreadable(stream: Stream, lines: list[Happened]) -> Iterator[Unreadable]:
    for line in lines:
        if not line.is_readable:
            yield Unreadable(stream=stream.id, why=f"event {line.event.version}: {line.words}")


async def _read(stream_id: str) -> list[Stream]:
    async with opened_streams(stream_id) as (streams, meant):
        return [await read_stream(streams, name) for name in meant]


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

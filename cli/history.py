"""`eyelevel history`: everything that happened to a pairing or cohort."""

import asyncio
from collections.abc import Iterator
from typing import Annotated

import typer

from cli import history_words
from cli.streams import Kind, Stream, StreamId, opened_streams, read_stream, tell_of_words
from cli.terminal import table_console
from domain.history import Happened, cohort_history, pairing_history


def history(
    stream_id: StreamId,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print one JSON object per event, for programs.")
    ] = False,
) -> None:
    """List everything that happened to a pairing or cohort, in words and in order.

    It is read from the journal: Temporal need not run, nor know the workflow any more. People's own
    words are left out.
    """
    stream = asyncio.run(_read(stream_id))
    if as_json:
        for event in stream.events:
            typer.echo(history_words.as_json(event))
    else:
        table_console().print(history_words.table(list(_lines(stream)), stream.calendar.zone))
        tell_of_words(stream)


async def _read(stream_id: str) -> Stream:
    async with opened_streams() as streams:
        return await read_stream(streams, stream_id)


def _lines(stream: Stream) -> Iterator[Happened]:
    match stream.kind:
        case Kind.PAIRING:
            return pairing_history(stream.events)
        case Kind.COHORT:
            return cohort_history(stream.events)

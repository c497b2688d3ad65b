"""`eyelevel show`: a pairing or cohort as it is, or as of any moment."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Annotated, NamedTuple, TypeVar

import typer
from rich.markdown import Markdown

from activities.reading import read_as
from adapters.postgres.streams import Streams
from cli import moments, show_words
from cli.moments import When
from cli.streams import (
    Stream,
    StreamId,
    naming,
    opened_streams,
    read_stream,
    tell_of_words,
    tell_unreadable,
)
from cli.terminal import bars, table_console
from domain.cohort.as_of import cohort_as_of, with_progress
from domain.cohort.progress import progress_of
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import EntryStatus
from domain.engine.as_of import AsOf, Reading, began_at
from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.journal import StoredEvent, Unreadable
from domain.pairing.as_of import pairing_as_of
from domain.pairing.state import PairingState
from domain.pairing.survey_figures import survey_figures
from domain.programme.dates import moment
from domain.programme.ids import pairing_workflow_id
from domain.recovery.accounts import Kind
from domain.telling.fared import with_ledger

S = TypeVar("S")


def show(
    stream_id: StreamId,
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="WHEN",
            help="A day, meaning its end there: 2027-03-01; or a time: 2027-03-01T12:00+01:00. "
            "Without it: now.",
        ),
    ] = None,
    reading: Annotated[
        Reading,
        typer.Option(
            help="recorded: what the journal held then. happened: what had happened by then, "
            "whenever it was reported; what was withdrawn later never happened.",
        ),
    ] = Reading.RECORDED,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the whole state as JSON, for programs.")
    ] = False,
) -> None:
    """Show a pairing or cohort as HR sees it in the Temporal UI, now or as of any day.

    A person stands for all pairings that they are or were in. It is read from the journal: Temporal
    need not run, nor know the workflow any more. People's own words are left out. Ends with exit
    code 1 if something cannot be read; the pairings of a cohort that can be read are shown.
    """
    when = moments.asked(as_of)
    if as_json:
        for state in asyncio.run(_states(stream_id, when, reading)):
            typer.echo(state)
        return
    found = asyncio.run(_shown(stream_id, when, reading))
    terminal = table_console()
    for shown in found:
        terminal.print(shown.heading, highlight=False, markup=False)
        terminal.print(Markdown(shown.details))
    tell_unreadable(problem for shown in found for problem in shown.unreadable)


class _Shown(NamedTuple):
    heading: str
    details: str
    """Those of a cohort include tables of its pairings and of what they answered."""
    unreadable: Sequence[Unreadable] = ()
    """Pairings of a cohort that cannot be read."""


async def _states(stream_id: str, when: When, reading: Reading) -> list[str]:
    """The states as JSON; lines on stderr say if people's own words were left out."""
    async with opened_streams(stream_id) as (streams, meant):
        states = []
        for name in meant:
            stream = await read_stream(streams, name)
            states.append(_as_of(stream, when, reading).state.model_dump_json(indent=2))
            tell_of_words(stream)
        return states


async def _shown(stream_id: str, when: When, reading: Reading) -> list[_Shown]:
    async with opened_streams(stream_id) as (streams, meant):
        return [
            await _details(streams, await read_stream(streams, name), when, reading)
            for name in meant
        ]


async def _details(streams: Streams, stream: Stream, when: When, reading: Reading) -> _Shown:
    found = _as_of(stream, when, reading)
    heading = show_words.heading(stream, found, when, reading)
    match found.state:
        case PairingState() as pairing:
            return _Shown(heading, show_words.of_pairing(pairing, stream.calendar.zone))
        case CohortState() as cohort:
            at = moments.instant_of(when, stream.calendar)
            pairings, unreadable = await _pairings(streams, cohort, at, reading)
            cohort = with_progress(cohort, map(progress_of, pairings))
            hidden = {found.stream for found in unreadable}
            figures = survey_figures(pairings)
            return _Shown(heading, show_words.of_cohort(cohort, figures, hidden), unreadable)


def _as_of(stream: Stream, when: When, reading: Reading) -> AsOf[PairingState] | AsOf[CohortState]:
    """The state as of then. Raises `NotAllowed` if there was nothing yet.

    Raises `UnreadableEvent` if it cannot be read up to then.
    """
    with naming(stream.id):
        at = moments.instant_of(when, stream.calendar)
        match stream.kind:
            case Kind.PAIRING:
                pairing = _existing(pairing_as_of(stream.events, at, reading), stream, reading)
                return replace(pairing, state=with_ledger(pairing.state, stream.fared, at))
            case Kind.COHORT:
                cohort = _existing(cohort_as_of(stream.events, at, reading), stream, reading)
                return replace(cohort, state=with_ledger(cohort.state, stream.fared, at))


def _existing(found: AsOf[S] | None, stream: Stream, reading: Reading) -> AsOf[S]:
    """The state that was found, or a refusal that says from when on there is one."""
    if found is not None:
        return found
    began = moment(began_at(stream.events, reading), stream.calendar.zone)
    raise not_allowed("--as-of", "lies before its beginning", f"from {began} on")


async def _pairings(
    streams: Streams, cohort: CohortState, at: Instant, reading: Reading
) -> tuple[list[PairingState], list[Unreadable]]:
    """The state of a cohort's pairings at the same moment, for those that had begun.

    Beside them, those that cannot be read.
    """
    wanted = [
        pairing_workflow_id(entry.pairing_id)
        for entry in cohort.pairings
        if entry.status is EntryStatus.STARTED
    ]
    found: list[PairingState] = []
    unreadable: list[Unreadable] = []
    with bars() as begin:
        done = begin("Read the pairings", len(wanted))
        async for _, then in read_as(streams, wanted, partial(_pairing, at=at, reading=reading)):
            match then:
                case Unreadable():
                    unreadable.append(then)
                case AsOf(state=state):
                    found.append(state)
                case None:
                    pass
            done()
    return found, unreadable


def _pairing(
    _stream: str, events: Sequence[StoredEvent], at: Instant, reading: Reading
) -> AsOf[PairingState] | None:
    return pairing_as_of(events, at, reading)

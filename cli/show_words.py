"""What `eyelevel show` prints: the details as in the Temporal UI, under a heading."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from cli.moments import When
from cli.streams import Stream
from domain.cohort.details import cohort_details
from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.to_brief import those_to_brief
from domain.engine.as_of import AsOf, Reading
from domain.engine.tables import complete
from domain.engine.words import spelled_out
from domain.pairing.details import pairing_details
from domain.pairing.state import PairingState
from domain.pairing.survey_figures import FEWEST_ANSWERS, SurveyFigures
from domain.programme.dates import day, moment
from domain.programme.ids import PersonId, pairing_workflow_id
from domain.programme.people import Side
from domain.telling.catalogue import shown_in_words
from domain.telling.desk import IssuedNotice
from domain.telling.markdown import table

S = TypeVar("S")
TOLD_LAST = 6
"""Mails that are shown of a pairing."""


def heading(stream: Stream, found: AsOf[S], when: When, reading: Reading) -> str:
    """The line above the details: which stream, as of when, and in which reading."""
    if when is None:
        return f"{stream.id} as it is now: version {found.version}"
    lines = (
        f"{stream.id} {_at(when, stream)}, {_AS[reading]}",
        f"version {found.version} of {len(stream.events)}",
        _events(found.told_later, "told of it later"),
        _events(found.corrected_later, "left out, put right later"),
    )
    return "; ".join(line for line in lines if line)


_AS = complete(Reading, {Reading.RECORDED: "as recorded", Reading.HAPPENED: "as it happened"})


def _events(count: int, what: str) -> str:
    return f"{count} event{'' if count == 1 else 's'} {what}" if count else ""


def _at(when: date | datetime, stream: Stream) -> str:
    zone = stream.calendar.zone
    if isinstance(when, datetime):
        return f"on {moment(when, zone)} ({zone})"
    return f"at the end of {day(when)} ({zone})"


def of_pairing(state: PairingState, zone: ZoneInfo) -> str:
    """The details of a pairing, and a table of what was told last."""
    head = ("Told", "Mail", "To", "How it fared")
    rows = [_mail(sent, zone) for sent in reversed(state.desk.told[-TOLD_LAST:])]
    return f"{pairing_details(state, namespace=None)}\n\n{table(head, rows)}"


def _mail(sent: IssuedNotice, zone: ZoneInfo) -> tuple[str, ...]:
    return (
        moment(sent.at, zone),
        spelled_out(sent.notice.kind),
        sent.notice.side or sent.notice.to,
        spelled_out(sent.outcome) if sent.outcome else "on its way",
    )


def of_cohort(
    state: CohortState, answers: Sequence[SurveyFigures], unreadable: Collection[str] = ()
) -> str:
    """The details of a cohort, and tables of all its pairings and of what they answered.

    ``unreadable``: streams of those of which nothing can be said.
    """
    head = ("Pairing", "Mentor", "Mentee", "Stage", "Not briefed", "Sessions held", "To do")
    to_brief = {side: those_to_brief(state, side) for side in Side}
    rows = [_row(entry, to_brief, unreadable) for entry in state.pairings]
    parts = (cohort_details(state, namespace=None), table(head, rows), _answers(answers))
    return "\n\n".join(part for part in parts if part)


def _answers(figures: Sequence[SurveyFigures]) -> str:
    head = ("Short questions", "Asked", "Answered", "On average, from 1 to 5")
    rows = [(spelled_out(one.survey), one.asked, one.answered, _averages(one)) for one in figures]
    return table(head, rows) if rows else ""


def _averages(figures: SurveyFigures) -> str:
    if not figures.averages:
        return f"fewer than {FEWEST_ANSWERS} answers"
    return ", ".join(f"{spelled_out(name)} {mean}" for name, mean in figures.averages.items())


def _row(
    entry: PairingEntry,
    to_brief: Mapping[Side, Collection[PersonId]],
    unreadable: Collection[str],
) -> tuple[str, ...]:
    now = entry.progress
    waits = [side for side in Side if entry.is_running and entry.person(side) in to_brief[side]]
    stream = pairing_workflow_id(entry.pairing_id)
    return (
        stream,
        entry.mentor,
        entry.mentee,
        "cannot be read" if stream in unreadable else _stage(entry),
        " and ".join(waits),
        f"{now.sessions_held} of {now.sessions_planned}" if now else "",
        shown_in_words(now.items) if now else "",
    )


def _stage(entry: PairingEntry) -> str:
    now = entry.progress
    if now is None:
        return spelled_out(entry.status)
    paused = ", paused" if now.paused else ""
    ended = f": {spelled_out(now.end_reason)}" if now.end_reason else ""
    return f"{now.stage}{paused}{ended}"

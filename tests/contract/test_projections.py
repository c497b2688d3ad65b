"""The tables that are read say the same as the events, whatever happened."""

import json
import re
from collections.abc import Sequence
from datetime import date, datetime
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.postgres.journal import PostgresJournal
from domain.cohort import evolve as cohort
from domain.cohort.event import CohortEvent
from domain.cohort.events import COHORT_EVENTS, CohortClosed, CohortOpened
from domain.cohort.state import CohortState
from domain.engine.events import DomainEvent
from domain.engine.journal import EventRecord, name_of, version_of
from domain.pairing import evolve as pairing
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import PairingClosed, PairingOpened
from domain.pairing.state import PairingState
from domain.programme.people import Side
from domain.telling.desk import Desk
from tests.contract import cohorts, pairings
from tests.contract.schema_dump import SCHEMA
from tests.properties import examples
from tests.unit.samples.files import ALL_EVENTS, sample_of

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Connection

NUMBERS = count(1)


PORTIONS = st.lists(st.integers(1, 6))
"""Sizes of the appends in which a history is written."""


def test_projections_read_events_that_exist() -> None:
    """Every event that a projection names exists; a wrong name would silently match nothing."""
    named = _named_in_sql()
    known = {name_of(event.tag) for event in (*PAIRING_EVENTS, *COHORT_EVENTS)}
    assert len(named) > 20
    assert named <= known


def test_what_a_projection_reads_happens_at_random() -> None:
    """An event that SQL reads is made up in all variety for random histories, not from a sample."""
    openings: tuple[type[DomainEvent], ...] = (PairingOpened, CohortOpened)
    made_up = {name_of(event.tag) for event in (*openings, *pairings.SHOWN, *cohorts.SHOWN)}
    assert _named_in_sql() <= made_up


def _named_in_sql() -> set[str]:
    asked = " ".join(re.findall(r"versions_of\((.*?)\)", SCHEMA.read_text("utf-8"), re.DOTALL))
    return set(re.findall(r"'([\w.]+)'", asked))


@settings(examples(250), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=pairings.HISTORIES, portions=PORTIONS)
async def test_tables_and_pairing_agree_on_any_history(
    postgres_journal: PostgresJournal,
    database: "Connection",
    history: list[PairingEvent],
    portions: list[int],
) -> None:
    """Appended in whatever portions, the tables show what folding the events gives."""
    pairing_id = f"any-{next(NUMBERS)}"
    stream = f"pairing-{pairing_id}"
    written = pairings.records(pairing_id, history)
    await _append_in_portions(postgres_journal, stream, written, portions)
    state = pairing.fold(written)
    assert state is not None
    overview = "SELECT * FROM pairing_overview WHERE pairing_id = $1"
    assert await _row(database, overview, pairing_id) == _pairing_figures(state)
    for row in await database.fetch("SELECT * FROM session WHERE pairing_id = $1", pairing_id):
        _assert_is_the_session(row, state)
    assert await _surveys(database, pairing_id) == _surveyed(state)
    assert await _open_items(database, stream) == _items(state.desk)
    assert await _notices(database, stream) == _told(written)


@settings(examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(history=cohorts.HISTORIES, portions=PORTIONS)
async def test_tables_and_cohort_agree_on_any_history(
    postgres_journal: PostgresJournal,
    database: "Connection",
    history: list[CohortEvent],
    portions: list[int],
) -> None:
    """The tables agree with the folded cohort after any history."""
    cohort_id = f"any-{next(NUMBERS)}"
    stream = f"cohort-{cohort_id}"
    written = cohorts.records(cohort_id, history)
    await _append_in_portions(postgres_journal, stream, written, portions)
    state = cohort.fold(written)
    assert state is not None
    closings = [record.occurred_at for record in written if record.type == CohortClosed.tag]
    overview = "SELECT * FROM cohort_overview WHERE cohort_id = $1"
    assert await _row(database, overview, cohort_id) == _cohort_figures(state, closings)
    assert await _open_items(database, stream) == _items(state.desk)
    assert await _notices(database, stream) == _told(written)


async def _append_in_portions(
    journal: PostgresJournal, stream: str, written: Sequence[EventRecord], sizes: Sequence[int]
) -> None:
    version = 0
    for size in [*sizes, len(written)]:
        answer = await journal.append(stream, version, written[version : version + size])
        version = answer.version


async def _row(database: "Connection", query: str, key: str) -> dict[str, object]:
    row = await database.fetchrow(query, key)
    assert row is not None
    return dict(row)


def _cohort_figures(state: CohortState, closings: Sequence[datetime]) -> dict[str, object]:
    return {
        "cohort_id": state.cohort_id,
        "title": state.request.title,
        "stage": state.stage,
        "paused": state.pause is not None,
        "waiting": len(state.matching.waiting),
        "blocking_pairs": state.matching.blocking_pairs,
        "opened_at": state.opened_at,
        "closed_at": closings[-1] if closings else None,
        "end_reason": state.ending.reason if state.ending else None,
    }


def _is_paused(state: PairingState) -> bool:
    """There is a pause, beneath a hold or without one."""
    if state.pause is None:
        return False
    return state.pause.hold is None or not state.pause.hold.alone


def _pairing_figures(state: PairingState) -> dict[str, object]:
    certificates = state.certificates
    return {
        "pairing_id": state.setup.pairing_id,
        "cohort_id": state.setup.cohort_id,
        "roster": state.setup.roster,
        "mentor_id": state.setup.mentor,
        "mentee_id": state.setup.mentee,
        "stage": state.stage,
        "paused": _is_paused(state),
        "on_hold": state.on_hold,
        "mentor_said": state.preparation.accepted.mentor,
        "mentee_said": state.preparation.accepted.mentee,
        "in_touch_since": state.preparation.in_touch_since,
        "to_be_briefed": list(state.setup.to_be_briefed),
        "briefed": list(state.preparation.briefed),
        "briefing_waived": state.preparation.briefing_waiver is not None,
        "sessions_planned": state.sessions_planned,
        "sessions_held": state.tally.held,
        "sessions_missed": state.tally.missed,
        "opened_at": state.opened_at,
        "closed_at": state.ending.at if state.ending else None,
        "end_reason": state.ending.reason if state.ending else None,
        "mentor_certificate": certificates.mentor.at if certificates.mentor else None,
        "mentee_certificate": certificates.mentee.at if certificates.mentee else None,
        "no_fault": state.ending is not None and state.ending.no_fault,
        "mentor_left_behind": state.ending is not None and Side.MENTOR in state.ending.left_behind,
        "mentee_left_behind": state.ending is not None and Side.MENTEE in state.ending.left_behind,
        "final": state.ending is not None and state.ending.final,
    }


Surveys: TypeAlias = dict[tuple[str, str], tuple[datetime, object]]
"""By survey and side: when it was asked, and the ratings if there are any."""


async def _surveys(database: "Connection", pairing_id: str) -> Surveys:
    rows = await database.fetch("SELECT * FROM survey WHERE pairing_id = $1", pairing_id)
    assert all((row["answered_at"] is None) == (row["ratings"] is None) for row in rows)
    return {
        (row["survey"], row["side"]): (
            row["asked_at"],
            row["ratings"] and json.loads(row["ratings"]),
        )
        for row in rows
    }


def _surveyed(state: PairingState) -> Surveys:
    return {
        (one.survey, side): (one.opened_at, answer.ratings if answer else None)
        for one in state.surveys
        for side in one.asked
        for answer in (one.answers.of(side),)
    }


Standing = tuple[date, bool]
"""By when an item is due, and whether somebody deals with it."""


def _items(desk: Desk) -> dict[str, Standing]:
    return {item.id: (item.due_on, item.acknowledged) for item in desk.items}


async def _open_items(database: "Connection", stream: str) -> dict[str, Standing]:
    rows = await database.fetch(
        "SELECT item_id, due_on, acknowledged FROM item WHERE stream_id = $1 AND closed_at IS NULL",
        stream,
    )
    return {row["item_id"]: (row["due_on"], row["acknowledged"]) for row in rows}


def _assert_is_the_session(row: "asyncpg.Record", state: PairingState) -> None:
    session = state.session(row["session_id"])
    assert session is not None
    assert (row["status"], row["starts_at"]) == (session.status, session.starts_at)
    assert (row["held_at"] is not None) == (session.status == "held")
    assert (row["absent"] is not None) == (session.status == "missed")


async def _notices(database: "Connection", stream: str) -> dict[str, tuple[str, str | None]]:
    rows = await database.fetch("SELECT * FROM notice WHERE stream_id = $1", stream)
    return {row["notice_id"]: (row["kind"], row["outcome"]) for row in rows}


def _told(written: Sequence[EventRecord]) -> dict[str, tuple[str, str | None]]:
    told: dict[str, tuple[str, str | None]] = {}
    for record in written:
        match record.type.partition(".")[2], record.data:
            case "notice_issued.v1", {"notice": {"id": str(number), "kind": str(kind)}}:
                told.setdefault(number, (kind, None))
            case "notice_settled.v1", {"notice_id": str(number), "outcome": str(outcome)}:
                if number in told:
                    told[number] = (told[number][0], outcome)
            case _:
                pass
    return told


async def test_every_version_of_an_event_is_found(database: "Connection") -> None:
    """SQL that asks for an event without its version finds all present versions, and the next
    one."""
    for event_type in ALL_EVENTS:
        for version in range(1, version_of(event_type.tag) + 2):
            tag, name = f"{name_of(event_type.tag)}.v{version}", name_of(event_type.tag)
            found = "SELECT event_kind($1) = $2 AND $1 = ANY (versions_of($2))"
            assert await database.fetchval(found, tag, name), tag


async def test_an_event_of_a_later_version_reaches_the_tables(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """A new version of an event needs no new projection if the fields that SQL reads stay."""
    closed = sample_of(PairingClosed)
    later = version_of(PairingClosed.tag) + 1
    written = closed.model_copy(update={"type": f"{closed.name}.v{later}"})
    await postgres_journal.append("pairing-1", 0, [*pairings.records("1", []), written])
    row = await _row(database, "SELECT * FROM pairing_overview WHERE pairing_id = $1", "1")
    assert (row["end_reason"], row["no_fault"]) == ("communication", True)
    schema_ver = "SELECT schema_ver FROM event WHERE type LIKE 'pairing.closed.%'"
    assert await database.fetchval(schema_ver) == later

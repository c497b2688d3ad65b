"""The tables that are read say the same as the events, whatever happened."""

from collections.abc import Sequence
from itertools import count
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.postgres.journal import PostgresJournal
from domain.journal import EventRecord
from domain.pairing.events import PairingEvent
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from tests.contract.pairings import HISTORIES, records

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Connection

NUMBERS = count(1)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(history=HISTORIES, portions=st.lists(st.integers(1, 6)))
async def test_tables_and_state_agree_on_any_history(
    postgres_journal: PostgresJournal,
    database: "Connection",
    history: list[PairingEvent],
    portions: list[int],
) -> None:
    """Appended in whatever portions, the tables show what folding the events gives."""
    pairing_id = f"any-{next(NUMBERS)}"
    written = records(pairing_id, history)
    await _append_in_portions(postgres_journal, pairing_id, written, portions)
    state = fold(written)
    assert state is not None
    assert await _overview(database, pairing_id) == _figures(state)
    assert await _open_items(database, pairing_id) == {item.id for item in state.items}
    for row in await database.fetch("SELECT * FROM session WHERE pairing_id = $1", pairing_id):
        _assert_is_the_session(row, state)
    assert await _notices(database, pairing_id) == _told(written)


async def _append_in_portions(
    journal: PostgresJournal, pairing_id: str, written: Sequence[EventRecord], sizes: Sequence[int]
) -> None:
    version = 0
    for size in [*sizes, len(written)]:
        answer = await journal.append(
            f"pairing-{pairing_id}", version, written[version : version + size]
        )
        version = answer.version


async def _overview(database: "Connection", pairing_id: str) -> dict[str, object]:
    row = await database.fetchrow(
        "SELECT * FROM pairing_overview WHERE pairing_id = $1", pairing_id
    )
    assert row is not None
    return dict(row)


def _figures(state: PairingState) -> dict[str, object]:
    return {
        "pairing_id": state.setup.pairing_id,
        "cohort_id": state.setup.cohort_id,
        "mentor_id": state.setup.mentor,
        "mentee_id": state.setup.mentee,
        "version": state.version,
        "stage": state.stage,
        "paused": state.pause is not None,
        "mentor_said": state.accepted.mentor,
        "mentee_said": state.accepted.mentee,
        "sessions_planned": state.sessions_planned,
        "sessions_held": state.sessions_held,
        "sessions_missed": state.sessions_missed,
        "opened_at": state.opened_at,
        "closed_at": state.ending.at if state.ending else None,
        "end_reason": state.ending.reason if state.ending else None,
    }


async def _open_items(database: "Connection", pairing_id: str) -> set[str]:
    rows = await database.fetch(
        "SELECT item_id FROM item WHERE pairing_id = $1 AND closed_at IS NULL", pairing_id
    )
    return {row["item_id"] for row in rows}


def _assert_is_the_session(row: "asyncpg.Record", state: PairingState) -> None:
    session = state.session(row["session_id"])
    assert session is not None
    assert (row["status"], row["starts_at"]) == (session.status, session.starts_at)
    assert (row["held_at"] is not None) == (session.status == "held")
    assert (row["absent"] is not None) == (session.status == "missed")


async def _notices(database: "Connection", pairing_id: str) -> dict[str, tuple[str, str | None]]:
    rows = await database.fetch("SELECT * FROM notice WHERE pairing_id = $1", pairing_id)
    return {row["notice_id"]: (row["kind"], row["outcome"]) for row in rows}


def _told(written: Sequence[EventRecord]) -> dict[str, tuple[str, str | None]]:
    told: dict[str, tuple[str, str | None]] = {}
    for record in written:
        match record.type, record.data:
            case "pairing.notice_issued.v1", {"notice": {"id": str(number), "kind": str(kind)}}:
                told.setdefault(number, (kind, None))
            case "pairing.notice_settled.v1", {"notice_id": str(number), "outcome": str(outcome)}:
                if number in told:
                    told[number] = (told[number][0], outcome)
            case _:
                pass
    return told

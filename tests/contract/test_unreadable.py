"""What cannot be read in the database spoils nothing beside it, and is told without its values."""

import logging
from collections.abc import Awaitable, Callable
from datetime import date
from typing import TYPE_CHECKING, TypeAlias, cast

import pytest
from temporalio.testing import ActivityEnvironment

from activities.pairings import LookRequest, PairingActivities
from activities.ports import Pairings
from activities.setups import SetupLookup
from adapters.postgres.follower import advance
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.views import Views
from domain.engine.errors import UnreadableEvent
from domain.engine.journal import EventRecord, Unreadable
from domain.pairing.events.sessions import ReflectionSubmitted
from domain.programme.ids import CohortId
from domain.programme.people import Side
from tests.contract.pairings import START, records

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

Spoil: TypeAlias = Callable[..., Awaitable[object]]

INSERT = """
INSERT INTO event (
    global_pos, stream_id, version, event_id, type, schema_ver,
    data, private, meta, occurred_at, recorded_at
)
SELECT
    (SELECT max(global_pos) + 1 FROM event), 'pairing-2', 3, gen_random_uuid(), 'pairing.paused.v1',
    1, $1, $2, $3, now(), now()
"""
ROWS = {
    "data: Input should be a valid dictionary": ('["CANARY"]', None, "{}"),
    "private: is not JSON": ("{}", b"CANARY", "{}"),
    "canary: unknown field": ("{}", None, '{"canary": "CANARY"}'),
}


@pytest.fixture
async def spoil(
    database: "Connection", postgres_journal: PostgresJournal
) -> Callable[..., Awaitable[object]]:
    """Writes past the journal into the second of three pairings."""
    for number in "123":
        await postgres_journal.append(f"pairing-{number}", 0, records(number, []))
    return lambda *columns: database.execute(INSERT, *columns)


@pytest.mark.parametrize(("why", "columns"), ROWS.items())
async def test_a_row_that_no_release_has_written_spoils_its_own_stream_only(
    why: str,
    columns: tuple[object, ...],
    spoil: Spoil,
    postgres_journal: PostgresJournal,
) -> None:
    """A row that is no event at all makes its own stream unreadable, and none of the others."""
    await spoil(*columns)
    asked = ["pairing-1", "pairing-2", "pairing-3"]
    first, spoilt, last = [found async for _, found in postgres_journal.read_each(asked)]
    assert isinstance(spoilt, Unreadable)
    assert spoilt.why == f"event 3: {why}"
    assert (first, last) == (
        await postgres_journal.read("pairing-1"),
        await postgres_journal.read("pairing-3"),
    )
    with pytest.raises(UnreadableEvent, match=r"^event 3: ") as unreadable:
        await postgres_journal.read("pairing-2")
    assert "CANARY" not in str(unreadable.value)


async def test_a_cohort_sees_the_pairings_that_can_be_read(
    database_url: str, postgres_journal: PostgresJournal, caplog: pytest.LogCaptureFixture
) -> None:
    """A look at the pairings of a cohort leaves one out that makes no sense, and logs why."""
    strange = EventRecord(
        type="pairing.stage_entered.v1", data={"stage": "CANARY", "left": "x"}, occurred_at=START
    )
    for number in "123":
        await postgres_journal.append(f"pairing-{number}", 0, records(number, []))
    await postgres_journal.append("pairing-2", 2, [strange])
    async with await open_pool(database_url) as pool:
        others = cast("Pairings", None), Views(pool), cast("SetupLookup", None)
        look = PairingActivities(*others).look
        with caplog.at_level(logging.WARNING):
            seen = await ActivityEnvironment().run(look, LookRequest(cohort_id=CohortId("c-1")))
    assert [row.pairing_id for row in seen] == ["1", "3"]
    (line,) = caplog.records
    stream, why = (getattr(line, name) for name in ("stream", "why"))
    assert stream == "pairing-2"
    assert why.startswith("stage: is none of the allowed words (allowed: ")
    assert "CANARY" not in why


async def test_figures_go_on_past_an_event_with_other_content(
    database_url: str, database: "Connection", postgres_journal: PostgresJournal
) -> None:
    """A rating that is no number, in one pairing, does not stop the figures of all cohorts."""
    strange = EventRecord(
        type="pairing.reflection_submitted.v1", data={"rating": "CANARY"}, occurred_at=START
    )
    rated = ReflectionSubmitted(
        occurred_at=START, session_id="s-1", side=Side.MENTEE, topic="ai", rating=4
    )
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await postgres_journal.append("pairing-1", 2, [strange])
    await postgres_journal.append("pairing-2", 0, records("2", [rated]))
    async with await open_pool(database_url) as pool:
        while await advance(pool, "cohort_week"):
            pass
    rows = await database.fetch("SELECT week, reflections, learned FROM cohort_week")
    assert [tuple(row) for row in rows] == [(date(2027, 3, 1), 1, 4)]

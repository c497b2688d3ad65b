"""Projections that follow the journal count every event once, even if followers compete or die."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, TypeAlias

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.postgres import follower
from adapters.postgres.follower import FOLLOWING, advance, following
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.rebuild import rebuild
from domain.engine.errors import StorageFailure
from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import PairingClosed, PairingReopened
from domain.pairing.events.messages import ItemOpened, ItemSettled, NoticeIssued
from domain.pairing.events.sessions import (
    ReflectionSubmitted,
    SessionBooked,
    SessionCancelled,
    SessionMoved,
    SessionReportWithdrawn,
)
from domain.pairing.vocabulary import EndReason
from domain.programme.people import Side
from tests.contract.pairings import HISTORIES, START, records
from tests.properties import examples
from tests.waiting import until

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection, Pool

WEEK = "cohort_week"
NUMBERS = count(1)
FOLLOWERS = 2
WRITTEN = 60
"""Number of pairings, each with a booking."""

BOOKED = SessionBooked(
    occurred_at=START, session_id="s-1", by=Role.MENTEE, starts_at=START, minutes=60
)


@pytest.fixture
async def pool(database_url: str) -> "AsyncIterator[Pool]":
    """Connections of the follower."""
    async with await open_pool(database_url) as pool:
        yield pool


async def _catch_up(pool: "Pool", portion: int) -> None:
    while await advance(pool, WEEK, portion):
        pass


def _monday(at: datetime) -> date:
    day = at.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


Figures: TypeAlias = Counter[tuple[date, str]]


def _counted(history: list[PairingEvent]) -> Figures:
    """The figures of the weeks as they are true now, told from the events one by one."""
    ends = [event for event in history if isinstance(event, PairingClosed | PairingReopened)]
    if ends and isinstance(ends[-1], PairingClosed) and ends[-1].reason is EndReason.ANNULLED:
        return Counter()
    figures: Figures = Counter()
    learned: dict[tuple[str, Side], tuple[date, int]] = {}
    for number, event in enumerate(history, start=2):
        week = _monday(START + timedelta(minutes=number))
        match event:
            case ReflectionSubmitted(session_id=session, side=side, rating=rating):
                learned[session, side] = week, rating
            case SessionReportWithdrawn(session_id=session, still_held=False):
                for side in Side:
                    learned.pop((session, side), None)
            case _:
                figures += _of_one(event, week)
    for week, rating in learned.values():
        figures += Counter({(week, "reflections"): 1, (week, "learned"): rating})
    return figures


def _of_one(event: PairingEvent, week: date) -> Figures:
    match event:
        case SessionBooked():
            return Counter({(week, "bookings"): 1})
        case SessionMoved(is_lapse=True):
            return Counter({(week, "cancellations"): 1})
        case SessionCancelled(by=Role(), late=late):
            counted = {(week, "cancellations"): 1, (week, "late_cancellations"): int(late)}
            return Counter(counted)
        case NoticeIssued():
            return Counter({(week, "mails"): 1})
        case ItemOpened():
            return Counter({(week, "items_opened"): 1})
        case ItemSettled():
            return Counter({(week, "items_settled"): 1})
        case _:
            return Counter()


async def _in_the_table(database: "Connection", cohort_id: str) -> Figures:
    rows = await database.fetch("SELECT * FROM cohort_week WHERE cohort_id = $1", cohort_id)
    return +Counter(
        {
            (row["week"], name): figure
            for row in rows
            for name, figure in row.items()
            if isinstance(figure, int)
        }
    )


@settings(examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    history=HISTORIES,
    portion=st.integers(1, 20),
)
async def test_weeks_are_what_is_true_of_the_events(
    postgres_journal: PostgresJournal,
    database: "Connection",
    pool: "Pool",
    history: list[PairingEvent],
    portion: int,
) -> None:
    """Followed in whatever portions, the weeks show what is true now: of a reflection its last
    word, nothing of a withdrawn session, a move too many as a cancellation, no annulled pairing."""
    pairing_id = f"any-{next(NUMBERS)}"
    written = records(pairing_id, history)
    cohort_id = f"c-{pairing_id}"
    setup = dict(written[0].data["setup"]) | {"cohort_id": cohort_id}  # type: ignore[arg-type]
    written[0] = written[0].model_copy(update={"data": {"setup": setup}})
    await postgres_journal.append(f"pairing-{pairing_id}", 0, written)
    await _catch_up(pool, portion)
    assert await _in_the_table(database, cohort_id) == _counted(history)
    end = await database.fetchval("SELECT max(global_pos) FROM event")
    assert await database.fetchval("SELECT position FROM projection") == end


REFLECTED = ReflectionSubmitted(
    occurred_at=START, session_id="s-1", side=Side.MENTOR, topic="ai", rating=5
)
PUT_RIGHT = REFLECTED.model_copy(update={"rating": 2})
WITHDRAWN = SessionReportWithdrawn(occurred_at=START, session_id="s-1", by=Role.OPERATOR)
DOUBTED = WITHDRAWN.model_copy(update={"by": Role.MENTEE, "still_held": True})
MOVED = SessionMoved(
    occurred_at=START, session_id="s-1", by=Role.MENTEE, starts_at=START, minutes=60, is_lapse=True
)
ANNULLED = PairingClosed(occurred_at=START, reason=EndReason.ANNULLED)
REOPENED = PairingReopened(occurred_at=START, by=Role.OPERATOR)


CORRECTED: tuple[tuple[list[PairingEvent], dict[str, int]], ...] = (
    ([REFLECTED, PUT_RIGHT], {"reflections": 1, "learned": 2}),
    ([REFLECTED, DOUBTED], {"reflections": 1, "learned": 5}),
    ([REFLECTED, PUT_RIGHT, WITHDRAWN], {}),
    ([REFLECTED, WITHDRAWN, PUT_RIGHT], {"reflections": 1, "learned": 2}),
    ([BOOKED, MOVED], {"bookings": 1, "cancellations": 1}),
    ([BOOKED, REFLECTED, ANNULLED], {}),
    ([BOOKED, REFLECTED, ANNULLED, REOPENED], {"bookings": 1, "reflections": 1, "learned": 5}),
)
"""What happens in a pairing, and what its week shows of it."""


async def test_case_29_the_weeks_follow_every_correction(
    postgres_journal: PostgresJournal, database: "Connection", pool: "Pool"
) -> None:
    """The weekly figures of a cohort follow corrections, withdrawn reports, moves too many,
    annulments and reopenings, one event after the other."""
    for number, (history, _) in enumerate(CORRECTED):
        written = records(str(number), history, f"c-{number}")
        await postgres_journal.append(f"pairing-{number}", 0, written)
    await _catch_up(pool, portion=1)
    for number, (_, figures) in enumerate(CORRECTED):
        expected = {(_monday(START), name): figure for name, figure in figures.items()}
        assert await _in_the_table(database, f"c-{number}") == expected


async def test_the_weeks_cost_what_is_new_however_many_pairings_were_annulled(
    postgres_journal: PostgresJournal, database: "Connection", pool: "Pool"
) -> None:
    """A step that adds one pairing to the weekly figures reads as much of the journal after forty
    pairings that were annulled as after two."""
    read = []
    for annulled in (2, 40):
        for number in range(annulled):
            written = records(f"{annulled}-{number}", [BOOKED, ANNULLED])
            await postgres_journal.append(f"pairing-{annulled}-{number}", 0, written)
        await _catch_up(pool, portion=1000)
        await postgres_journal.append(f"pairing-{annulled}", 0, records(f"{annulled}", [BOOKED]))
        read.append(await _events_read_in_a_step(database))
    assert read[0] == read[1] > 0


async def _events_read_in_a_step(database: "Connection") -> int:
    """Rows of the journal, if it is too large to be read as a whole."""
    async with database.transaction():
        for way in ("seqscan", "hashjoin", "mergejoin"):
            await database.execute(f"SET LOCAL enable_{way} = off")
        before: int = await database.fetchval(_READ)
        await database.execute("SELECT advance_projection($1, 1000)", WEEK)
        after: int = await database.fetchval(_READ)
    return after - before


_READ = """
SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_xact_user_tables WHERE relname = 'event'
"""


async def test_competing_followers_count_each_event_once(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Two processes that follow one journal while it grows come to the right figures together."""
    followers = [
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.contract.writer", database_url, "follow"),
            stdin=asyncio.subprocess.PIPE,
        )
        for _ in range(FOLLOWERS)
    ]
    for number in range(WRITTEN):
        await postgres_journal.append(f"pairing-{number}", 0, records(str(number), [BOOKED]))
    await until(lambda: _position(database), lambda position: position == 3 * WRITTEN)
    for process in followers:
        process.kill()
        await process.wait()
    assert await database.fetchval("SELECT sum(bookings) FROM cohort_week") == WRITTEN


async def test_who_finds_somebody_at_it_does_nothing(
    postgres_journal: PostgresJournal, database: "Connection", pool: "Pool"
) -> None:
    """A follower neither waits for another one nor counts what that one is counting."""
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    async with database.transaction():
        assert await database.fetchval("SELECT advance_projection($1, 10)", WEEK) == 3
        assert await advance(pool, WEEK) is None
    assert await advance(pool, WEEK) == 0


async def test_who_dies_on_the_way_has_counted_nothing(
    postgres_journal: PostgresJournal, database: "Connection", pool: "Pool"
) -> None:
    """Figures of a transaction that never ended are gone, and the next follower counts them."""
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    transaction = database.transaction()
    await transaction.start()
    await database.fetchval("SELECT advance_projection($1, 10)", WEEK)
    await transaction.rollback()
    assert await database.fetchval("SELECT count(*) FROM cohort_week") == 0
    assert await advance(pool, WEEK) == 3
    assert await database.fetchval("SELECT bookings FROM cohort_week") == 1


async def test_the_worker_follows_by_itself(
    postgres_journal: PostgresJournal,
    database: "Connection",
    pool: "Pool",
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Inside the block the table comes up to date without being asked, also after an error."""
    monkeypatch.setattr(follower, "SECONDS_BETWEEN", 0.01)
    await database.execute("ALTER TABLE cohort_week RENAME TO elsewhere")
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    async with following(pool):
        await until(_told(caplog), lambda told: "Figures fall behind" in told)
        await database.execute("ALTER TABLE elsewhere RENAME TO cohort_week")
        await until(lambda: _position(database), lambda position: position == 3)
    assert await database.fetchval("SELECT bookings FROM cohort_week") == 1


async def test_a_position_beyond_the_journal_is_told(
    postgres_journal: PostgresJournal, database: "Connection", pool: "Pool", database_url: str
) -> None:
    """An older journal was restored alone: no event of its new end is passed over in silence."""
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    await database.execute("UPDATE projection SET position = 100")
    await database.execute("INSERT INTO cohort_week SELECT 'lost', now(), 1, 0, 0, 0, 0, 0, 0, 0")
    with pytest.raises(StorageFailure, match="eyelevel rebuild"):
        await advance(pool, WEEK)
    await rebuild(database_url, lambda done, of: None)
    assert await advance(pool, WEEK) == 0
    assert await database.fetchval("SELECT sum(bookings) FROM cohort_week") == 1
    await postgres_journal.append("pairing-2", 0, records("2", [BOOKED]))
    assert await advance(pool, WEEK) == 3


async def test_a_mistake_of_our_own_is_told_without_its_text(
    database: "Connection",
    pool: "Pool",
    postgres_journal: PostgresJournal,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The follower does not end unseen: it says once what kind of error it was, and goes on."""
    tries = count(1)

    async def advance_at_the_third_try(pool: "Pool", projection: str) -> int | None:
        if next(tries) < 3:
            raise KeyError("somebody's words")
        return await advance(pool, projection)

    monkeypatch.setattr(follower, "SECONDS_BETWEEN", 0)
    monkeypatch.setattr(follower, "advance", advance_at_the_third_try)
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    async with following(pool):
        await until(lambda: _position(database), lambda position: position == 3)
    told = [vars(record) for record in caplog.records if record.name == "eyelevel.follower"]
    assert [sent["why"] for sent in told] == ["a mistake in the program (KeyError)"]
    assert "words" not in caplog.text


async def test_every_follower_is_known_to_the_database(database: "Connection") -> None:
    """The names here and the rows there are the same."""
    rows = await database.fetch("SELECT name FROM projection")
    assert {row["name"] for row in rows} == set(FOLLOWING)


def _told(caplog: pytest.LogCaptureFixture) -> Callable[[], Awaitable[list[str]]]:
    async def messages() -> list[str]:
        return caplog.messages

    return messages


async def _position(database: "Connection") -> int:
    position: int = await database.fetchval("SELECT position FROM projection")
    return position

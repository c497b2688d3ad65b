"""The read tables can be made anew from the journal at any time, and come out the same."""

import asyncio
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.postgres import rebuild as rebuilding
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import Migration, known_migrations, migrate
from adapters.postgres.read_tables import READ_TABLES
from adapters.postgres.rebuild import Rebuilt, rebuild
from domain.engine.errors import StorageFailure
from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import PairingPaused
from tests.contract.line import line_to
from tests.contract.pairings import HISTORIES, START, records
from tests.contract.test_following import BOOKED
from tests.properties import examples

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Connection

NOTHING_AMISS = dict.fromkeys(READ_TABLES, 0)
SOURCES = {
    "event",
    "migration",
    "person",
    "roster_import",
    "delivery",
    "outbox",
    "projection",
}
"""Tables that do not follow from the journal, or say how far others do."""
LATE = [BOOKED, PairingPaused(occurred_at=START, by=Role.MENTEE)]
WAITING = "SELECT count(*) FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted"
WAITED_FOR = "SELECT locktype FROM pg_locks WHERE NOT granted"


def nobody_watches(done: int, of: int) -> None:
    """For rebuilds whose progress is of no interest."""


async def test_every_table_is_a_source_or_can_be_rebuilt(database: "Connection") -> None:
    """A new table that is neither a source nor rebuilt is noticed."""
    tables = await database.fetch("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    assert {row["tablename"] for row in tables} == SOURCES | set(READ_TABLES) | {"journal_lock"}


@pytest.mark.parametrize("slice_size", [1, 7, 50_000])
@settings(examples(4), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(histories=st.lists(HISTORIES, min_size=1, max_size=5))
async def test_rebuilt_tables_are_the_live_ones(
    postgres_journal: PostgresJournal,
    database: "Connection",
    database_url: str,
    slice_size: int,
    histories: list[list[PairingEvent]],
) -> None:
    """From empty tables, after any histories, each row comes back as appends had written it."""
    await _append(postgres_journal, histories)
    await database.execute("SELECT advance_projection('cohort_week', 1000000)")
    live = await _rows(database)
    events = await database.fetchval("SELECT count(*) FROM event")
    rebuilt = await rebuild(database_url, nobody_watches, slice_size=slice_size)
    assert rebuilt == Rebuilt(events=events, corrected=NOTHING_AMISS)
    await database.execute(f"TRUNCATE {', '.join(READ_TABLES)}")
    rebuilt = await rebuild(database_url, nobody_watches, slice_size=slice_size)
    assert rebuilt.corrected == {table: len(rows) for table, rows in live.items()}
    assert await _rows(database) == live


async def test_a_rebuild_puts_right_what_is_wrong_and_nothing_else(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Changed, missing and surplus rows are found and counted; the right ones are not touched."""
    for number in range(5):
        await postgres_journal.append(f"pairing-{number}", 0, records(str(number), []))
    live = await _rows(database)
    await database.execute("UPDATE pairing_overview SET stage = 'x' WHERE pairing_id = '1'")
    await database.execute("DELETE FROM pairing_overview WHERE pairing_id = '2'")
    await database.execute(
        "INSERT INTO issued_notice "
        "(stream_id, notice_id, version, cohort_id, kind, person_id, issued_at) "
        "VALUES ('pairing-1', 'made-up', 1, 'c-1', 'paused', 'p-1', now())"
    )
    rebuilt = await rebuild(database_url, nobody_watches)
    assert rebuilt.corrected == NOTHING_AMISS | {"pairing_overview": 2, "issued_notice": 1}
    assert await _rows(database) == live


async def test_writers_go_on_during_a_rebuild(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Events appended between the slices are in the tables afterwards, once."""
    for number in range(20):
        await postgres_journal.append(f"pairing-{number}", 0, records(str(number), []))
    appended: list[asyncio.Task[object]] = []

    def append_one_more(done: int, of: int) -> None:
        name = f"late-{len(appended)}"
        coroutine = postgres_journal.append(f"pairing-{name}", 0, records(name, []))
        appended.append(asyncio.create_task(coroutine))

    rebuilt = await rebuild(database_url, append_one_more, slice_size=10)
    await asyncio.gather(*appended)
    assert len(appended) >= 4
    assert rebuilt.corrected == NOTHING_AMISS
    assert await database.fetchval("SELECT count(*) FROM pairing_overview") == 20 + len(appended)
    assert (await rebuild(database_url, nobody_watches)).corrected == NOTHING_AMISS


async def test_who_finds_everything_right_keeps_nobody_waiting(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """A rebuild that finds everything right ends while events are appended and counted."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    async with database.transaction():
        await database.execute("SELECT lock_journal()")
        await database.execute("SELECT position FROM projection FOR UPDATE")
        rebuilt = await rebuild(database_url, nobody_watches)
    assert rebuilt == Rebuilt(events=2, corrected=NOTHING_AMISS)


async def test_a_long_report_and_a_rebuild_do_not_hold_each_other_up(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """A rebuild corrects rows while a long report reads the tables and goes on seeing the old
    ones."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await database.execute("UPDATE pairing_overview SET stage = 'x'")
    async with database.transaction(isolation="repeatable_read"):
        before = await _rows(database)
        rebuilt = await rebuild(database_url, nobody_watches)
        assert rebuilt.corrected == NOTHING_AMISS | {"pairing_overview": 1}
        assert await _rows(database) == before
    assert await database.fetchval("SELECT stage FROM pairing_overview") == "invited"


async def test_what_is_appended_while_tables_are_wrong_is_in_them_afterwards(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Events appended while rows were missing are in the tables after the rebuild."""
    for number in range(5):
        await postgres_journal.append(f"pairing-{number}", 0, records(str(number), []))
    await database.execute(f"TRUNCATE {', '.join(READ_TABLES)}")
    appended: list[asyncio.Task[object]] = []

    def append_to_each(done: int, of: int) -> None:
        number = len(appended)
        if number < 5:
            late = records(str(number), LATE)[2:]
            coroutine = postgres_journal.append(f"pairing-{number}", 2, late)
            appended.append(asyncio.create_task(coroutine))

    await rebuild(database_url, append_to_each, slice_size=4)
    await asyncio.gather(*appended)
    assert len(appended) == 5
    assert await database.fetchval("SELECT count(*) FROM pairing_overview WHERE paused") == 5
    assert (await rebuild(database_url, nobody_watches)).corrected == NOTHING_AMISS


async def test_an_append_waits_while_rows_are_corrected(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """An append that waits for a correction is neither lost from the tables nor taken for wrong."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await database.execute(
        "INSERT INTO cohort_overview "
        "VALUES ('made-up', 'No cohort', 'matching', false, 0, 0, now())"
    )
    async with database.transaction():
        await database.execute("LOCK TABLE cohort_overview IN SHARE MODE")
        running = asyncio.create_task(rebuild(database_url, nobody_watches))
        while not await database.fetchval(WAITING, "cohort_overview"):
            pass
        appending = asyncio.create_task(postgres_journal.append("pairing-2", 0, records("2", [])))
        while not (appending.done() or await database.fetchval(WAITING, "journal_lock")):
            pass
        assert not appending.done()
    assert (await running).corrected == NOTHING_AMISS | {"cohort_overview": 1}
    await appending
    assert await database.fetchval("SELECT count(*) FROM pairing_overview") == 2


async def test_a_rebuild_that_hangs_in_the_exchange_lets_go_of_the_journal(
    postgres_journal: PostgresJournal,
    database: "Connection",
    database_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A rebuild that hangs in its correction, or is cut off, fails after a while, and appends go
    on."""
    monkeypatch.setattr(rebuilding, "_LONGEST_PAUSE", "500ms")
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await database.execute("UPDATE pairing_overview SET stage = 'wrong'")
    async with line_to(database_url) as line:
        async with database.transaction():
            await database.execute("LOCK TABLE pairing_overview IN SHARE MODE")
            hanging = asyncio.create_task(rebuild(line.url, nobody_watches))
            while not await database.fetchval(WAITING, "pairing_overview"):
                pass
            line.hold_answers()
        await line.answer_held.wait()
        await postgres_journal.append("pairing-2", 0, records("2", []))
        with pytest.raises(StorageFailure):
            await hanging
    assert await database.fetchval("SELECT stage FROM pairing_overview LIMIT 1") == "wrong"


async def test_two_rebuilds_at_once_do_not_collide(
    postgres_journal: PostgresJournal, database_url: str
) -> None:
    """Of two rebuilds at once the second waits for the first, and both say the same."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    first, second = await asyncio.gather(
        rebuild(database_url, nobody_watches), rebuild(database_url, nobody_watches)
    )
    assert first == second == Rebuilt(events=2, corrected=NOTHING_AMISS)


async def test_a_rebuild_that_fails_says_so_and_changes_nothing(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Whatever part of a rebuild fails, it is one failure of the database, and rows stay."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    live = await _rows(database)
    await database.execute("DROP FUNCTION project_items")
    with pytest.raises(StorageFailure, match="eyelevel migrate"):
        await rebuild(database_url, nobody_watches)
    assert await _rows(database) == live


async def test_a_rebuild_may_idle_longer_than_its_login(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """A rebuild keeps its snapshot while it carries events over, whatever the login's limit."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    name = await database.fetchval("SELECT current_database()")
    await database.execute(f"ALTER DATABASE {name} SET idle_in_transaction_session_timeout = 1")
    assert not any((await rebuild(database_url, nobody_watches)).corrected.values())


async def test_a_rebuild_does_not_undo_a_migration(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """Tables made by the functions of before do not replace the rows of a migrated database."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await database.execute("UPDATE pairing_overview SET stage = 'wrong'")
    in_other_words = Migration(
        number=9999, name="9999_words", sql="UPDATE pairing_overview SET stage = 'other words';"
    )

    def migrate_now(done: int, of: int) -> None:
        steps = (*known_migrations(), in_other_words)
        migrating = Thread(target=lambda: asyncio.run(migrate(database_url, steps)))
        migrating.start()
        migrating.join()

    with pytest.raises(StorageFailure, match="run `eyelevel rebuild` again"):
        await rebuild(database_url, migrate_now)
    assert await database.fetchval("SELECT stage FROM pairing_overview") == "other words"


async def test_a_migration_waits_while_the_tables_are_exchanged(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """A migration that starts during a correction waits, and builds on the corrected rows."""
    await postgres_journal.append("pairing-1", 0, records("1", []))
    await database.execute("UPDATE pairing_overview SET stage = 'wrong'")
    later = Migration(
        number=9999, name="9999_words", sql="UPDATE pairing_overview SET stage = stage || '!';"
    )
    async with database.transaction():
        await database.execute("LOCK TABLE pairing_overview IN SHARE MODE")
        running = asyncio.create_task(rebuild(database_url, nobody_watches))
        while not await database.fetchval(WAITING, "pairing_overview"):
            pass
        migrating = asyncio.create_task(migrate(database_url, (*known_migrations(), later)))
        while len(waiting := await database.fetch(WAITED_FOR)) < 2:
            pass
        assert {row["locktype"] for row in waiting} == {"relation", "advisory"}
    assert (await running).corrected["pairing_overview"] == 1
    await migrating
    assert await database.fetchval("SELECT stage FROM pairing_overview") == "invited!"


async def test_a_rebuild_leaves_followers_where_the_figures_are(
    postgres_journal: PostgresJournal, database: "Connection", database_url: str
) -> None:
    """After a rebuild followers find nothing to do: no figure is counted twice."""
    await postgres_journal.append("pairing-1", 0, records("1", [BOOKED]))
    await rebuild(database_url, nobody_watches)
    assert await database.fetchval("SELECT advance_projection('cohort_week', 10)") == 0
    assert (await rebuild(database_url, nobody_watches)).corrected == NOTHING_AMISS


async def _append(journal: PostgresJournal, histories: list[list[PairingEvent]]) -> None:
    """Each history as a pairing of its own, event by event, all at the same time."""
    already = len(await journal.tail(0, limit=100_000))

    async def live(pairing_id: str, history: list[PairingEvent]) -> None:
        for version, record in enumerate(records(pairing_id, history)):
            await journal.append(f"pairing-{pairing_id}", version, [record])

    await asyncio.gather(
        *(live(f"{already}-{number}", history) for number, history in enumerate(histories))
    )


async def _rows(database: "Connection") -> "dict[str, list[asyncpg.Record]]":
    return {
        table: await database.fetch(f"SELECT * FROM {table} ORDER BY {', '.join(key)}")
        for table, key in READ_TABLES.items()
    }

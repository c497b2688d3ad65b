"""A database that holds something comes through every migration with all that it holds.

So that this is tested with a single migration as well, a worked example follows those of the
release: `next_migration`. It is never applied to a database outside of tests.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import Migration, known_migrations, migrate
from adapters.postgres.pool import open_pool
from adapters.postgres.read_tables import READ_TABLES
from adapters.postgres.rebuild import rebuild
from domain.cohort import evolve as cohort
from domain.cohort.events import CohortOpened
from domain.engine.journal import EventRecord
from domain.engine.wire import from_record
from domain.pairing import evolve as pairing
from tests.contract.dumps.take import DUMPS, dump_after, load, streams
from tests.contract.events import event
from tests.contract.schema_dump import dump

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection
    from tests.conftest import PostgresServer

STEPS = known_migrations()
EXAMPLE = known_migrations(Path(__file__).parent / "next_migration")
ALL = (*STEPS, *EXAMPLE)
REMEDY = """
The dump after {name} is missing, or was taken before the file was finished. Take it with
`python -m tests.contract.dumps.take`, and leave the older ones as they are: they are databases in
the field."""


@pytest.fixture
async def empty_url(postgres_server: "PostgresServer") -> str:
    """A database without anything of ours."""
    return await postgres_server.fresh_database("template1")


async def _rows(url: str, *, without: tuple[str, ...] = ()) -> dict[str, list[dict[str, object]]]:
    """Everything in every table, in an order of its own."""
    connection = await asyncpg.connect(url)
    try:
        return {
            table: await _rows_of(connection, table)
            for table in await _tables(connection)
            if table not in without
        }
    finally:
        await connection.close()


async def _tables(connection: "Connection") -> list[str]:
    names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
    return [row["tablename"] for row in await connection.fetch(names)]


async def _rows_of(connection: "Connection", table: str) -> list[dict[str, object]]:
    rows = [dict(row) for row in await connection.fetch(f"SELECT * FROM public.{table}")]
    return sorted(rows, key=str)


def _in_columns_of(
    earlier: list[dict[str, object]], rows: list[dict[str, object]]
) -> list[dict[str, object]]:
    """The rows without the columns that later migrations have added."""
    names = earlier[0].keys() if earlier else ()
    return [{name: row[name] for name in names} for row in rows]


def test_there_is_a_dump_after_every_migration() -> None:
    """Each migration comes with a dump of a database as it is after it."""
    assert {path.name for path in DUMPS.glob("*.sql")} == {dump_after(step).name for step in STEPS}


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_dump_is_of_the_migration_as_it_is(step: Migration) -> None:
    """The newest dump is of its migration as it stands: it is taken anew until the file is
    finished."""
    path = dump_after(step)
    assert path.exists(), REMEDY.format(name=step.name)
    assert step.checksum in path.read_text(encoding="utf-8"), REMEDY.format(name=step.name)


def test_the_example_is_the_next_migration() -> None:
    """A new migration takes the number of the worked example, whose file then gets the next one."""
    assert [step.number for step in ALL] == list(range(1, len(ALL) + 1))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_a_database_of_an_earlier_state_arrives_with_all_it_holds(
    empty_url: str, postgres_server: "PostgresServer", step: Migration
) -> None:
    """A migrated database has the schema of a new one, and has lost no person, event or mail."""
    await load(empty_url, dump_after(step))
    before = await _rows(empty_url, without=("migration", "journal_lock", *READ_TABLES))
    assert all(before.values())
    assert await migrate(empty_url, ALL) == [later.name for later in ALL[ALL.index(step) + 1 :]]
    await migrate(new_url := await postgres_server.fresh_database("template1"), ALL)
    assert await dump(empty_url) == await dump(new_url)
    after = await _rows(empty_url)
    for table, rows in before.items():
        assert _in_columns_of(rows, after[table]) == rows


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_its_read_tables_are_right(empty_url: str, step: Migration) -> None:
    """After a migration every read table holds what a rebuild by the new functions makes of it."""
    await load(empty_url, dump_after(step))
    await migrate(empty_url, ALL)
    rebuilt = await rebuild(empty_url, lambda done, of: None)
    assert not any(rebuilt.corrected.values())
    tables = await _rows(empty_url)
    assert all(tables[table] for table in READ_TABLES)


async def test_the_example_fills_its_column_for_cohorts_that_were_there(empty_url: str) -> None:
    """A column that a migration adds to a read table is filled in old rows, too."""
    await load(empty_url, dump_after(STEPS[0]))
    await migrate(empty_url, ALL)
    (cohort_row,) = (await _rows(empty_url))["cohort_overview"]
    opened = from_record(streams()["cohort-c"][0], (CohortOpened,))
    assert cohort_row["roster"] == opened.request.roster


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
async def test_its_journal_is_read_and_goes_on(empty_url: str, step: Migration) -> None:
    """Streams in a migrated database fold, whichever versions their events have, and go on."""
    await load(empty_url, dump_after(step))
    await migrate(empty_url, ALL)
    async with await open_pool(empty_url) as pool:
        journal = PostgresJournal(pool)
        written = 0
        for stream in streams():
            records = [found.record for found in await journal.read(stream)]
            written += len(records)
            assert _version_after(records) == len(records)
            answer = await journal.append(stream, len(records), [event()])
            assert answer.version == len(records) + 1
        assert len(await journal.tail(0)) == written + len(streams())
        await journal.close()


def _version_after(records: list[EventRecord]) -> int:
    is_cohort = records[0].name == "cohort.opened"
    state = cohort.fold(records) if is_cohort else pairing.fold(records)
    return state.version if state else 0


def test_a_dump_tells_of_nobody() -> None:
    """The people in the dumps of databases are those of the tests, and no one real."""
    for path in DUMPS.glob("*.sql"):
        text = Path(path).read_text(encoding="utf-8")
        assert text.count("@") == text.count("@example.org")

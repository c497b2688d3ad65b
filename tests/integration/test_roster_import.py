"""The import of a roster into PostgreSQL."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.engine.errors import StorageFailure
from domain.programme.people import Person
from domain.roster.changes import Verdict
from domain.roster.reading import RosterFile

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection


def file_of(*numbers: int, sha256: str = "a", level: int = 1) -> RosterFile:
    """A file with some people."""
    people = tuple(
        Person(
            id=f"p-{number}",
            name="Anybody",
            mail=f"p{number}@example.org",
            site="FR",
            department="Care",
            level=level,
            roles=(),
        )
        for number in numbers
    )
    return RosterFile(sha256=sha256 * 64, people=people)


@pytest.fixture
async def roster(database_url: str) -> AsyncIterator[PostgresRoster]:
    """A roster in a database of its own."""
    pool = await open_pool(database_url, max_size=4)
    yield PostgresRoster(pool)
    await pool.close()


@pytest.fixture
async def database(database_url: str) -> AsyncIterator["Connection"]:
    """A look into the same database."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def ids(roster: PostgresRoster) -> list[str]:
    """Who is in the roster."""
    return [person.id for person in await roster.people("main")]


async def test_an_import_is_logged_with_its_counts(
    roster: PostgresRoster, database: "Connection"
) -> None:
    """Every import that changed something leaves its file's hash and its counts."""
    await roster.import_file("main", file_of(1, 2, 3, 4, 5, 6))
    await roster.import_file("main", file_of(1, 2, 3, 4, 5, sha256="b"))
    await roster.import_file("main", file_of(2, 3, 4, 5, 6, 7, sha256="c"))
    rows = await database.fetch(
        "SELECT left(file_sha256, 1), added, changed, returned, unchanged, missing"
        " FROM roster_import ORDER BY number"
    )
    assert [tuple(row) for row in rows] == [
        ("a", 6, 0, 0, 0, 0),
        ("b", 0, 0, 0, 5, 1),
        ("c", 1, 0, 1, 4, 1),
    ]


async def test_the_same_file_again_writes_nothing(
    roster: PostgresRoster, database: "Connection"
) -> None:
    """A second import of the same file is recognised, and neither person nor log is touched."""
    rows = "SELECT xmin, * FROM person UNION ALL SELECT xmin, * FROM person"
    await roster.import_file("main", file_of(1, 2))
    before = await database.fetch(rows)
    outcome = await roster.import_file("main", file_of(1, 2))
    assert outcome.verdict is Verdict.NOTHING_TO_DO
    assert not outcome.applied
    assert outcome.same_file_imported_at is not None
    assert await database.fetch(rows) == before
    assert await database.fetchval("SELECT count(*) FROM roster_import") == 1


async def test_another_file_of_the_same_content_is_told_apart(roster: PostgresRoster) -> None:
    """Another file with the same content changes nothing, but is not called the same file."""
    await roster.import_file("main", file_of(1))
    outcome = await roster.import_file("main", file_of(1, sha256="b"))
    assert outcome.verdict is Verdict.NOTHING_TO_DO
    assert outcome.same_file_imported_at is None


async def test_half_a_file_changes_nothing_until_confirmed(roster: PostgresRoster) -> None:
    """With more than a fifth of the known people missing, not even its changes are written."""
    await roster.import_file("main", file_of(1, 2, 3))
    half = file_of(1, 2, 4, sha256="b", level=9)
    outcome = await roster.import_file("main", half)
    assert outcome.verdict is Verdict.NEEDS_CONFIRMATION
    assert outcome.changes.missing == ("p-3",)
    assert {person.level for person in await roster.people("main")} == {1}
    assert await ids(roster) == ["p-1", "p-2", "p-3"]
    assert (await roster.import_file("main", half, confirmed=True)).applied
    assert await ids(roster) == ["p-1", "p-2", "p-4"]


async def test_a_dry_run_writes_nothing(roster: PostgresRoster) -> None:
    """A dry run of an import reports its changes and writes nothing."""
    outcome = await roster.import_file("main", file_of(1), dry_run=True)
    assert (outcome.verdict, outcome.applied) == (Verdict.APPLY, False)
    assert await roster.entries("main") == []


async def test_imports_at_once_wait_for_each_other(roster: PostgresRoster) -> None:
    """Of several imports of the same file at the same time, one writes and the others see it."""
    outcomes = await asyncio.gather(
        *(roster.import_file("main", file_of(*range(50))) for _ in range(4))
    )
    assert sorted(outcome.verdict for outcome in outcomes) == [
        Verdict.APPLY,
        *[Verdict.NOTHING_TO_DO] * 3,
    ]


async def test_a_failed_import_changes_nothing(
    roster: PostgresRoster, database: "Connection"
) -> None:
    """When the database refuses the last step, the steps before it are undone too."""
    await roster.import_file("main", file_of(1))
    await database.execute(
        "ALTER TABLE roster_import ADD CONSTRAINT full_up CHECK (number < 2) NOT VALID"
    )
    with pytest.raises(StorageFailure) as failure:
        await roster.import_file("main", file_of(1, 2))
    assert "example.org" not in str(failure.value)
    assert await ids(roster) == ["p-1"]

"""Brings a database to the schema of this release: numbered SQL files, forward only."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg

from adapters.postgres.pool import storage_errors
from domain.engine.base import Frozen
from domain.engine.errors import NotPrepared, Problem, Refused

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 7310575179
_FILE_NAME = re.compile(r"^(?P<number>\d{4})_[a-z0-9_]+\.sql$")


class Migration(Frozen):
    """One step of the schema."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the text without line ends, which a checkout may change."""
        return hashlib.sha256(self.sql.replace("\r\n", "\n").encode()).hexdigest()


class MigrationRefused(Refused):
    """The files and the database do not belong together; nothing has changed."""


def known_migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The migrations of this release, in order.

    Raises `MigrationRefused` for files whose names are not migrations and numbers that occur twice.
    """
    found: list[Migration] = []
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.sql")):
        if match := _FILE_NAME.match(path.name):
            sql = path.read_text(encoding="utf-8")
            found.append(Migration(number=int(match["number"]), name=path.stem, sql=sql))
        else:
            problems.append(
                Problem(path=path.name, problem="is no migration", allowed="0001_some_words.sql")
            )
    numbers = [migration.number for migration in found]
    problems += [
        Problem(path=migration.name, problem="its number is taken by another file")
        for migration in found
        if numbers.count(migration.number) > 1
    ]
    if problems:
        raise MigrationRefused(problems)
    return tuple(found)


async def migrate(dsn: str, migrations: Sequence[Migration] | None = None) -> list[str]:
    """Apply the missing migrations, and return their names.

    Each migration is one transaction under an advisory lock: of two that start at once, one waits
    and then finds the work done. Raises `MigrationRefused` if files and database do not belong
    together, everybody may create functions there or it cannot hold all names, `StorageFailure` if
    the database is out of reach or refuses a statement.
    """
    steps = known_migrations() if migrations is None else tuple(migrations)
    applied: list[str] = []
    with storage_errors():
        connection = await asyncpg.connect(dsn)
        try:
            await _refuse_another_encoding(connection)
            await _refuse_an_open_schema(connection)
            while name := await _apply_next(connection, steps):
                applied.append(name)
        finally:
            await connection.close()
    return applied


async def check_schema(dsn: str) -> None:
    """Check before a program starts: without its tables, a worker could record nothing.

    A database that is ahead is accepted: during an upgrade, older workers go on. Raises
    `NotPrepared` if migrations are missing, `StorageFailure` as `migrate` does.
    """
    with storage_errors():
        connection = await asyncpg.connect(dsn)
        try:
            rows = await connection.fetch("SELECT number FROM migration")
        except asyncpg.UndefinedTableError:
            rows = []
        finally:
            await connection.close()
    done = {row["number"] for row in rows}
    if any(step.number not in done for step in known_migrations()):
        problem = "lacks tables of this release; run: eyelevel migrate"
        raise NotPrepared([Problem(path="Database", problem=problem)])


async def newest_migration(connection: "Connection") -> int:
    """The number of the migration that was applied last."""
    number: int = await connection.fetchval("SELECT max(number) FROM migration")
    return number


async def hold_migrations_back(connection: "Connection") -> None:
    """Let no migration start until the transaction ends; wait for one that is running."""
    await connection.execute("SELECT pg_advisory_xact_lock_shared($1)", _LOCK)


async def _refuse_another_encoding(connection: "Connection") -> None:
    encoding = await connection.fetchval("SHOW server_encoding")
    if encoding != "UTF8":
        problem = f"is encoded in {encoding}, which cannot hold every name"
        allowed = "one that was created with: ENCODING 'UTF8' TEMPLATE template0"
        raise MigrationRefused([Problem(path="Database", problem=problem, allowed=allowed)])


async def _refuse_an_open_schema(connection: "Connection") -> None:
    # A function of theirs could stand in for one that the journal calls with its owner's rights.
    if await connection.fetchval(_ANYBODY_MAY_CREATE):
        problem = "lets everybody create functions; run: REVOKE CREATE ON SCHEMA public FROM PUBLIC"
        raise MigrationRefused([Problem(path="schema public", problem=problem)])


async def _apply_next(connection: "Connection", steps: Sequence[Migration]) -> str | None:
    """Applies the first migration that the database lacks, if any, and returns its name."""
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", _LOCK)
        await connection.execute(_LEDGER)
        rows = await connection.fetch(
            "SELECT number, name, checksum FROM migration ORDER BY number"
        )
        done = {row["number"]: (row["name"], row["checksum"]) for row in rows}
        _refuse_strangers(steps, done)
        missing = next((step for step in steps if step.number not in done), None)
        if missing is None:
            return None
        await connection.execute(missing.sql)
        await connection.execute(
            "INSERT INTO migration (number, name, checksum) VALUES ($1, $2, $3)",
            missing.number,
            missing.name,
            missing.checksum,
        )
        return missing.name


_ANYBODY_MAY_CREATE = """
SELECT EXISTS (
    SELECT FROM pg_catalog.pg_namespace, LATERAL pg_catalog.aclexplode(nspacl) AS granted
    WHERE nspname = 'public' AND grantee = 0 AND privilege_type = 'CREATE'
)
"""
_LEDGER = """
CREATE TABLE IF NOT EXISTS migration (
    number     integer     PRIMARY KEY,
    name       text        NOT NULL,
    checksum   text        NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
)
"""


def _refuse_strangers(steps: Sequence[Migration], done: dict[int, tuple[str, str]]) -> None:
    """Raise every reason why these files must not touch this database, at once."""
    known = {step.number: step for step in steps}
    newest = max(done, default=0)
    problems = [
        Problem(
            path=name,
            problem="the database has it, this release does not: it is older than the database",
            allowed="a release that brings this migration along",
        )
        for number, (name, _) in done.items()
        if number not in known
    ]
    problems += [
        Problem(
            path=name,
            problem="the file was changed after it had been applied",
            allowed="the file as it was; put a change into a new migration",
        )
        for number, (name, checksum) in done.items()
        if number in known and known[number].checksum != checksum
    ]
    problems += [
        Problem(
            path=step.name,
            problem=f"comes before {newest:04d}, which has been applied already",
            allowed=f"a number above {newest:04d}",
        )
        for step in steps
        if step.number not in done and step.number < newest
    ]
    if problems:
        raise MigrationRefused(problems)

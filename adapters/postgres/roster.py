"""The roster on PostgreSQL: people by id, and the import of a file in one transaction."""

import json
import secrets
from collections.abc import Collection
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from adapters.postgres.pool import repeatable
from domain.programme.ids import PersonId
from domain.programme.people import MailChoice, Person
from domain.roster.changes import (
    Changes,
    ImportOutcome,
    MadeChange,
    RosterEntry,
    Verdict,
    changes,
    verdict,
)
from domain.roster.identity import identified
from domain.roster.reading import RosterFile

if TYPE_CHECKING:
    import asyncpg

    from adapters.postgres.pool import Pool, PooledConnection

_FIELDS = tuple(Person.model_fields)
_NAMES = ", ".join(_FIELDS)
_INCOMING = ", ".join(f"excluded.{field}" for field in _FIELDS)

_ENTRIES = f"SELECT {_NAMES}, active FROM person WHERE roster = $1 ORDER BY id"
_PEOPLE = f"SELECT {_NAMES} FROM person WHERE roster = $1 AND active ORDER BY id"
_BY_ID = f"SELECT {_NAMES} FROM person WHERE roster = $1 AND id = ANY($2::text[])"

_ROSTERS = "SELECT DISTINCT roster FROM person ORDER BY roster"

_LOCK = "SELECT pg_advisory_xact_lock(731057518, hashtext($1))"
_LATEST_IMPORT = """
SELECT file_sha256, imported_at FROM roster_import
WHERE roster = $1 ORDER BY number DESC LIMIT 1
"""
_STAGE = """
CREATE TEMPORARY TABLE incoming_person (LIKE person INCLUDING DEFAULTS) ON COMMIT DROP
"""
_TAKE_OVER = f"""
INSERT INTO person SELECT * FROM incoming_person
ON CONFLICT (roster, id) DO UPDATE
SET ({_NAMES}, active, changed_at) = ({_INCOMING}, true, now())
"""
_MARK_MISSING = """
UPDATE person SET active = false, changed_at = now() WHERE roster = $1 AND id = ANY($2)
"""
_RENAME = "UPDATE person SET number = $3, changed_at = now() WHERE roster = $1 AND id = $2"
_CHOOSE_MAILS = """
UPDATE person SET mails = $3, changed_at = now() WHERE roster = $1 AND id = ANY($2::text[])
"""
_DUE = """
SELECT DISTINCT roster FROM person WHERE changes_on <= $1 AND active ORDER BY roster
"""
_MADE = "UPDATE person SET changed_on = $3 WHERE roster = $1 AND id = ANY($2::text[])"
_UNTOLD = (
    "SELECT roster, id, changed_on FROM person WHERE changed_on IS NOT NULL ORDER BY roster, id"
)
_TOLD = "UPDATE person SET changed_on = NULL WHERE roster = $1 AND id = $2 AND changed_on = $3"
_LOG = """
INSERT INTO roster_import (roster, file_sha256, added, changed, returned, unchanged, missing)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""


class PostgresRoster:
    """`activities.ports.Roster` on a pool, and the only writer of the table ``person``."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    async def people(self, roster: str) -> list[Person]:
        """Everyone in the latest file, by id; empty if there is no such roster."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_PEOPLE, roster))
        return [_person(row) for row in rows]

    async def by_id(self, roster: str, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Those of these people who are known, even if missing in the latest file."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_BY_ID, roster, list(ids)))
        return {person.id: person for person in map(_person, rows)}

    async def entries(self, roster: str) -> list[RosterEntry]:
        """Everyone in the roster, by id, including those who were missing in the latest file."""
        return await repeatable(self._pool, lambda db: _entries(db, roster))

    async def rosters(self) -> list[str]:
        """The names of all rosters."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_ROSTERS))
        return [row["roster"] for row in rows]

    async def import_file(
        self, roster: str, file: RosterFile, *, confirmed: bool = False, dry_run: bool = False
    ) -> ImportOutcome:
        """Bring a roster to the content of a file, or change nothing at all.

        ``confirmed`` accepts a file in which many of the known people are missing, or in which new
        people have the address of known ones. Imports into the same roster wait for each other.
        Raises `domain.engine.errors.InvalidInput` if two lines are about one person.
        """

        async def compare_and_write(db: "PooledConnection") -> ImportOutcome:
            async with db.transaction(isolation="read_committed"):
                await db.execute(_LOCK, roster)
                known = await _entries(db, roster)
                people, renamed = identified(known, file, _fresh_id)
                difference = changes(known, people, renamed)
                decision = verdict(difference, confirmed=confirmed)
                imported_at = await _imported_at(db, roster, file)
                applied = decision is Verdict.APPLY and not dry_run
                if applied:
                    await _write(db, roster, difference)
                    await db.execute(_LOG, roster, file.sha256, *_counts(difference))
            return ImportOutcome(
                verdict=decision,
                changes=difference,
                applied=applied,
                same_file_imported_at=imported_at,
            )

        return await repeatable(self._pool, compare_and_write)

    async def make_changes(self, today: date) -> None:
        """Make the changes whose day has come; whom they concern is `untold` from then on."""

        async def make(db: "PooledConnection", roster: str) -> None:
            async with db.transaction(isolation="read_committed"):
                await db.execute(_LOCK, roster)
                known = [entry for entry in await _entries(db, roster) if entry.active]
                difference = changes(known, [entry.person.as_of(today) for entry in known])
                await _write(db, roster, difference)
                await db.execute(_MADE, roster, difference.concerned, today)

        for row in await repeatable(self._pool, lambda db: db.fetch(_DUE, today)):
            await repeatable(self._pool, partial(make, roster=row["roster"]))

    async def untold(self) -> list[MadeChange]:
        """The changes that were made, and of which pairings do not know yet."""
        rows = await repeatable(self._pool, lambda db: db.fetch(_UNTOLD))
        return [
            MadeChange(roster=row["roster"], person=row["id"], on=row["changed_on"]) for row in rows
        ]

    async def note_told(self, change: MadeChange) -> None:
        """Note that the pairings know; a later change of the same person is another matter."""
        values = (change.roster, change.person, change.on)
        await repeatable(self._pool, lambda db: db.execute(_TOLD, *values))

    async def rename(self, roster: str, person_id: PersonId, number: str) -> None:
        """Give a known person another number, as files have it from now on."""
        await repeatable(self._pool, lambda db: db.execute(_RENAME, roster, person_id, number))

    async def choose_mails(
        self, roster: str, ids: Collection[PersonId], choice: MailChoice
    ) -> None:
        """Note how often known people want to hear of what is not urgent."""
        values = (roster, list(ids), choice.value)
        await repeatable(self._pool, lambda db: db.execute(_CHOOSE_MAILS, *values))


def _fresh_id() -> PersonId:
    """An id that says nothing: nobody can find the person by it but in the roster."""
    return PersonId(f"p-{secrets.token_hex(5)}")


async def _entries(db: "PooledConnection", roster: str) -> list[RosterEntry]:
    rows = await db.fetch(_ENTRIES, roster)
    return [RosterEntry(person=_person(row), active=row["active"]) for row in rows]


async def _imported_at(db: "PooledConnection", roster: str, file: RosterFile) -> datetime | None:
    latest = await db.fetchrow(_LATEST_IMPORT, roster)
    if latest is None or latest["file_sha256"] != file.sha256:
        return None
    imported_at: datetime = latest["imported_at"]
    return imported_at


async def _write(db: "PooledConnection", roster: str, difference: Changes) -> None:
    people = (*difference.added, *difference.changed, *difference.returned)
    await db.execute(_STAGE)
    await db.copy_records_to_table(
        "incoming_person",
        columns=("roster", *_FIELDS),
        records=[(roster, *_row(person)) for person in people],
    )
    await db.execute(_TAKE_OVER)
    await db.execute(_MARK_MISSING, roster, difference.missing)


def _counts(difference: Changes) -> tuple[int, int, int, int, int]:
    return (
        len(difference.added),
        len(difference.changed),
        len(difference.returned),
        difference.unchanged,
        len(difference.missing),
    )


def _row(person: Person) -> tuple[object, ...]:
    values = person.model_dump() | {"knowledge": json.dumps(person.knowledge)}
    return tuple(values[field] for field in _FIELDS)


def _person(row: "asyncpg.Record") -> Person:
    values = {field: row[field] for field in _FIELDS}
    return Person.model_validate(values | {"knowledge": json.loads(row["knowledge"])})

"""Takes the dump after the newest migration: ``python -m tests.contract.dumps.take``."""

import asyncio
import sys
from datetime import timedelta
from pathlib import Path

import asyncpg

from activities.outbox import Settlement
from adapters.embedded.postgres import embedded_postgres
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import Migration, known_migrations, migrate
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.engine.journal import EventRecord
from domain.roster.reading import RosterFile
from domain.telling.notices import DeliveryOutcome
from tests.contract.letters import letter
from tests.contract.schema_dump import dump
from tests.contract.test_roster import FULL, SHORT
from tests.unit.samples import cohorts, pairings

DUMPS = Path(__file__).parent


def dump_after(step: Migration) -> Path:
    """Where the state after a migration is kept."""
    return DUMPS / f"{step.number:04d}.sql"


def streams() -> dict[str, list[EventRecord]]:
    """A cohort and two pairings to which much has happened."""
    return {
        "cohort-c": list(cohorts.met_with_mishaps().records),
        "pairing-c-1-1": list(pairings.met().records),
        "pairing-c-1-2": list(pairings.declined().records),
    }


async def fill(url: str) -> None:
    """Write, as this release does, something into every table."""
    async with await open_pool(url) as pool:
        file = RosterFile(sha256="0" * 64, people=(FULL, SHORT))
        await PostgresRoster(pool).import_file("staff", file)
        journal = PostgresJournal(pool)
        for stream, records in streams().items():
            await journal.append(stream, 0, records, [letter(stream)])
        outbox = PostgresOutbox(pool)
        (mail,) = await outbox.take("somebody", timedelta(hours=1))
        assert mail is not None
        await outbox.settle(Settlement.of(mail, DeliveryOutcome.REFUSED, tell=True))
        await journal.close()


async def load(url: str, path: Path) -> None:
    """Restore a dump into an empty database."""
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(path.read_text(encoding="utf-8"))
    finally:
        await connection.close()


async def take() -> Path:
    """The state after the newest migration, in place of one taken before its file was finished."""
    newest = known_migrations()[-1]
    async with embedded_postgres() as server:
        url = await server.create_database("state")
        await migrate(url)
        await fill(url)
        path = dump_after(newest)
        path.write_text(await dump(url, what="--inserts"), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.stdout.write(f"{asyncio.run(take())}\n")

"""The roles of roles.sql can do what they are for, and nothing else."""

import asyncio
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import asyncpg
import pytest

from adapters.postgres.follower import advance
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import FOLDER
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.postgres.streams import Streams
from adapters.postgres.views import Views
from domain.engine.errors import StorageFailure
from domain.roster.reading import RosterFile
from domain.telling.notices import DeliveryOutcome
from tests.contract.events import FINGERPRINT, event
from tests.contract.letters import OVER, Post, letter
from tests.contract.pairings import records
from tests.contract.test_roster import SHORT

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection, Pool

ROLES = FOLDER.with_name("roles.sql")


GRANTS = """
SELECT
    grantee::regrole::text AS role, what,
    string_agg(DISTINCT lower(privilege_type), ' ') AS rights
FROM (
    SELECT relname || coalesce('.' || attname, '') AS what, (aclexplode(coalesce(attacl, relacl))).*
    FROM pg_class LEFT JOIN pg_attribute ON attrelid = pg_class.oid AND attacl IS NOT NULL
    WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT relname, (aclexplode(relacl)).* FROM pg_class WHERE relnamespace = 'public'::regnamespace
    UNION ALL
    SELECT proname || '()', (aclexplode(proacl)).* FROM pg_proc
    WHERE pronamespace = 'public'::regnamespace
    UNION ALL
    SELECT 'schema public', (aclexplode(nspacl)).* FROM pg_namespace WHERE nspname = 'public'
) AS granted
WHERE grantee = ANY (ARRAY['eyelevel_writer', 'eyelevel_reader']::regrole[])
GROUP BY 1, 2
"""


READ = (
    *("cohort_overview", "cohort_week", "delivery", "event_without_words", "item", "notice"),
    "survey",
    *("pairing_overview", "projection", "session"),
)
FACTS = (
    *("data", "event_id", "global_pos", "meta", "occurred_at", "recorded_at", "schema_ver"),
    *("stream_id", "type", "version"),
)
OF_THE_READER = {
    "schema public": "usage",
    **dict.fromkeys(READ, "select"),
    **{f"event.{column}": "select" for column in FACTS},
}
OF_THE_WRITER = {
    "schema public": "usage",
    **dict.fromkeys((*READ, "event", "issued_notice", "journal_lock", "migration"), "select"),
    "person": "insert select update",
    "roster_import": "insert select",
    "delivery": "insert select update",
    "outbox": "delete select update",
    "append_events()": "execute",
    "advance_projection()": "execute",
}


@pytest.fixture
async def roles(database: "Connection") -> None:
    """The roles of roles.sql, made twice, as an operator may do."""
    for _ in range(2):
        await database.execute(ROLES.read_text(encoding="utf-8"))


@pytest.fixture
async def worker_pool(database_url: str, roles: None) -> "AsyncIterator[Pool]":
    """Connections with the rights of the worker."""
    async with await open_pool(f"{database_url}&role=eyelevel_writer") as pool:
        yield pool


@pytest.fixture
async def writer(worker_pool: "Pool") -> AsyncIterator[PostgresJournal]:
    """A journal with the rights of the worker."""
    journal = PostgresJournal(worker_pool)
    yield journal
    await journal.close()


async def test_the_writer_needs_no_more_than_its_rights(writer: PostgresJournal) -> None:
    """Appending with all that follows from it, reading and tailing work."""
    await writer.append("pairing-1", 0, records("1", []))
    assert await writer.read("pairing-1") == await writer.tail(0)


async def test_the_writer_keeps_all_that_the_worker_keeps(worker_pool: "Pool") -> None:
    """Importing a file twice, the work of the post, and following the journal work."""
    roster, journal = PostgresRoster(worker_pool), PostgresJournal(worker_pool)
    for level in (1, 2):
        person = SHORT.model_copy(update={"level": level})
        file = RosterFile(sha256=str(level) * 64, people=(person,))
        assert (await roster.import_file("staff", file)).applied
    post = Post(journal, PostgresOutbox(worker_pool))
    await post.write(letter(), letter(notice_id="invitation-1-mentee", patience=OVER))
    await post.write(letter(notice_id="n-3"), taken_back=["n-2"])
    await post.sent(DeliveryOutcome.REFUSED, tell=True)
    assert await post.news()
    await post.outbox.put_back(await post.take(), OVER)
    await post.outbox.give_up()
    assert await Views(worker_pool).open_items() == []
    assert await advance(worker_pool, "cohort_week")
    await journal.close()


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("writer", "INSERT INTO event (stream_id) SELECT stream_id FROM event"),
        ("writer", "UPDATE event SET private = NULL"),
        ("writer", "DELETE FROM event"),
        ("writer", "TRUNCATE event"),
        ("writer", "UPDATE event_without_words SET version = 1"),
        ("writer", "ALTER TABLE event DISABLE TRIGGER ALL"),
        ("writer", "UPDATE pairing_overview SET paused = true"),
        ("writer", "DELETE FROM item"),
        ("writer", "SELECT project_pairings(1, 1)"),
        ("writer", "UPDATE projection SET position = 0"),
        ("writer", "UPDATE cohort_week SET mails = 0"),
        ("writer", "DELETE FROM person"),
        ("writer", "CREATE TABLE mine (id integer)"),
        ("writer", "SELECT lock_journal()"),
        ("writer", "INSERT INTO outbox SELECT * FROM outbox"),
        ("writer", "DELETE FROM delivery"),
        ("reader", "SELECT lock_journal()"),
        ("reader", "DO $$ BEGIN LOCK TABLE journal_lock IN ACCESS SHARE MODE; END $$"),
        ("writer", "DO $$ BEGIN LOCK TABLE journal_lock IN EXCLUSIVE MODE; END $$"),
        ("reader", "SELECT * FROM event"),
        ("reader", "SELECT private FROM event"),
        ("reader", "SELECT * FROM person"),
        ("reader", "SELECT letter FROM outbox"),
        ("reader", "SELECT count(*) FROM outbox"),
        ("reader", "DELETE FROM event_without_words"),
        ("reader", "UPDATE issued_notice SET outcome = 'delivered'"),
        ("reader", "SELECT advance_projection('cohort_week', 1)"),
        (
            "reader",
            "SELECT append_events('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')",
        ),
    ],
)
async def test_what_a_role_is_not_for_is_refused(
    database: "Connection", roles: None, role: str, statement: str
) -> None:
    """No role gets around append_events, and the reader sees neither people nor their own words."""
    await database.execute(f"SET ROLE eyelevel_{role}")
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await database.execute(statement)


HOLD_UP = """
SELECT pg_advisory_lock(7310575178);
BEGIN;
LOCK TABLE event_without_words, pairing_overview, projection IN ACCESS SHARE MODE;
"""


async def test_a_reader_holds_up_nobody(database: "Connection", writer: PostgresJournal) -> None:
    """Whatever locks somebody takes who may only read, appends go on."""
    await database.execute("SET ROLE eyelevel_reader")
    await database.execute(HOLD_UP)
    async with asyncio.timeout(20):
        answer = await writer.append("pairing-1", 0, records("1", []))
    await database.execute("ROLLBACK")
    assert answer.version == len(records("1", []))


async def test_the_reader_sees_data_and_figures(
    database: "Connection", writer: PostgresJournal
) -> None:
    """The reader's role sees the read tables and the journal's data."""
    await writer.append("pairing-1", 0, [*records("1", []), event(private={"words": "mine"})])
    await database.execute("SET ROLE eyelevel_reader")
    assert await database.fetchval("SELECT count(*) FROM pairing_overview") == 1
    assert await database.fetchval("SELECT count(*) FROM cohort_week") == 0
    fields = await database.fetch("SELECT stream_id, type, data, meta FROM event")
    assert len(fields) == 3


async def test_the_reader_looks_back_without_anybodys_words(
    database_url: str, writer: PostgresJournal
) -> None:
    """The reader's role reads streams without words or fingerprints, and sees where there are
    words."""
    said = event(private={"words": "mine"}, fingerprint=FINGERPRINT)
    await writer.append("pairing-1", 0, [*records("1", []), said])
    fields = said.model_copy(update={"private": None, "fingerprint": None})
    async with await open_pool(f"{database_url}&role=eyelevel_reader") as pool:
        *_, last = await Streams.without_words(pool).read("pairing-1")
        assert (last.record, last.has_words) == (fields, True)
        ((_, again),) = [
            found async for found in Streams.without_words(pool).read_each(["pairing-1"])
        ]
        assert isinstance(again, list)
        assert again[-1] == last
        with pytest.raises(StorageFailure, match=r"roles\.sql"):
            await PostgresJournal(pool).read("pairing-1")


async def test_a_role_has_the_rights_that_are_written_here_and_no_others(
    database: "Connection", roles: None
) -> None:
    """A role has the rights that this test lists, on every table, column and function."""
    found: dict[str, dict[str, str]] = {"eyelevel_writer": {}, "eyelevel_reader": {}}
    for row in await database.fetch(GRANTS):
        found[row["role"]][row["what"]] = row["rights"]
    assert found == {"eyelevel_writer": OF_THE_WRITER, "eyelevel_reader": OF_THE_READER}


CALLED = """
SELECT DISTINCT proname, called[1] AS called
FROM pg_proc, regexp_matches(prosrc, '(?<![\\w.])([a-z_]+)\\(', 'g') AS called
WHERE pronamespace = 'public'::regnamespace
    AND called[1] IN (SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace)
"""
SHADOW = """
CREATE TABLE public.caught (who text);
GRANT INSERT ON public.caught TO PUBLIC;
CREATE FUNCTION public.array_to_string(text[], text) RETURNS text LANGUAGE sql AS $$
    INSERT INTO public.caught VALUES (current_user);
    SELECT pg_catalog.array_to_string($1, $2);
$$;
"""


async def test_no_function_of_ours_calls_by_a_bare_name(database: "Connection") -> None:
    """Every function of PostgreSQL that ours call is named with its schema, so that nobody's is
    called in its place."""
    found = [tuple(row) for row in await database.fetch(CALLED)]
    assert found == []


async def test_a_function_of_the_readers_is_never_called_by_the_journal(
    database: "Connection", writer: PostgresJournal
) -> None:
    """Where readers may create functions, the owner's rights are not lent to one of theirs."""
    await database.execute("GRANT CREATE ON SCHEMA public TO eyelevel_reader")
    await database.execute("SET ROLE eyelevel_reader")
    await database.execute(SHADOW)
    await database.execute("RESET ROLE")
    await writer.append("pairing-1", 0, records("1", []))
    assert await database.fetch("SELECT who FROM public.caught") == []

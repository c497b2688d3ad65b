"""What only the real journal can show: its database keeps the promises even against mistakes."""

import asyncio
from typing import TYPE_CHECKING, Literal
from uuid import uuid5

import asyncpg
import pytest

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.records import EVENT_NAMESPACE, event_id
from domain.engine.errors import StorageFailure, StorageUnavailable
from tests.contract.events import event, events

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

LOCK = "SELECT lock_journal()"
WAITING = "SELECT count(*) FROM pg_locks WHERE relation = 'journal_lock'::regclass AND NOT granted"

FAIL_AT_COMMIT = """
CREATE FUNCTION fail_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'no space left on device';
END
$$;
CREATE CONSTRAINT TRIGGER fails_at_commit AFTER INSERT ON event
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_at_commit();
"""

CANNOT_NOW = """
CREATE SEQUENCE tries;
CREATE FUNCTION cannot_now() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM nextval('tries');
    RAISE EXCEPTION 'secret' USING ERRCODE = '{state}';
END
$$;
CREATE TRIGGER cannot_now BEFORE INSERT ON event
    FOR EACH STATEMENT EXECUTE FUNCTION cannot_now();
"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET data = '{}'",
        "UPDATE event SET private = NULL WHERE version = 1",
        "DELETE FROM event",
        "DELETE FROM event WHERE version = 99",
        "TRUNCATE event",
    ],
)
@pytest.mark.parametrize("role", ["origin", "replica"])
async def test_nothing_that_was_written_can_be_changed(
    postgres_journal: PostgresJournal,
    database: "Connection",
    statement: str,
    role: str,
) -> None:
    """The database refuses changes even from its superuser, and in sessions that skip triggers."""
    await postgres_journal.append("pairing-1", 0, events(1, 2))
    before = await postgres_journal.tail(0)
    await database.execute(f"SET session_replication_role = {role}")
    with pytest.raises(asyncpg.RestrictViolationError, match="append-only"):
        await database.execute(statement)
    assert await postgres_journal.tail(0) == before


async def test_an_event_has_the_same_id_wherever_it_is_written(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """The id of an event follows from stream, version and type, and is fixed for all time."""
    await postgres_journal.append("pairing-1", 0, events(1))
    stored = await database.fetchval("SELECT event_id FROM event")
    assert stored == event_id("pairing-1", 1, "test.noted.v1")
    assert stored == uuid5(EVENT_NAMESPACE, "pairing-1:1:test.noted.v1")
    assert str(stored) == "6112e14c-2ae6-50f0-b79e-df856123f193"


async def test_waiting_appends_share_one_transaction(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """While the journal is busy, any number of appends gather, and none is acknowledged."""
    async with database.transaction():
        await database.execute(LOCK)
        tasks = [
            asyncio.create_task(postgres_journal.append(f"pairing-{number}", 0, events(number)))
            for number in range(50)
        ]
        await _until_somebody_waits_for_the_lock(database)
        assert not any(task.done() for task in tasks)
    await asyncio.gather(*tasks)
    transactions = await database.fetchval("SELECT count(DISTINCT xmin::text) FROM event")
    assert transactions == 2


async def test_a_poisoned_append_fails_alone(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """What the database cannot store is refused without naming it; the neighbours are written."""
    poison = event().model_copy(update={"data": {"words": "secret\x00"}})
    batch = [events(1), events(2), [poison], events(4)]
    async with database.transaction():
        await database.execute(LOCK)
        tasks = [
            asyncio.create_task(postgres_journal.append(f"pairing-{number}", 0, one))
            for number, one in enumerate(batch)
        ]
        await _until_somebody_waits_for_the_lock(database)
    answers = await asyncio.gather(*tasks, return_exceptions=True)
    refusal = answers.pop(2)
    assert isinstance(refusal, StorageFailure)
    assert "secret" not in str(refusal)
    assert refusal.__cause__ is None
    assert not any(isinstance(answer, BaseException) for answer in answers)
    stored = [found.stream for found in await postgres_journal.tail(0)]
    assert sorted(stored) == ["pairing-0", "pairing-1", "pairing-3"]


@pytest.mark.parametrize(
    "state",
    [
        pytest.param("57014", id="statement timeout"),
        pytest.param("55P03", id="lock timeout"),
        pytest.param("40P01", id="deadlock"),
        pytest.param("53100", id="full disk"),
        pytest.param("53200", id="out of memory"),
    ],
)
async def test_what_the_server_cannot_do_now_is_nobodys_poison(
    postgres_journal: PostgresJournal, database: "Connection", state: str
) -> None:
    """What the database cannot do now is tried twice and told to all that wait, none tried
    alone."""
    await database.execute(CANNOT_NOW.format(state=state))
    answers = await asyncio.gather(
        *(postgres_journal.append(f"pairing-{number}", 0, events(1)) for number in range(9)),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [StorageUnavailable] * 9
    assert "secret" not in str(answers)
    lone_and_batch = 2
    tries = await database.fetchval("SELECT last_value FROM tries")
    assert tries == 2 * lone_and_batch


async def test_a_refusal_never_quotes_what_was_refused(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """The database names the values of the failing row; our error, which travels on, does not."""
    await database.execute("ALTER TABLE event ADD CHECK (type <> 'test.noted.v1')")
    with pytest.raises(StorageFailure, match="SQLSTATE 23514") as refusal:
        await postgres_journal.append("pairing-1", 0, events(4711))
    assert "4711" not in str(refusal.value)
    assert refusal.value.__cause__ is None


async def test_a_cancelled_append_can_be_asked_for_again(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """An append whose caller was cancelled is written as a whole or not at all, and can be
    repeated."""
    async with database.transaction():
        await database.execute(LOCK)
        first = asyncio.create_task(postgres_journal.append("pairing-1", 0, events(1, 2)))
        await _until_somebody_waits_for_the_lock(database)
        second = asyncio.create_task(postgres_journal.append("pairing-2", 0, events(1)))
        await asyncio.sleep(0)
        first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    await second
    again = await postgres_journal.append("pairing-1", 0, events(1, 2))
    assert [found.global_position for found in await postgres_journal.read("pairing-1")] == list(
        again.positions
    )
    assert len(await postgres_journal.tail(0)) == 3


async def test_nothing_is_acknowledged_before_the_commit(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """If the commit fails after the rows were written, the caller is told so."""
    await database.execute(FAIL_AT_COMMIT)
    with pytest.raises(StorageFailure):
        await postgres_journal.append("pairing-1", 0, events(1))
    assert await postgres_journal.tail(0) == []


async def test_positions_have_no_holes_after_failures(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """A transaction that is rolled back uses up no position, so that a hole would mean damage."""
    await database.execute(FAIL_AT_COMMIT)
    with pytest.raises(StorageFailure):
        await postgres_journal.append("pairing-1", 0, events(1, 2))
    await database.execute("DROP TRIGGER fails_at_commit ON event")
    assert (await postgres_journal.append("pairing-1", 0, events(1, 2))).positions == (1, 2)


async def test_recorded_at_never_falls_when_the_clock_does(
    postgres_journal: PostgresJournal, database: "Connection"
) -> None:
    """If the server's clock is set back, recorded times stand still until it has caught up."""
    await database.execute(
        "INSERT INTO event SELECT 1, 'pairing-1', 1, gen_random_uuid(), 'test.noted.v1', 1, '{}', "
        "NULL, '{}', now(), now() + interval '1 hour'"
    )
    await postgres_journal.append("pairing-2", 0, events(1))
    first, second = await postgres_journal.tail(0)
    assert second.recorded_at >= first.recorded_at


@pytest.mark.parametrize("level", ["repeatable_read", "serializable"])
async def test_appending_needs_to_see_what_others_committed(
    database: "Connection", level: Literal["repeatable_read", "serializable"]
) -> None:
    """An append under an isolation level that would check a past version is refused."""
    with pytest.raises(asyncpg.InvalidTransactionStateError, match="READ COMMITTED"):
        async with database.transaction(isolation=level):
            await database.execute(
                "SELECT append_events('{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}', '{}')"
            )


@pytest.mark.parametrize("moment", ["infinity", "20000-01-01", "4000-01-01 BC"])
@pytest.mark.parametrize("column", ["occurred_at", "recorded_at"])
async def test_no_event_lies_in_a_year_that_programs_cannot_read(
    postgres_journal: PostgresJournal, database: "Connection", column: str, moment: str
) -> None:
    """A moment that Python has no room for is refused even to an owner who edits the journal: it
    would stop every command, for all streams."""
    await postgres_journal.append("pairing-1", 0, [event()])
    await database.execute("ALTER TABLE event DISABLE TRIGGER event_is_append_only")
    with pytest.raises(asyncpg.CheckViolationError):
        await database.execute(f"UPDATE event SET {column} = '{moment}'")


async def _until_somebody_waits_for_the_lock(
    database: "Connection",
) -> None:
    while not await database.fetchval(WAITING):
        pass

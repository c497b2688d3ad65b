"""One stream that cannot be read: every command names it, goes on with the rest, and ends with 1.

The journal holds a cohort with three pairings, and another one with one. One pairing has an event
of a type that no release knows, and one an event whose content does not fit its type; so has the
other cohort.
"""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import asyncpg
import pytest
from temporalio.client import Client

from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_server import EmbeddedTemporal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from domain.engine.journal import EventRecord
from domain.pairing.vocabulary import Stage
from tests.e2e.installation import Installation, Said
from tests.namespaces import an_empty_namespace
from tests.unit.cohort.story import START, running
from tests.unit.pairing.ways import given

GOOD, FORGED, BAD, OTHER = "pairing-c-001", "pairing-c-002", "pairing-c-003", "pairing-x-001"
UNKNOWN = EventRecord(type="pairing.totally_forged.v1", data={"said": "CANARY"}, occurred_at=START)
MISSHAPEN = EventRecord(
    type="pairing.reflection_submitted.v1",
    data={"session_id": "s-1", "rating": "CANARY"},
    occurred_at=START,
)
STRANGE = EventRecord(type="cohort.resumed.v1", data={"by": "CANARY"}, occurred_at=START)
WHY_FORGED = "pairing.totally_forged.v1: this release knows no such event"
WHY_BAD = "pairing.reflection_submitted.v1: "
RATING = "rating: Input should be a valid integer"


@pytest.fixture
async def house(
    temporal_server: EmbeddedTemporal, database_url: str, smtp_sink: SmtpSink, tmp_path: Path
) -> Installation:
    """The commands, and the journal."""
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        started = running("anna+bert", "carl+dora", "emil+fina")
        await journal.append("cohort-c", 0, started.records)
        for stream in (GOOD, FORGED, BAD, OTHER):
            await journal.append(stream, 0, pairing(stream))
        await spoil(journal, FORGED, UNKNOWN)
        await spoil(journal, BAD, MISSHAPEN)
        await spoil(journal, "cohort-x", STRANGE)
        await journal.close()
    return Installation(temporal_server, database_url, smtp_sink, tmp_path, "nobody")


@pytest.fixture
async def empty(house: Installation, client: Client) -> Installation:
    """The same with a namespace in which nothing runs yet."""
    moved = replace(house, namespace=await an_empty_namespace(client))
    await moved.does("eyelevel", "namespace", "setup")
    return moved


def pairing(stream: str) -> tuple[EventRecord, ...]:
    """The events of a pairing that is in its sessions."""
    pairing_id = stream.removeprefix("pairing-")
    cohort_id, _, _ = pairing_id.rpartition("-")
    return given(Stage.SESSIONS, pairing_id=pairing_id, cohort_id=cohort_id).records


async def spoil(journal: PostgresJournal, stream: str, record: EventRecord) -> None:
    """Append what nobody has decided."""
    await journal.append(stream, len(await journal.read(stream)), [record])


@pytest.fixture
async def database(house: Installation) -> AsyncIterator[asyncpg.Connection]:
    """The database, past the journal."""
    connection = await asyncpg.connect(house.database_url)
    yield connection
    await connection.close()


def told(said: Said, *streams: str) -> str:
    """What was said, once it is certain that it names the streams, and not what they hold."""
    assert said.code == 1, said
    assert "Traceback" not in said.err
    everything = said.out + said.err
    assert "CANARY" not in everything
    assert [stream for stream in streams if f"{stream}: event " not in everything] == []
    return everything


async def test_a_cohort_is_shown_with_the_pairings_that_can_be_read(house: Installation) -> None:
    """`eyelevel show` lists a cohort's other pairings as ever, and says which cannot be read."""
    said = await house.run("eyelevel", "show", "cohort-c")
    everything = told(said, FORGED, BAD)
    assert WHY_FORGED in everything
    assert RATING in everything
    rows = {line.split()[0]: line for line in said.out.splitlines() if "pairing-c" in line}
    assert "0 of 6" in rows[GOOD]
    assert "cannot be read" in rows[FORGED]
    assert "cannot be read" in rows[BAD]


@pytest.mark.parametrize(("stream", "why"), [(FORGED, WHY_FORGED), (BAD, RATING)])
async def test_a_pairing_that_cannot_be_read_is_not_shown(
    house: Installation, stream: str, why: str
) -> None:
    """`eyelevel show` of a pairing that cannot be read names the event; before it, all is well."""
    for flags in ((), ("--json",), ("--as-of", "2028-01-01", "--reading", "happened")):
        said = await house.run("eyelevel", "show", stream, *flags)
        assert why in told(said, stream)
        assert said.out == ""


async def test_a_history_goes_on_past_what_cannot_be_read(house: Installation) -> None:
    """`eyelevel history` has a line for every event, in words or not, and one says why not."""
    async with await open_pool(house.database_url) as pool:
        journal = PostgresJournal(pool)
        await spoil(journal, FORGED, pairing(FORGED)[-1])
        await journal.close()
    count = len(pairing(FORGED))
    said = await house.run("eyelevel", "history", FORGED)
    assert f"event {count + 1}: {WHY_FORGED}" in told(said, FORGED)
    assert said.err.count("event ") == 1
    numbers = [int(line.split()[0]) for line in said.out.splitlines()[1:] if line[:8].strip()]
    assert numbers == list(range(1, count + 3))
    assert "Cannot be read: pairing.totally_forged.v1" in said.out
    as_json = await house.run("eyelevel", "history", FORGED, "--json")
    assert as_json.code == 1
    assert WHY_FORGED in as_json.err
    assert [json.loads(line)["version"] for line in as_json.out.splitlines()] == numbers


async def test_recovery_starts_what_can_be_read(empty: Installation) -> None:
    """`eyelevel recover` starts all but what cannot be read, which it names with the reason.

    The pairings of a cohort that cannot be read itself are found and started all the same.
    """
    dry = await empty.run("eyelevel", "recover", "--all")
    assert WHY_FORGED in told(dry, FORGED, BAD, "cohort-x")
    assert "3 would be started, 0 of 6 run already, 3 cannot be read" in dry.out
    done = await empty.run("eyelevel", "recover", "--all", "--confirm")
    told(done, FORGED, BAD, "cohort-x")
    assert done.out == "3 started from the journal, 0 ran already.\n"
    again = await empty.run("eyelevel", "recover", "--cohort", "x", "--confirm")
    told(again, "cohort-x")
    assert again.out == "0 started from the journal, 1 ran already.\n"


async def test_differences_are_found_and_repaired_beside_it(empty: Installation) -> None:
    """`eyelevel reconcile`, of all or of a cohort, compares and repairs all that can be read."""
    for scope in ((), ("--cohort", "c")):
        found = await empty.run("eyelevel", "reconcile", *scope)
        assert WHY_BAD in told(found, FORGED, BAD)
    as_json = json.loads((await empty.run("eyelevel", "reconcile", "--json")).out)
    why = {row["workflow_id"]: row["why"] for row in as_json["differences"]}
    assert WHY_FORGED in why[FORGED]
    assert why[GOOD] is None
    repaired = await empty.run("eyelevel", "reconcile", "--all", "--repair")
    told(repaired, FORGED, BAD, "cohort-x")
    assert "6 of 6 differed from the journal; 3 still do." in repaired.out
    left = await empty.run("eyelevel", "reconcile", "--cohort", "c", "--repair")
    told(left, FORGED, BAD)
    assert "2 of 4 differed from the journal; 2 still do." in left.out


async def test_a_run_whose_journal_cannot_be_read_is_left_alone(empty: Installation) -> None:
    """`--repair` neither replaces nor completes a run whose journal cannot be read."""
    await empty.does(
        *("temporal", "workflow", "start", "--type", "Pairing", "--workflow-id", FORGED),
        *("--task-queue", "nobody", "--input", '{"resume": {"version": 99}}'),
    )
    said = await empty.run("eyelevel", "reconcile", "--all", "--repair", "--accept-loss")
    told(said, FORGED)
    query = f'WorkflowId = "{FORGED}" AND ExecutionStatus != "Running"'
    assert await empty.listed(query) == []


async def test_a_rebuild_brings_all_other_rows(
    house: Installation, database: asyncpg.Connection
) -> None:
    """`eyelevel rebuild` puts all rows right but those of events that no table can take in."""
    columns = "event_id, schema_ver, private, meta, occurred_at, recorded_at"
    booking = {"session_id": "s-1", "starts_at": "CANARY", "minutes": 60}
    await database.execute(
        f"INSERT INTO event (global_pos, stream_id, version, type, data, {columns}) "
        "SELECT global_pos + 1, $1, (SELECT max(version) + 1 FROM event WHERE stream_id = $1), "
        f"'pairing.session_booked.v1', $2, {columns} FROM event ORDER BY global_pos DESC LIMIT 1",
        *(BAD, json.dumps(booking)),
    )
    await database.execute("UPDATE pairing_overview SET stage = 'review'")
    said = await house.run("eyelevel", "rebuild")
    told(said, FORGED, BAD)
    assert WHY_FORGED in said.err
    assert "the read tables cannot take it in (SQLSTATE 22007)" in said.err
    assert "rows corrected in pairing_overview: 4\n" in said.out
    stages = await database.fetch("SELECT DISTINCT stage FROM pairing_overview")
    assert [row["stage"] for row in stages] == ["sessions"]

"""A mentor asks in confidence for an end: whoever looks for it finds that it is in confidence."""

import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import asyncpg
import pytest
from google.protobuf.message import Message
from temporalio.api.history.v1 import HistoryEvent
from temporalio.common import RawValue

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.migrate import FOLDER
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from adapters.postgres.views import Views
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.request import Owners
from domain.telling.catalogue import ITEMS
from domain.telling.kinds import ItemKind
from tests.waiting import until
from tests.workflow.material import person
from tests.workflow.stage_setting import LivePairing, Stage, post_at_work
from tests.workflow.ui import metadata
from worker import build_worker

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

EYELEVEL = Path(sys.executable).with_name("eyelevel")
ROLES = FOLDER.with_name("roles.sql")
WORDS = "I shall never forget how it was"
SECRETS = (
    "end_without_naming_me",
    ItemKind.MENTOR_WANTS_OUT.value,
    ITEMS[ItemKind.MENTOR_WANTS_OUT].task,
    ITEMS[ItemKind.MENTOR_WANTS_OUT].because.why,
    WORDS,
)
READABLE = """
SELECT format('SELECT %s::text FROM %I.%I', quote_ident(attname), nspname, relname)
FROM pg_attribute
JOIN pg_class ON pg_class.oid = attrelid
JOIN pg_namespace ON pg_namespace.oid = relnamespace
WHERE relkind IN ('r', 'v', 'm', 'p', 'f') AND attnum > 0 AND NOT attisdropped
    AND (nspname NOT IN ('pg_catalog', 'information_schema') OR relname = 'pg_stats')
    AND has_schema_privilege(nspname, 'USAGE')
    AND has_column_privilege(attrelid, attnum, 'SELECT')
"""


@pytest.fixture
async def journal(database_url: str) -> AsyncIterator[PostgresJournal]:
    """The real journal, with the roles of roles.sql."""
    connection = await asyncpg.connect(database_url)
    await connection.execute(ROLES.read_text(encoding="utf-8"))
    await connection.close()
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        yield journal
        await journal.close()


@pytest.fixture
async def real_stage(
    empty_stage: Stage, journal: PostgresJournal, database_url: str
) -> AsyncIterator[Stage]:
    """A stage whose worker writes into the real journal."""
    empty_stage.roster.put("acme", person("p-deputy", roles=()))
    async with await open_pool(database_url) as pool:
        adapters = replace(
            empty_stage.adapters,
            journal=journal,
            outbox=PostgresOutbox(pool),
            progress=Views(pool),
        )
        worker = build_worker(empty_stage.client, empty_stage.queue, adapters)
        async with post_at_work(adapters), empty_stage.labour.patient(worker):
            yield empty_stage


async def test_who_looks_for_it_finds_only_that_it_is_in_confidence(
    real_stage: Stage, database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    """The reader's login, `eyelevel show` and `history`, Temporal's histories, descriptions and
    queries, and the log say that something is in confidence; the owners' letters say what."""
    owners = Owners(lead="p-lead", deputy="p-deputy")
    pairing = await real_stage.open_pairing(owners=owners)
    await pairing.prepare()
    await pairing.ask(
        "answer_check_in", "mentor", check_in="junior", answer="end_without_naming_me"
    )
    await until(partial(_told_the_owners, real_stage), bool)
    told = (await pairing.state()).desk.told[-1].notice
    await _nothing_is_found(pairing, database_url)
    await _goes_on_in_another_run(pairing)
    await pairing.tell("mail_bounced", notice_id=told.id)
    await until(partial(_told_the_owners, real_stage), lambda found: len(found) > 1)
    await pairing.ask("end", "operator", reason="no_fit", words=WORDS)
    assert (await pairing.state()).stage is PairingStage.CLOSED
    await _nothing_is_found(pairing, database_url)
    assert [secret for secret in SECRETS if secret in caplog.text] == []
    asked = ItemKind.MENTOR_WANTS_OUT
    assert await _told_the_owners(real_stage) == [("p-lead", asked), ("p-deputy", asked)]


async def _goes_on_in_another_run(pairing: LivePairing) -> None:
    await pairing.handle.signal("renew")
    await until(partial(_run_ids, pairing), lambda found: len(found) == 2)


async def _run_ids(pairing: LivePairing) -> set[str]:
    latest = (await pairing.handle.describe()).run_id
    return {pairing.handle.first_execution_run_id or latest, latest}


async def _told_the_owners(stage: Stage) -> list[tuple[str, ItemKind]]:
    return [(cast.recipient.id, cast.confided) for _, cast in stage.mailer.sent if cast.confided]


async def _nothing_is_found(pairing: LivePairing, database_url: str) -> None:
    reader = f"{database_url}&role=eyelevel_reader"
    places = {
        "the reader's login": [text async for text in _all_that_the_reader_may_select(reader)],
        "the command line": [*_all_that_commands_say(reader, pairing.handle.id)],
        "Temporal's histories": [one async for one in _all_histories(pairing)],
        "Temporal's pages": [one async for one in _all_pages(pairing)],
    }
    found = [
        (place, secret)
        for place, texts in places.items()
        for secret in SECRETS
        if any(secret in text for text in texts)
    ]
    assert found == []
    silent = [place for place, texts in places.items() if "in_confidence" not in "".join(texts)]
    assert silent == []


async def _all_that_the_reader_may_select(url: str) -> AsyncIterator[str]:
    connection: Connection = await asyncpg.connect(url)
    try:
        for (query,) in await connection.fetch(READABLE):
            for (value,) in await connection.fetch(query):
                yield str(value)
    finally:
        await connection.close()


def _all_that_commands_say(url: str, workflow_id: str) -> Iterator[str]:
    for command in ("show", "history"):
        for option in ([], ["--json"]):
            said = subprocess.run(
                [EYELEVEL, command, workflow_id, *option],
                env={"EYELEVEL_DATABASE_URL": url, "COLUMNS": "200"},
                capture_output=True,
                text=True,
                check=True,
            )
            yield said.stdout + said.stderr


async def _all_histories(pairing: LivePairing) -> AsyncIterator[str]:
    """Every event of every run, but for what the sender of an update handed in."""
    for run_id in await _run_ids(pairing):
        handle = pairing.stage.client.get_workflow_handle(pairing.handle.id, run_id=run_id)
        async for event in handle.fetch_history_events():
            yield _in_bytes(_without_what_was_handed_in(event))


APPEND = "append_to_journal"
"""Puts it where it belongs: into the private part of an event."""


def _without_what_was_handed_in(event: HistoryEvent) -> HistoryEvent:
    if event.HasField("workflow_execution_update_accepted_event_attributes"):
        accepted = event.workflow_execution_update_accepted_event_attributes
        accepted.accepted_request.input.ClearField("args")
    if event.HasField("activity_task_scheduled_event_attributes"):
        scheduled = event.activity_task_scheduled_event_attributes
        if scheduled.activity_type.name == APPEND:
            scheduled.ClearField("input")
    return event


def _in_bytes(message: Message) -> str:
    """Payloads are JSON, and stand in the bytes as they are."""
    return message.SerializeToString().decode(errors="replace")


async def _all_pages(pairing: LivePairing) -> AsyncIterator[str]:
    """What the Temporal UI shows besides the history: description, search attributes, queries."""
    described = await pairing.handle.describe()
    yield _in_bytes(described.raw_description)
    definition = await metadata(pairing.handle)
    yield _in_bytes(definition)
    # The one without a name refuses all others.
    for query in filter(None, (query.name for query in definition.definition.query_definitions)):
        answer = await pairing.handle.query(query, result_type=RawValue)
        yield answer.payload.data.decode()

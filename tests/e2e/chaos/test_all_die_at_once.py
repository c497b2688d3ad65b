"""Worker, Temporal and sender die together, right after an append was committed."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from temporalio.api.enums.v1 import EventType
from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateRPCTimeoutOrCancelledError,
)
from temporalio.testing import TimeSkipper

from adapters.embedded.smtp import SmtpSink
from adapters.embedded.temporal_cli import find_temporal_cli
from adapters.embedded.temporal_server import EmbeddedTemporal, embedded_temporal
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.temporal.plugin import eyelevel_plugin
from adapters.temporal.watching import TemporalWorkflows
from tests.conftest import PostgresServer
from tests.e2e.chaos.lives import ToldAgain, Witness, open_pairing
from tests.e2e.chaos.tap import Fate, Moment, tapped
from tests.e2e.installation import Installation, installed
from tests.workflow.stage_setting import Stage

PAIR = ("p-301", "p-201")


async def test_a_run_goes_on_from_what_only_the_journal_knows(
    postgres_server: PostgresServer, smtp_sink: SmtpSink, tmp_path: Path
) -> None:
    """An answer that was recorded when worker, Temporal and sender died together, and that Temporal
    has no trace of, counts as soon as the watch has found the run to be behind its journal."""
    database_url = await postgres_server.fresh_database(template="template1")
    start = partial(
        embedded_temporal,
        find_temporal_cli(),
        log=tmp_path / "temporal.log",
        database=tmp_path / "temporal.db",
    )
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        async with start() as temporal:
            installation = await installed(temporal, database_url, smtp_sink, tmp_path)
            pairing, message = await all_die_at_once(installation)
        stream = pairing.handle.id
        assert "pairing.invitation_accepted.v1" in await types(journal, stream)
        async with start() as temporal:
            client = await connected(temporal)
            pairing.handle = client.get_workflow_handle(stream)
            assert EventType.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED not in await history(
                pairing.handle
            )
            async with replace(installation, temporal_server=temporal).worker():
                assert not (await pairing.state()).preparation.accepted.mentor
                versions = {stream: len(await types(journal, stream))}
                watch = TemporalWorkflows(client)
                assert (await watch.behind(versions)).certain == (stream,)
                await watch.renew(stream)
                await pairing.until(lambda state: bool(state.preparation.accepted.mentor))
                recorded = await types(journal, stream)
                await pairing.send("accept", message)
                assert await types(journal, stream) == recorded
                await Witness(pairing.stage, journal).what_remains(pairing)


async def all_die_at_once(
    installation: Installation,
) -> tuple[ToldAgain, dict[str, object]]:
    """Somebody accepts an invitation; when that is recorded, nothing is left but the database."""
    temporal = installation.temporal_server
    client = await connected(temporal)
    stage = Stage(client, TimeSkipper(client), queue=installation.task_queue)
    fate = Fate()
    async with tapped(temporal.address, fate) as (tap, address):
        through_tap = replace(installation, temporal_server=replace(temporal, address=address))
        async with through_tap.worker() as worker:
            pairing = await open_pairing(stage, *PAIR)
            await pairing.state()
            message = pairing.message("mentor")
            sender = asyncio.create_task(pairing.handle.execute_update("accept", message))

            async def end() -> None:
                sender.cancel()
                await temporal.process.kill()
                await worker.kill()

            tap.end = end
            fate.choose(Moment.RECORDED)
            await worker.ended()
    with suppress(WorkflowUpdateRPCTimeoutOrCancelledError):
        await sender
    return pairing, message


async def connected(temporal: EmbeddedTemporal) -> Client:
    """A client of this server."""
    return await Client.connect(temporal.address, plugins=[eyelevel_plugin()])


async def types(journal: PostgresJournal, stream: str) -> list[str]:
    """What is recorded."""
    return [event.record.type for event in await journal.read(stream)]


async def history(handle: WorkflowHandle[object, object]) -> set[EventType.ValueType]:
    """The types of events that Temporal knows of."""
    return {event.event_type for event in (await handle.fetch_history()).events}

"""Mail servers that keep mails waiting, at a real worker process: nothing else waits with them.

These servers never come to an end: had an answer waited for a mail, there would be none. A limit
in seconds would rather tell how busy the machine is.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import asyncpg
import pytest
from temporalio.client import Client

from adapters.embedded.ports import LOOPBACK
from adapters.embedded.smtp import SmtpSink
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from domain.cohort.events import CohortClosed
from domain.roster.reading import RosterFile
from tests.contract.events import event
from tests.contract.letters import letter
from tests.integration.processes import started_worker
from tests.waiting import until
from tests.workflow.material import a_setup, new_pairing_id

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

WAITING_MAILS = 1000
SOME_MAILS = 100
Speaking = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


async def say_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take the connection, and keep it."""
    await reader.read()
    writer.close()


async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Greet letter by letter, without ever coming to an end."""
    while not writer.is_closing():
        writer.write(b"220-wait\r\n")
        await writer.drain()
        await asyncio.sleep(0.2)


@asynccontextmanager
async def mail_server(speaking: Speaking) -> AsyncIterator[str]:
    """A mail server that speaks like this; its port."""
    server = await asyncio.start_server(speaking, LOOPBACK, 0)
    try:
        yield str(server.sockets[0].getsockname()[1])
    finally:
        server.close()


@pytest.fixture(params=[SOME_MAILS])
async def mails(request: pytest.FixtureRequest, database_url: str) -> int:
    """Mails of one cohort that is over, to somebody whom the roster knows, in the outbox."""
    count: int = request.param
    async with await open_pool(database_url) as pool:
        people = (MENTOR, MENTEE, LEAD)
        file = RosterFile(sha256="0" * 64, people=people)
        await PostgresRoster(pool).import_file("example", file)
        journal = PostgresJournal(pool)
        letters = [letter("cohort-c-1", f"n-{number}", to=MENTOR.id) for number in range(count)]
        await journal.append("cohort-c-1", 0, [event(kind=CohortClosed.tag)], letters)
        await journal.close()
    return count


@pytest.fixture
async def database(database_url: str) -> "AsyncIterator[Connection]":
    """A look at the outbox, past the worker."""
    connection = await asyncpg.connect(database_url)
    yield connection
    await connection.close()


async def answer_of_a_pairing(client: Client, queue: str) -> str:
    """What a new pairing answers to a person."""
    pairing_id = new_pairing_id()
    setup = a_setup(pairing_id, roster=f"r-{pairing_id}")  # the two are in no other pairing there
    handle: Any = await client.start_workflow(
        "Pairing", {"setup": setup}, id=f"pairing-{setup.pairing_id}", task_queue=queue
    )
    message = {"message_id": "m-1", "acting": "mentor", "pairing_id": setup.pairing_id}
    receipt: dict[str, str] = await handle.execute_update("accept", message)
    await handle.terminate()
    return receipt["message"]


@pytest.mark.parametrize("mails", [WAITING_MAILS], indirect=True)
@pytest.mark.parametrize("speaking", [say_nothing, drip])
async def test_people_are_answered_while_mails_wait(
    environment: dict[str, str],
    client: Client,
    mails: int,
    database: "Connection",
    speaking: Speaking,
    tmp_path: Path,
) -> None:
    """With 1,000 mails for a mail server that comes to no end, people are answered, and of the
    mails none has gone out by then."""
    async with mail_server(speaking) as port:
        environment["EYELEVEL_SMTP_PORT"] = port
        async with started_worker(environment, tmp_path / "log") as process:
            await until(lambda: in_hand(database), bool)
            queue = environment["EYELEVEL_TASK_QUEUE"]
            answers = [await answer_of_a_pairing(client, queue) for _ in range(3)]
            assert answers == ["accept"] * 3
            assert await database.fetchval("SELECT count(*) FROM outbox") >= mails
            delivered = "SELECT count(*) FROM delivery WHERE outcome = 'delivered'"
            assert await database.fetchval(delivered) == 0
            await process.kill()  # in order, it would wait for the mails in hand


async def test_a_server_that_refuses_all_is_not_asked_again(
    environment: dict[str, str],
    mails: int,
    database: "Connection",
    smtp_sink: SmtpSink,
    tmp_path: Path,
) -> None:
    """A hundred refusals are put down as such, and their stream, which is over, is told."""
    smtp_sink.refuse(MENTOR.mail, "550 5.1.1 no such user")
    async with started_worker(environment, tmp_path / "log"):
        await until(lambda: settled(database), lambda count: count == mails)
        to_tell = "SELECT count(*) FROM delivery WHERE tell_at IS NOT NULL"
        await until(lambda: database.fetchval(to_tell), lambda count: count == 0)
    outcomes = await database.fetch("SELECT DISTINCT outcome, attempts FROM delivery")
    assert [tuple(row) for row in outcomes] == [("refused", 1)]


async def test_mails_wait_for_a_process_that_serves_them(
    environment: dict[str, str],
    client: Client,
    mails: int,
    database: "Connection",
    smtp_sink: SmtpSink,
    tmp_path: Path,
) -> None:
    """A process for the programme alone answers people and sends nothing; one for mails sends."""
    programme, post = (environment | {"EYELEVEL_TASKS": tasks} for tasks in ("programme", "mails"))
    async with started_worker(programme, tmp_path / "programme.log"):
        queue = environment["EYELEVEL_TASK_QUEUE"]
        assert await answer_of_a_pairing(client, queue) == "accept"
        assert smtp_sink.received == []
        async with started_worker(post, tmp_path / "mails.log"):
            await until(lambda: settled(database), lambda count: count >= mails)
    told = [
        notice
        for received in smtp_sink.received
        for notice in str(received.message()["Eyelevel-Notice"]).replace("\r\n", "").split(", ")
    ]
    assert len(set(told)) == len(told) >= mails


async def in_hand(database: "Connection") -> int:
    """Mails that are being handed over."""
    count: int = await database.fetchval("SELECT count(*) FROM outbox WHERE holder IS NOT NULL")
    return count


async def settled(database: "Connection") -> int:
    """Mails of which it is known how they fared."""
    count: int = await database.fetchval("SELECT count(*) FROM delivery")
    return count

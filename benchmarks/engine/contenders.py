"""Who is measured: each begins entities, and has messages for one of them."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from temporalio.client import Client, WorkflowHandle

from adapters.temporal.pairings import TemporalPairings
from benchmarks.engine.serving import OURS, PLAIN, PLAIN_UNSANDBOXED, WITHOUT_POST
from domain.pairing.state import PairingState
from domain.programme.request import FixedTerm
from tests.fakes.journal import InMemoryJournal
from tests.waiting import until
from tests.workflow.half_year import AT_ONCE, MESSAGES, SIGNALS, half_a_year
from tests.workflow.material import a_setup

if TYPE_CHECKING:
    from adapters.postgres.pool import Connection

MAILS = "SELECT count(*) FROM outbox"
ROWS = "SELECT count(*) FROM bare WHERE number = 1 AND workflow_id BETWEEN $1 AND $1 || '~'"
OPENED = "SELECT count(*) FROM event WHERE version = 1 AND stream_id BETWEEN $1 AND $1 || '~'"

Handle = WorkflowHandle[Any, Any]


class Call(NamedTuple):
    """One message on its way."""

    name: str
    content: object
    is_answered: bool = True
    """A signal is not; the next update is answered after it."""


class Contender(Protocol):
    """A workflow to be measured."""

    @property
    def name(self) -> str:
        """In tables."""
        ...

    async def begin(self, name: str) -> Handle:
        """Start an entity."""
        ...

    async def opened(self, prefix: str, entities: int) -> None:
        """Until so many entities whose names begin like that have written their first row."""
        ...

    def messages(self, handle: Handle) -> AsyncIterator[Call]:
        """A life of it."""
        ...


@dataclass
class BareContender:
    """As many messages, of the same size each, to a workflow that only inserts them."""

    client: Client
    name: str
    workflow: str
    queue: str
    database: "Connection"

    async def begin(self, name: str) -> Handle:
        """Start the workflow."""
        return await self.client.start_workflow(self.workflow, id=name, task_queue=self.queue)

    async def opened(self, prefix: str, entities: int) -> None:
        """Until the table has them all."""
        query = partial(self.database.fetchval, ROWS, prefix)
        await until(query, lambda rows: rows == entities)

    async def messages(self, handle: Handle) -> AsyncIterator[Call]:
        """Every one is an update."""
        for number in range(MESSAGES):
            content = json.dumps(
                {"message_id": f"m-{number}", "pairing_id": handle.id, "acting": "mentor"}
            )
            yield Call("tell", content)


@dataclass
class Eyelevel:
    """A pairing of half a year."""

    client: Client
    name: str
    queue: str
    database: "Connection"

    async def begin(self, name: str) -> Handle:
        """Start it as its cohort does; both are invited."""
        term = FixedTerm(start=datetime.now(UTC).date(), weeks=26)
        setup = a_setup(
            name.removeprefix("pairing-"), term=term, session_rules=AT_ONCE, roster=f"of-{name}"
        )
        await TemporalPairings(self.client, self.queue, InMemoryJournal()).start(setup)
        return self.client.get_workflow_handle(name)

    async def opened(self, prefix: str, entities: int) -> None:
        """Until the journal has them all."""
        query = partial(self.database.fetchval, OPENED, prefix)
        await until(query, lambda opened: opened == entities)

    async def mails_sent(self) -> None:
        """Until no mail is left that would be sent during the turn of another contender."""
        if self.queue == OURS:
            await until(partial(self.database.fetchval, MAILS), lambda mails: mails == 0)

    async def messages(self, handle: Handle) -> AsyncIterator[Call]:
        """As two people and an integration send them."""
        numbers = count(1)
        async for name, acting, content in half_a_year(_Lived(handle)):
            message = content | {
                "message_id": f"m-{next(numbers)}",
                "pairing_id": handle.id.removeprefix("pairing-"),
                "acting": acting,
            }
            yield Call(name, message, is_answered=name not in SIGNALS)


@dataclass
class _Lived:
    """A pairing in the time of this machine."""

    handle: Handle

    async def state(self) -> PairingState:
        """What it answers."""
        state: PairingState = await self.handle.query("state", result_type=PairingState)
        return state

    async def now(self) -> datetime:
        """The time of this machine."""
        return datetime.now(UTC)

    async def forward(self, by: timedelta) -> None:
        """Never."""
        raise NotImplementedError(by)


def contenders(
    client: Client, database: "Connection", database_without_post: "Connection"
) -> list[Contender]:
    """The first one is what the others are compared with."""
    return [
        BareContender(client, "bare", "Bare", PLAIN, database),
        BareContender(client, "bare, local activity", "BareLocal", PLAIN, database),
        BareContender(client, "bare, local, no sandbox", "BareLocal", PLAIN_UNSANDBOXED, database),
        Eyelevel(client, "Eyelevel", OURS, database),
        Eyelevel(client, "Eyelevel without post", WITHOUT_POST, database_without_post),
    ]

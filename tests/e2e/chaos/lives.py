"""Pairings that live their lives, by senders who say everything again until they are answered."""

import asyncio
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import JsonValue
from temporalio.client import WorkflowUpdateRPCTimeoutOrCancelledError
from temporalio.service import RPCError

from activities.outbox import MOST_TOGETHER
from activities.pacing import MailLimits
from adapters.embedded.smtp import SmtpSink
from adapters.postgres.journal import PostgresJournal
from domain.engine.decider import without_fingerprints
from domain.engine.journal import EventRecord
from domain.pairing.evolve import fold
from domain.pairing.state import PairingState
from domain.programme.request import Owners
from tests.e2e.installation import ROSTER
from tests.workflow.material import a_setup, new_pairing_id
from tests.workflow.stage_setting import LivePairing, Stage
from tests.workflow.twins import differences

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

T = TypeVar("T")

PATIENCE = 1.0
"""Seconds after which a sender says the same again."""
TASK_TIMEOUT = timedelta(seconds=2)
"""How long Temporal waits for a worker that has died of a task. By default it is ten seconds."""


@dataclass
class ToldAgain(LivePairing):
    """A pairing to which everything is said again, under the same id, until there is an answer."""

    async def send(self, name: str, *arguments: Any) -> dict[str, Any]:
        """An update, and its first answer."""
        return await _answer(lambda: super(ToldAgain, self).send(name, *arguments))

    async def state(self) -> PairingState:
        """The answer to the query."""
        return await _answer(super().state)

    async def tell(self, name: str, acting: str = "integration", **fields: Any) -> None:
        """A signal, twice: its sender cannot know what became of it."""
        message = self.message(acting, **fields)
        for _ in range(2):
            await self.handle.signal(name, message)


async def _answer(ask: Callable[[], Awaitable[T]]) -> T:
    while True:
        try:
            async with asyncio.timeout(PATIENCE):
                return await ask()
        except (TimeoutError, RPCError):
            continue
        except WorkflowUpdateRPCTimeoutOrCancelledError:
            # The client says this when patience is over, but also when the test is.
            if (task := asyncio.current_task()) and task.cancelling():
                raise asyncio.CancelledError from None


async def together(*parts: Coroutine[Any, Any, T]) -> list[T]:
    """What all of them give; if one fails, the others end as well."""
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(part) for part in parts]
    return [task.result() for task in tasks]


async def open_pairing(
    stage: Stage, mentor: str, mentee: str, task_timeout: timedelta | None = None
) -> ToldAgain:
    """A pairing of two people of the example."""
    pairing_id = new_pairing_id()
    owners = Owners(lead="p-110")
    setup = a_setup(pairing_id, roster=ROSTER, mentor=mentor, mentee=mentee, owners=owners)
    handle = await stage.client.start_workflow(
        "Pairing",
        {"setup": setup},
        id=f"pairing-{pairing_id}",
        task_queue=stage.queue,
        task_timeout=task_timeout,
    )
    return ToldAgain(stage, handle, pairing_id)


@dataclass(frozen=True)
class Remains:
    """What remains of a pairing."""

    pairing_id: str
    records: list[EventRecord]

    @property
    def told(self) -> list[JsonValue]:
        """Its events, each with the same id for the pairing, and without the hash of that."""
        return [
            json.loads(
                record.model_dump_json(exclude={"fingerprint"}).replace(self.pairing_id, "pr-0")
            )
            for record in self.records
        ]

    def differences(self, twin: "Remains") -> list[str]:
        """Where it is not its twin's life, but for times."""
        later = self.records[0].occurred_at - twin.records[0].occurred_at
        return list(differences(self.told, twin.told, later=later))


@dataclass(frozen=True)
class Witness:
    """Lets pairings live, and looks at what remains of them."""

    stage: Stage
    journal: PostgresJournal

    async def life_of(self, mentor: str, mentee: str) -> Remains:
        """From the invitation to an early end: two sessions, and a message that does not exist."""
        pairing = await open_pairing(self.stage, mentor, mentee, TASK_TIMEOUT)
        await pairing.prepare()
        for _ in range(2):
            await pairing.meet()
        await pairing.tell("unheard_of")
        await pairing.ask("end", "operator", reason="time")
        return await self.what_remains(pairing)

    async def what_remains(self, pairing: LivePairing) -> Remains:
        """Its journal, which amounts to its state."""
        # The state first: the pairing may go on meanwhile, and its journal is never behind it.
        state = await pairing.state()
        stored = await self.journal.read(pairing.handle.id)
        assert [event.version for event in stored] == list(range(1, len(stored) + 1))
        records = [event.record for event in stored]
        folded = fold(records[: state.version])
        assert folded is not None
        assert without_fingerprints(folded) == state
        return Remains(pairing.pairing_id, records)


async def sent_once_or_doubted(mails: SmtpSink, pool: "Pool", killed: int) -> None:
    """Nobody got a mail twice, unless the ledger knows that it was tried more than once.

    What a worker was sending when it was killed may have got out, and nobody can tell. ``killed``:
    workers that may have been sending.
    """
    sent = [str(mail.message()["Eyelevel-Notice"]) for mail in mails.received]
    received = Counter(letter for mail in sent for letter in mail.split(", "))
    ids = {str(mail.message()["Message-ID"]) for mail in mails.received}
    assert len(ids) == len(set(sent)) > 0
    rows = await pool.fetch("SELECT stream_id, notice_id, outcome, attempts FROM delivery")
    tried = {f"{row['stream_id']} {row['notice_id']}": row["attempts"] for row in rows}
    assert {mail: times for mail, times in received.items() if times > tried[mail]} == {}
    assert received.total() - len(received) <= killed * MailLimits().at_once * MOST_TOGETHER
    delivered = {
        f"{row['stream_id']} {row['notice_id']}" for row in rows if row["outcome"] == "delivered"
    }
    assert delivered <= set(received)

"""Workflows that hostile inputs are sent to, and what must be true of them afterwards."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self
from uuid import uuid4

from temporalio.api.enums.v1 import EventType
from temporalio.client import (
    WorkflowExecutionStatus,
    WorkflowHandle,
    WorkflowQueryFailedError,
    WorkflowUpdateFailedError,
)
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode

from adapters.postgres.journal import PostgresJournal
from adapters.postgres.outbox import PostgresOutbox
from adapters.postgres.pool import open_pool
from adapters.postgres.views import Views
from adapters.temporal.correspondents import TemporalCorrespondents
from adapters.temporal.pairings import TemporalPairings
from domain.pairing.vocabulary import EndReason
from tests import stage_clock
from tests.fuzz.hostile import TELLTALE, hostile_arguments
from tests.fuzz.ways import (
    DOORS,
    STRANGE_NAMES,
    UNKNOWN,
    Door,
    Kind,
    Way,
    id_of,
    message_of,
    start_of,
)
from tests.waiting import until
from tests.workflow.cohort_stage import open_cohort
from tests.workflow.stage_setting import LivePairing, Stage, live_out
from worker import build_worker
from workflows.cohort_opening import INVALID

PATIENCE: Final = 60.0
"""Seconds within which everything is answered, also on a busy machine."""
OF_THE_SERVER: Final = (
    RPCStatusCode.INVALID_ARGUMENT,
    RPCStatusCode.RESOURCE_EXHAUSTED,
    RPCStatusCode.NOT_FOUND,
)
"""How Temporal itself refuses what is too large, a name that it does not take, and what is for a
workflow that has ended: a good message now and then ends one. Why it ended stands in its history.
"""
OUR_REFUSALS: Final = ("InvalidInput", "NotAllowed", "NothingRecorded", INVALID)
STARTS_AT_ONCE: Final = 3

Handle = WorkflowHandle[Any, Any]


@asynccontextmanager
async def worker_on_a_database(stage: Stage, database_url: str) -> AsyncIterator[None]:
    """The worker of the stage, with its journal in PostgreSQL."""
    async with await open_pool(database_url) as pool:
        journal = PostgresJournal(pool)
        adapters = replace(
            stage.adapters,
            journal=journal,
            outbox=PostgresOutbox(pool),
            correspondents=TemporalCorrespondents(stage.client, journal),
            progress=Views(pool),
            pairings=TemporalPairings(stage.client, stage.queue, journal),
        )
        worker = build_worker(stage.client, stage.queue, adapters)
        async with stage.labour.patient(worker):
            yield
        await journal.close()


@dataclass
class Field:
    """The workflows of one round, and what was found wrong."""

    stage: Stage
    targets: dict[Kind, list[Handle]]
    untouched: list[Handle]
    seed: int
    started: list[Handle] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    @classmethod
    async def of(cls, stage: Stage, seed: int) -> Self:
        """Pairings in several stages, a cohort, a post, a watch; and some that nobody touches."""
        invited, sessions, reviewing, untouched = await asyncio.gather(
            *(stage.open_pairing(roster=stage.another_roster()) for _ in range(4))
        )
        await asyncio.gather(_in_sessions(sessions), reviewing.prepare())
        await reviewing.meet()
        await reviewing.ask("end", "mentee", reason=EndReason.OBJECTIVES_REACHED)
        cohort = await open_cohort(stage, confirm=True, roster=stage.another_roster())
        await cohort.until(lambda state: bool(state.matching.proposals))
        targets = {
            Kind.PAIRING: [invited.handle, sessions.handle, reviewing.handle],
            Kind.COHORT: [cohort.handle],
        }
        for kind in (Kind.POST, Kind.WATCH):
            targets[kind] = [await _start(stage, kind, id_of(kind, uuid4().hex[:8]), ())]
        return cls(stage, targets, [untouched.handle], seed)

    # -- sending ---------------------------------------------------------------------------------

    async def under_fire(self, numbers: Sequence[int]) -> None:
        """Send the inputs with these numbers; each workflow gets its own one after the other."""
        lanes: dict[str, list[Awaitable[None]]] = {}
        for number in numbers:
            chance = random.Random(f"{self.seed}-{number}")
            door = DOORS[number % len(DOORS)]
            if door.way is Way.START:
                lane, shot = f"start {number % STARTS_AT_ONCE}", self._start(door, number, chance)
            else:
                target = chance.choice(self.targets[door.kind])
                lane, shot = target.id, self._send(door, target, number, chance)
            lanes.setdefault(lane, []).append(shot)
        await asyncio.gather(*(_one_by_one(shots) for shots in lanes.values()))

    async def _start(self, door: Door, number: int, chance: random.Random) -> None:
        target = f"fz-{uuid4().hex[:8]}"
        arguments = hostile_arguments(chance, start_of(door.kind, target, number))
        begun = _start(self.stage, door.kind, id_of(door.kind, target), arguments)
        if handle := await self._answer(begun, door, number):
            self.started.append(handle)
            await self._answer(_has_begun(handle), door, number)

    async def _send(self, door: Door, target: Handle, number: int, chance: random.Random) -> None:
        name = chance.choice(STRANGE_NAMES) if door.name == UNKNOWN else door.name
        own_id = target.id.partition("-")[2]
        good = message_of(door, own_id, number, stage_clock.now())
        args = hostile_arguments(chance, good)
        match door.way:
            case Way.UPDATE:
                sent: Awaitable[Any] = target.execute_update(name, args=args)
            case Way.SIGNAL:
                sent = target.signal(name, args=args)
            case _:
                sent = target.query(name, args=args)
        await self._answer(sent, door, number)

    async def _answer(self, sent: Awaitable[Any], door: Door, number: int) -> Any:
        """What comes back; a fault if nothing does, or what does is not ours or tells too much."""
        case = f"{self.seed}-{number}: {door.kind} {door.way} {door.name}"
        try:
            answer = await asyncio.wait_for(sent, PATIENCE)
        except TimeoutError:
            self.faults.append(f"{case}: no answer")
        except (WorkflowUpdateFailedError, WorkflowQueryFailedError, RPCError) as error:
            self.answers[f"{door.way} refused"] += 1
            self.faults.extend(f"{case}: {fault}" for fault in _faults_of(error))
        else:
            self.answers[f"{door.way} taken"] += 1
            return answer
        return None

    # -- looking at what is left -----------------------------------------------------------------

    async def look(self) -> None:
        """Nothing is stuck: targets answer, those untouched end, no workflow task has failed."""
        for target in (handle for handles in self.targets.values() for handle in handles):
            await self._still_answers(target)
        for handle in (*self.untouched, *self.targets[Kind.PAIRING]):
            await live_out(self.stage.skipper, handle)
        everything = [handle for handles in self.targets.values() for handle in handles]
        for handle in (*everything, *self.untouched, *self.started):
            self.faults.extend([fault async for fault in _traces(handle)])
            if (await handle.describe()).status is WorkflowExecutionStatus.RUNNING:
                await handle.terminate()

    async def _still_answers(self, target: Handle) -> None:
        try:
            await asyncio.wait_for(_has_begun(target), PATIENCE)
        except TimeoutError:
            self.faults.append(f"{target.id}: does not answer any more")


async def _in_sessions(pairing: LivePairing) -> None:
    await pairing.prepare()
    await pairing.book()


async def _start(stage: Stage, kind: Kind, id_: str, arguments: Sequence[Any]) -> Handle:
    return await stage.client.start_workflow(
        kind.value, args=list(arguments), id=id_, task_queue=stage.queue
    )


async def _has_begun(handle: Handle) -> bool:
    """Wait until a workflow has worked on its first task at least, whatever came of it."""

    async def tasks() -> int:
        history = await handle.fetch_history()
        ended = (
            EventType.EVENT_TYPE_WORKFLOW_TASK_COMPLETED,
            EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED,
        )
        return sum(event.event_type in ended for event in history.events)

    return await until(tasks, bool) > 0


async def _one_by_one(shots: Iterator[Awaitable[None]] | Sequence[Awaitable[None]]) -> None:
    for shot in shots:
        await shot


def _faults_of(error: BaseException) -> Iterator[str]:
    """What is wrong with a refusal."""
    told = f"{error} {error.__cause__!r} {getattr(error.__cause__, 'details', '')}"
    if TELLTALE in told.lower():
        yield "a private value is told"
    match error:
        case RPCError(status=status) if status not in OF_THE_SERVER:
            yield f"an error of the server: {status.name} {error}"
        case WorkflowUpdateFailedError(cause=ApplicationError(type=type_)):
            if type_ not in OUR_REFUSALS:
                yield f"not one of our refusals: {type_}"
        case WorkflowUpdateFailedError():
            yield f"not one of our refusals: {error.cause!r}"
        case _:
            pass


async def _traces(handle: Handle) -> AsyncIterator[str]:
    """What must not be found in a history."""
    async for event in handle.fetch_history_events():
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_TASK_FAILED:
            failed = event.workflow_task_failed_event_attributes
            yield f"{handle.id}: a workflow task failed: {failed.failure.message}"
        if event.event_type == EventType.EVENT_TYPE_WORKFLOW_EXECUTION_FAILED:
            failure = event.workflow_execution_failed_event_attributes.failure
            kind = failure.application_failure_info.type
            if kind not in OUR_REFUSALS:
                yield f"{handle.id}: failed as {kind}: {failure.message}"
            if TELLTALE in str(failure).lower():
                yield f"{handle.id}: a private value is told"

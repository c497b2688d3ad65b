"""A worker with fakes for every port, and a client of one pairing."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import count
from typing import Any, TypeVar
from uuid import uuid4

import pytest
from temporalio.api.common.v1 import Payload
from temporalio.client import (
    Client,
    WorkflowHandle,
    WorkflowUpdateFailedError,
    WorkflowUpdateStage,
)
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError, RPCStatusCode
from temporalio.testing import TimeSkipper

from activities.pacing import MailLimits
from activities.wiring import Adapters, office_of
from adapters.assignment import ScipyAssigner
from adapters.holidays import LibraryHolidays
from adapters.temporal.correspondents import TemporalCorrespondents
from adapters.temporal.pairings import TemporalPairings
from adapters.temporal.watching import TemporalWorkflows
from domain.engine.decider import without_fingerprints
from domain.engine.errors import Problem
from domain.engine.journal import EventRecord
from domain.matching import Assigner
from domain.pairing.evolve import fold
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, SessionStatus
from domain.programme.request import (
    Deadlines,
)
from domain.programme.revision import REVISION
from domain.telling.notices import DeliveryOutcome
from tests.fakes.progress import JournalProgress
from tests.waiting import until
from tests.workflow.breaking import BreakableJournal, BreakableMailer, BreakableRoster
from tests.workflow.labour import Labour
from tests.workflow.material import a_setup, new_pairing_id, person
from worker import WORKFLOWS, build_worker
from workflows.pairing_start import PairingStart

S = TypeVar("S")

BOTH = ("mentor", "mentee")
EXPECTATIONS: dict[str, Any] = {
    "goals": ["use AI every day"],
    "topics": ["ai-tools"],
    "channel": "video",
    "cadence_days": 28,
    "notice_hours": 24,
}
SELDOM = Deadlines(silence_days=3660, next_booking_days=3660)
"""Fewer deadlines: each costs time in a test that spans years."""
IMPATIENT = MailLimits(
    shortest_outage=0.02,
    longest_outage=0.02,
    shortest_delay=0.02,
    last_chance=0,
    look_again=0.02,
)
"""Mails are tried again at once: outside of workflows no time is skipped."""
A_LONG_TIME = timedelta(weeks=4 * 53)
"""The longest that anything may go on by itself."""
BAD_NEWS = (DeliveryOutcome.REFUSED, DeliveryOutcome.GAVE_UP, DeliveryOutcome.NO_ADDRESS)


@dataclass
class Stage:
    """All that a worker uses, open to be looked at and to be broken."""

    client: Client
    skipper: TimeSkipper
    queue: str
    journal: BreakableJournal = field(default_factory=BreakableJournal)
    mailer: BreakableMailer = field(default_factory=BreakableMailer)
    roster: BreakableRoster = field(default_factory=BreakableRoster)
    assigner: Assigner = field(default_factory=ScipyAssigner)
    labour: Labour = field(default_factory=Labour)

    async def pass_time(self, handle: WorkflowHandle[Any, Any], by: timedelta) -> None:
        """Let time pass for one workflow; for one that is over by now, it does not matter."""
        try:
            until = await self.skipper.get_current_time(handle) + by
            while (left := until - await self.skipper.get_current_time(handle)) > timedelta():
                # Its answer may come too early: when a worker dies in the meantime.
                await self.skipper.fast_forward(handle, left)
        except RPCError as error:
            if error.status is not RPCStatusCode.NOT_FOUND:
                raise

    @property
    def adapters(self) -> Adapters:
        """What the worker is handed in instead of servers."""
        return Adapters(
            journal=self.journal,
            outbox=self.journal.outbox,
            correspondents=TemporalCorrespondents(self.client, self.journal),
            roster=self.roster,
            mailer=self.mailer,
            holidays=LibraryHolidays(),
            progress=JournalProgress(self.journal),
            pairings=TemporalPairings(self.client, self.queue, self.journal),
            workflows=TemporalWorkflows(self.client),
            assigner=self.assigner,
        )

    @asynccontextmanager
    async def worker(self, *workflows: type) -> AsyncIterator[None]:
        """A worker, put together as in production, with a post beside it, while the block lasts.

        ``workflows``: others than ours.
        """
        ours = workflows or WORKFLOWS
        worker = build_worker(self.client, self.queue, self.adapters, workflows=ours)
        async with post_at_work(self.adapters), self.labour.patient(worker):
            yield

    async def mails_settled(self) -> None:
        """Every mail has found its outcome."""
        await until(self.journal.outbox.waiting, lambda count: count == 0)

    def put_people(self, roster: str) -> str:
        """Junior, senior and the lead in a roster, whose name is given back."""
        self.roster.put(roster, person("p-junior"), person("p-senior"), person("p-lead", roles=()))
        return roster

    def another_roster(self) -> str:
        """The same three people in a roster in which no two of them are in a pairing yet."""
        return self.put_people(f"r-{uuid4().hex[:8]}")

    async def open_pairing(self, **changes: Any) -> "LivePairing":
        """Start a pairing of junior and senior; time stands still until it is moved on.

        Several at a time need each a roster of their own: nobody is in two pairings with the same.
        """
        pairing_id = new_pairing_id()
        return await self.start_pairing(
            pairing_id, PairingStart(setup=a_setup(pairing_id, **changes), revision=REVISION)
        )

    async def start_pairing(self, pairing_id: str, *arguments: Any) -> "LivePairing":
        """Start the workflow of a pairing with any arguments."""
        handle = await self.client.start_workflow(
            "Pairing", args=arguments, id=f"pairing-{pairing_id}", task_queue=self.queue
        )
        return LivePairing(self, handle, pairing_id)


@asynccontextmanager
async def post_at_work(adapters: Adapters) -> AsyncIterator[None]:
    """Mails are sent for as long as the block lasts, as the activity of a post does it."""
    stop = asyncio.Event()
    work = asyncio.create_task(office_of(adapters, IMPATIENT).work(stop))
    try:
        yield
    finally:
        stop.set()
        await work


async def asked(handle: WorkflowHandle[Any, Any], kind: type[S]) -> S | None:
    """The answer to the query ``state``; none as long as the server has not let the run begin."""
    try:
        found: S | None = await handle.query("state", result_type=kind)
    except RPCError as error:
        if error.status is not RPCStatusCode.FAILED_PRECONDITION:
            raise
        return None
    return found


async def live_out(
    skipper: TimeSkipper, handle: WorkflowHandle[Any, Any], longest: timedelta = A_LONG_TIME
) -> None:
    """Let time pass until a workflow has completed by itself, which takes no longer than that."""
    is_still_running = await skipper.fast_forward(handle, longest)
    assert not is_still_running


def raw(data: bytes, encoding: bytes = b"json/plain") -> RawValue:
    """A payload as any client might make one."""
    return RawValue(Payload(metadata={"encoding": encoding}, data=data))


def problems_of(failure: BaseException | None) -> tuple[Problem, ...]:
    """Every problem that a refusal lists, as data."""
    if not isinstance(failure, ApplicationError):
        raise AssertionError(f"not a refusal of ours: {failure!r}")
    return tuple(Problem.model_validate(problem) for problem in failure.details[0])


@dataclass
class LivePairing:
    """A running pairing, spoken to as integrations do."""

    stage: Stage
    handle: WorkflowHandle[Any, Any]
    pairing_id: str
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    # -- speaking to it --------------------------------------------------------------------------

    def message(self, acting: str, **fields: Any) -> dict[str, Any]:
        """A message with an id of its own."""
        base = {"message_id": f"m-{next(self.numbers)}", "pairing_id": self.pairing_id}
        return base | {"acting": acting} | fields

    async def send(self, name: str, *arguments: Any) -> dict[str, Any]:
        """An update with any arguments, and its answer."""
        answer: dict[str, Any] = await self.handle.execute_update(name, args=arguments)
        return answer

    async def ask(self, name: str, acting: str, **fields: Any) -> dict[str, Any]:
        """An update that is expected to be taken."""
        try:
            return await self.send(name, self.message(acting, **fields))
        except WorkflowUpdateFailedError as refused:
            raise AssertionError(f"{name} was refused: {refused.cause}") from refused

    async def refusal(self, name: str, *arguments: Any) -> tuple[Problem, ...]:
        """The problems that an update is refused with."""
        with pytest.raises(WorkflowUpdateFailedError) as refused:
            await self.send(name, *arguments)
        return problems_of(refused.value.cause)

    async def both(self, name: str, **fields: Any) -> None:
        """The same update of both sides."""
        for side in BOTH:
            await self.ask(name, side, **fields)

    async def at_once(self, *updates: tuple[str, dict[str, Any]]) -> list[Any]:
        """Updates that arrive in this order before the first is recorded; answers and failures."""
        with self.stage.journal.held():
            handles = [
                await self.handle.start_update(
                    name, message, wait_for_stage=WorkflowUpdateStage.ACCEPTED
                )
                for name, message in updates
            ]
        answers = [handle.result() for handle in handles]
        return await asyncio.gather(*answers, return_exceptions=True)

    async def tell(self, name: str, acting: str = "integration", **fields: Any) -> None:
        """A signal that is well formed."""
        await self.handle.signal(name, self.message(acting, **fields))

    async def caught_up(self) -> PairingState:
        """The state after all signals so far: an update is answered after what came before."""
        await self.refusal("annul", self.message("mentor"))
        return await self.state()

    async def waits_for_the_journal(self) -> None:
        """Until an append has failed, and Temporal waits to try it again.

        To let time pass while a workflow task is under way would start the next attempt at once.
        """

        async def waits() -> bool:
            found = (await self.handle.describe()).raw_description
            has_failed = any(activity.attempt > 1 for activity in found.pending_activities)
            return has_failed and not found.HasField("pending_workflow_task")

        await until(waits, bool)

    # -- looking at it ---------------------------------------------------------------------------

    async def state(self) -> PairingState:
        """What the query ``state`` answers, once the pairing has been opened or has gone on."""
        found = await until(partial(asked, self.handle, PairingState), bool)
        assert found is not None
        return found

    async def until(self, is_true: Callable[[PairingState], bool]) -> PairingState:
        """The first state that the condition is true of, once the pairing has been opened."""
        return await until(self.state, lambda state: bool(state) and is_true(state))

    async def told_all(self) -> PairingState:
        """The state when every mail has found its outcome, and bad ones are known to it."""
        settled = await until(self._when_settled, lambda state: state is not None)
        assert settled is not None
        return settled

    async def _when_settled(self) -> PairingState | None:
        if await self.stage.journal.outbox.waiting():
            return None
        state = await self.state()
        if await self.stage.journal.outbox.waiting() or state is None:
            return None
        known = {sent.notice.id: sent.outcome for sent in state.desk.told}
        bad = [id_ for id_ in known if self.outcome(id_) in BAD_NEWS]
        return state if all(known[id_] for id_ in bad) else None

    def outcome(self, notice_id: str) -> DeliveryOutcome | None:
        """How a mail of this pairing fared, as the delivery ledger has it."""
        return self.stage.journal.outbox.outcome(f"pairing-{self.pairing_id}", notice_id)

    async def records(self) -> list[EventRecord]:
        """The pairing's journal stream."""
        stored = await self.stage.journal.read(f"pairing-{self.pairing_id}")
        return [event.record for event in stored]

    async def folded(self) -> PairingState | None:
        """The state that the journal amounts to, as the query ``state`` shows it."""
        found = fold(await self.records())
        return without_fingerprints(found) if found else None

    # -- time ------------------------------------------------------------------------------------

    async def forward(self, by: timedelta) -> None:
        """Let time pass for this pairing alone; everything that falls due is done."""
        await self.stage.pass_time(self.handle, by)

    async def until_due(self, kind: DeadlineKind, state: PairingState | None = None) -> timedelta:
        """The time until all deadlines of a kind have passed; weekends and holidays delay them.

        ``state``: in which they were seen, if that may be another one by now.
        """
        state = state or await self.state()
        dues = [one.due for one in state.deadlines if one.kind is kind]
        return max(dues) - await self.now() + timedelta(minutes=1)

    async def now(self) -> datetime:
        """The time as the pairing sees it."""
        return await self.stage.skipper.get_current_time(self.handle)

    # -- living it -------------------------------------------------------------------------------

    async def assess(self) -> None:
        """Both record what they bring along."""
        levels = {"ai-tools": 4, "data": 3}, {"ai-tools": 1, "data": 1}
        for side, knowledge in zip(BOTH, levels, strict=True):
            await self.ask(
                "submit_assessment",
                side,
                knowledge=knowledge,
                confidence={"ai-tools": 3, "data": 3},
                experience=["leadership"],
            )

    async def agree(self) -> None:
        """Both say what they hope for, and accept what follows from it."""
        await self.both("submit_expectations", **EXPECTATIONS)
        agreement = (await self.state()).preparation.agreement
        await self.both("accept_agreement", version=agreement.version if agreement else "")

    async def prepare(self) -> PairingState:
        """From the invitation to the first session, without delay."""
        await self.both("accept")
        await self.assess()
        await self.agree()
        await self.both("accept_plan", version=1)
        return await self.state()

    async def book(self, starts_in: timedelta = timedelta(days=2)) -> Session:
        """An appointment for the next session of the plan."""
        planned = next(
            session
            for session in (await self.state()).sessions
            if session.status is SessionStatus.PLANNED
        )
        starts_at = await self.now() + starts_in
        await self.ask(
            "book_session", "mentee", session_id=planned.id, starts_at=starts_at.isoformat()
        )
        booked = (await self.state()).session(planned.id)
        assert booked is not None
        return booked

    async def meet(self) -> Session:
        """Book the next session, hold it, and look back on it."""
        session = await self.book()
        await self.forward(timedelta(days=2, hours=1, minutes=30))
        await self.tell("session_completed", session_id=session.id, held_at=session.starts_at)
        await self.both("submit_reflection", session_id=session.id, topic="ai-tools", rating=4)
        return session

    async def look_back(self, partnership: bool = False) -> None:
        """Both hand in their review."""
        await self.both(
            "submit_review",
            confidence={"ai-tools": 5},
            objectives="reached",
            again=True,
            partnership=partnership,
        )

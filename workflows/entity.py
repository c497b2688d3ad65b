"""What pairings and cohorts have in common: one inbox, one loop, one writer of one journal stream.

The order is always the same: first the journal, then the memory, then the world. Nothing that
arrives is acted upon before the journal has it, and nothing that the journal has is forgotten.
"""

import asyncio
from collections.abc import Coroutine, Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ApplicationError

from activities.failures import as_failure
from domain.engine.base import Frozen
from domain.engine.errors import IS_NAME, Problem, Refused
from domain.engine.messages import RENEW, Message
from workflows.alarm import Alarm
from workflows.continued_state import is_handed_on
from workflows.entity_kind import C, EntityKind, S
from workflows.errands import Errands
from workflows.inbox import Inbox, InboxEntry, Unknown, Unread
from workflows.memory import Memory
from workflows.payloads import MISSING, decode
from workflows.revisions import revision_of
from workflows.rules import rejected
from workflows.search import show_search_attributes

HISTORY_LIMIT = 1000
"""Number of events in Temporal's history after which an entity continues as new."""
NOT_CANCELLED = Problem(
    path="", problem="nothing ends without a reason that is recorded", allowed="the update end"
)

R = TypeVar("R")


class Entity(Generic[S, C]):
    """One durable entity: messages and time go in, events come out, one turn after the other."""

    def __init__(self, kind: EntityKind[S, C]) -> None:
        self._kind = kind
        self._renewal_wanted = False
        self._inbox = Inbox()
        self._errands = Errands(self._inbox)
        self._alarm = Alarm()
        # While the journal is away no deadline can be decided on: nothing need wake the run.
        self._memory = Memory(kind, if_slow=self._alarm.silence)
        self._at_work = False

    @property
    def _state(self) -> S | None:
        """The state, once the entity has been opened or has gone on."""
        return self._memory.state

    @property
    def _now(self) -> S:
        """The state. Raises `RuntimeError` before there is one."""
        if self._state is None:
            raise RuntimeError("the entity has not begun")
        return self._state

    # -- how a run begins ------------------------------------------------------------------------

    async def choose_rules(self, raw: RawValue) -> int:
        """Find out by which revision of the rules this run decides, before it decides anything."""
        revision = await revision_of(raw, self._kind.newest)
        self._memory.go_by(revision)
        return revision

    async def _go_on(self, handed_on: S | None) -> None:
        """Go on from what the journal says; what is still to do in the world is done.

        A state is believed only if the run before this one has handed it on.
        """
        trusted = handed_on if is_handed_on() else None
        self._tell_the_world(await self._memory.go_on(trusted))

    async def _open(self, *commands: C) -> None:
        """Let these commands be the first, whatever has arrived in the meantime."""
        for command in reversed(commands):
            self._inbox.put_first(InboxEntry(command, size=len(command.model_dump_json().encode())))
        await self._turn()

    # -- what arrives ----------------------------------------------------------------------------

    def check(self, raw: RawValue, model: type[Message]) -> None:
        """Refuse an update before it is accepted; nothing of it remains in the history.

        While something else is in hand, only the shape can be judged; the loop decides the rest.
        """
        try:
            message = decode(raw, model, model.largest)
            if self._state is not None and self._inbox.is_empty and not self._at_work:
                self._memory.rules.handle(self._state, message, workflow.now())
        except Refused as refused:
            raise as_failure(refused) from None

    async def ask(self, raw: RawValue, model: type[Message]) -> Frozen:
        """Take an update that was checked, and answer when the journal has it."""
        # `check` has seen the same bytes, but on a replay it is not called.
        message = decode(raw, model)
        try:
            await self._look_into(message)
        except Refused as refused:
            raise as_failure(refused) from None
        entry = InboxEntry(message, size=len(raw.payload.data))
        self._inbox.put(entry)
        await workflow.wait_condition(lambda: entry.done)
        if entry.refused is not None:
            raise as_failure(entry.refused)
        if entry.receipt is None:
            raise ApplicationError("the message was not answered", non_retryable=True)
        return entry.receipt

    async def _look_into(self, message: Frozen) -> None:
        """Look up what an update depends on before it is decided; raises `Refused`."""

    def take(self, raw: RawValue, model: type[Message]) -> None:
        """Take a signal; what cannot be taken will be recorded. Never raises."""
        # Decoding waits for the turn: after an outage thousands of signals arrive in one task.
        self._inbox.put(InboxEntry(Unread(raw, model), fact=model.name))

    @workflow.signal(
        name=RENEW,
        description="Continue as new under the newest rules, once at rest",
    )
    def renew(self, _raw: RawValue = MISSING) -> None:
        """Ask for a run that goes by the newest rules; asked twice, nothing else happens."""
        self._renewal_wanted = True

    def reject(self, name: str, known: Sequence[str], raw: Sequence[RawValue]) -> None:
        """Record that a signal of this name does not exist, and which ones do."""
        # The name was chosen by the sender, and goes into the journal: it might be private.
        readable = name[:64] if IS_NAME.fullmatch(name[:64]) else "unreadable"
        self._inbox.put(InboxEntry(Unknown(raw, known), fact=readable))

    async def survive_cancellation(self, course: Coroutine[Any, Any, R]) -> R:
        """Go on when a cancellation is requested: it is recorded, with how to ask for an end."""
        task = asyncio.create_task(course)
        while True:
            try:
                # Without the shield a cancellation would tear the course down in mid-append.
                return await asyncio.shield(task)
            except asyncio.CancelledError:
                if task.cancelled():
                    raise
                self._inbox.put(InboxEntry(rejected("request to cancel", None, (NOT_CANCELLED,))))

    # -- the loop --------------------------------------------------------------------------------

    async def _while_in(self, stage: StrEnum) -> None:
        """Turn after turn in one stage; between two turns another run may take over."""
        while self._now.stage is stage and not self._now.archived:
            if self._should_continue_as_new():
                # An await in between would be dangerous: a message that arrived then would be lost.
                workflow.continue_as_new(self._kind.resume(self._now, self._kind.newest))
            await self._turn()

    async def _turn(self) -> None:
        """Wait until there is something to do, then do it: journal, memory, world."""
        await self._until_something_happens()
        await self._look_before_silence_decides()
        # While the append is awaited the state is behind, and `check` must not judge by it.
        self._at_work = True
        entries = self._inbox.take()
        # With more to come, the task should not stay open: let what arrives be taken in.
        await self._memory.record(entries, within_task=self._inbox.is_empty)
        # An await from here on would be dangerous: an errand forgotten too early is done twice.
        self._at_work = False
        for entry in entries:
            entry.done = True
            if entry.errand is not None:
                self._errands.forget(entry.errand)
        if self._inbox.is_empty:
            self._memory.forget_the_lost_task()
        if self._state is not None:
            self._tell_the_world(self._state)

    async def _until_something_happens(self) -> None:
        state = self._state
        if state is not None and state.next_due is not None:
            self._alarm.set(state.next_due.due, self._kind.next_in_words(state))
        else:
            self._alarm.silence()
        await workflow.wait_condition(lambda: self._alarm.rings or self._is_awake())

    async def _look_before_silence_decides(self) -> None:
        """Read the journal: while it is out of reach nobody can answer, and nothing is decided."""
        if self._state and self._kind.decides_by_silence(self._state, workflow.now()):
            await self._memory.catch_up()

    def _is_awake(self) -> bool:
        self._errands.raise_what_broke()
        something_new = not self._inbox.is_empty or self._memory.was_cut_off
        return something_new or self._should_continue_as_new()

    def _tell_the_world(self, state: S) -> None:
        kind = self._kind
        show_search_attributes(kind.search_values(state))
        workflow.set_current_details(kind.details(state, workflow.info().namespace))
        self._errands.start(kind.work(state))

    async def finish(self) -> None:
        """Nothing can happen any more: answer what still waits before the workflow completes."""
        # Completing would fail updates that have been accepted but not answered yet.
        while True:
            await workflow.wait_condition(lambda: not self._inbox.is_empty or self._is_at_rest)
            if self._is_at_rest:
                return
            await self._turn()

    # -- staying small ---------------------------------------------------------------------------

    def _should_continue_as_new(self) -> bool:
        """Whether a new run is due, and nothing is under way that this one would lose."""
        info = workflow.info()
        long = info.get_current_history_length() > HISTORY_LIMIT
        is_time = long or info.is_continue_as_new_suggested() or self._renewal_wanted
        # The next run would know nothing of an outage.
        return is_time and self._is_at_rest and not self._memory.was_cut_off

    @property
    def _is_at_rest(self) -> bool:
        """Whether no sender waits for an answer, and no errand is under way."""
        return (
            self._inbox.is_empty
            and self._errands.none_under_way
            and workflow.all_handlers_finished()
        )

"""The decider of pairings and cohorts: a command comes in, events and a new state come out."""

from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, Self, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.errors import not_allowed
from domain.engine.events import DomainEvent
from domain.engine.fingerprints import Fingerprint
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.messages import Message, Receipt
from domain.engine.orders import ElapseDeadlines
from domain.engine.roles import Role
from domain.engine.wire import to_record

RECEIPTS_KEPT = 200
"""Number of receipts that are kept; older repetitions are caught by the business rules."""


class DeciderState(Protocol):
    """What this module needs of a state."""

    @property
    def revision(self) -> int:
        """The revision of the rules by which commands are decided."""
        ...

    @property
    def receipts(self) -> tuple[Receipt, ...]:
        """The latest receipts, newest last."""
        ...

    @property
    def fingerprints(self) -> tuple[Fingerprint, ...]:
        """Those of the messages with a receipt, as far as they have not been erased."""
        ...

    def receipt_for(self, message_id: str, message: str, acting: Role, at: Instant) -> Receipt:
        """The receipt for a message, given the present state."""
        ...

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """A copy with other values."""
        ...


S = TypeVar("S", bound=DeciderState)
C = TypeVar("C", bound=Frozen)
E = TypeVar("E", bound=DomainEvent)
S_co = TypeVar("S_co", covariant=True)


@dataclass(frozen=True)
class Step(Generic[S_co]):
    """The result of a command: records for the journal, the state after them, and a receipt."""

    state: S_co
    events: tuple[DomainEvent, ...]
    """What is in the records."""
    records: tuple[EventRecord, ...]
    receipt: Frozen | None
    """The receipt for a message; absent for the engine's own orders."""


def under(state: S, revision: int) -> S:
    """The state under a revision of the rules, which read it there."""
    return state.model_copy(update={"revision": revision})


def with_receipt(state: S, record: EventRecord) -> S:
    """The state with the receipt, and the fingerprint, of the message that caused the record."""
    meta = record.meta
    if meta.message_id is None or meta.message is None or meta.acting is None:
        return state
    acting = Role(meta.acting)
    receipt = state.receipt_for(meta.message_id, meta.message, acting, record.occurred_at)
    # A message with several events gets the receipt of the last one, with its version.
    others = tuple(earlier for earlier in state.receipts if earlier.message_id != meta.message_id)
    state = state.model_copy(update={"receipts": (*others, receipt)[-RECEIPTS_KEPT:]})
    return _with_fingerprint(state, meta.message_id, record.fingerprint)


def _with_fingerprint(state: S, message_id: str, value: str | None) -> S:
    # Only the first record of a message has it.
    if value is None:
        return state
    others = tuple(earlier for earlier in state.fingerprints if earlier.message_id != message_id)
    latest = (*others, Fingerprint(message_id=message_id, value=value))[-RECEIPTS_KEPT:]
    return state.model_copy(update={"fingerprints": latest})


def without_fingerprints(state: S) -> S:
    """The state as it may be shown."""
    return state.model_copy(update={"fingerprints": ()})


@dataclass(frozen=True)
class Decider(Generic[S, C, E]):
    """The rules of one kind of entity as an object of functions (the decider pattern)."""

    decide: Callable[[S | None, C, Instant, int], tuple[E, ...]]
    """State, command, now, and the revision for what has no state yet."""
    evolve: Callable[[S | None, E, EventRecord, int], S]
    consequences: Callable[[E, S], tuple[E, ...]]
    cohort_of: Callable[[S], str]

    def handle(self, state: S | None, command: C, now: Instant, revision: int) -> Step[S]:
        """Decide on a command, and on everything that follows from it, by a revision of the rules.

        A message that was accepted before changes nothing and gets its recorded receipt; another
        one under its id is not allowed. Raises `domain.engine.errors.Refused` if the command is not
        allowed; then nothing has changed.
        """
        if state is not None and (recorded := _recorded(state, command)):
            return Step(state=state, events=(), records=(), receipt=recorded)
        if state is not None:
            # A state that was folded, or handed on, may name the revision of another run.
            state = under(state, revision)
        meta = self._meta_of(state, command)
        decided = self.decide(state, command, now, revision)
        fingerprint = command.fingerprint if isinstance(command, Message) else None
        after, happened = self._unfold(state, decided, meta, revision, fingerprint)
        # One deadline at a time: what the first one ends, the next ones need not remind of.
        while isinstance(command, ElapseDeadlines) and after is not None:
            decided = self.decide(after, command, now, revision)
            if not decided:
                break
            after, more = self._unfold(after, decided, meta, revision)
            happened += more
        if after is None:
            raise not_allowed("", "nothing begins without being opened")
        return Step(
            state=after,
            events=tuple(event for event, _ in happened),
            records=tuple(record for _, record in happened),
            receipt=_receipt_now(after, command, now),
        )

    def _unfold(
        self,
        state: S | None,
        events: tuple[E, ...],
        meta: EventMeta,
        revision: int,
        fingerprint: str | None = None,
    ) -> tuple[S | None, list[tuple[E, EventRecord]]]:
        """Apply events and all their consequences, breadth first."""
        waiting, happened = deque(events), list[tuple[E, EventRecord]]()
        while waiting:
            event = waiting.popleft()
            record = to_record(event, meta, None if happened else fingerprint)
            # Consequences look at the state after their event, not after all of them.
            state = self.evolve(state, event, record, revision)
            happened.append((event, record))
            waiting.extend(self.consequences(event, state))
        return state, happened

    def _meta_of(self, state: S | None, command: C) -> EventMeta:
        cohort = self.cohort_of(state) if state is not None else None
        if not isinstance(command, Message):
            return EventMeta(cohort_id=cohort)
        return EventMeta(
            message_id=command.message_id,
            message=command.name,
            acting=command.acting,
            cohort_id=cohort,
        )


def _recorded(state: DeciderState, command: Frozen) -> Receipt | None:
    """The receipt of the same message, if it was accepted before."""
    if not isinstance(command, Message):
        return None
    receipt = _receipt_of(state, command)
    if receipt is None:
        return None
    # The same from the other side, or edited, is no repetition: answered as one, it would be lost.
    used = f"was used before, for {receipt.message} by {receipt.acting} at {receipt.at.isoformat()}"
    if (receipt.message, receipt.acting) != (command.name, command.acting):
        raise not_allowed("message_id", used, "an id of its own")
    known = (one.value for one in state.fingerprints if one.message_id == command.message_id)
    if next(known, command.fingerprint) != command.fingerprint:
        raise not_allowed("message_id", f"{used}, with other content", "an id of its own")
    return receipt


def _receipt_now(state: DeciderState, command: Frozen, now: Instant) -> Receipt | None:
    """The recorded receipt, or a new one for a message that changed nothing."""
    if not isinstance(command, Message):
        return None
    receipt = _receipt_of(state, command)
    if receipt is not None:
        return receipt
    return state.receipt_for(command.message_id, command.name, command.acting, now)


def _receipt_of(state: DeciderState, message: Message) -> Receipt | None:
    return next(
        (receipt for receipt in state.receipts if receipt.message_id == message.message_id), None
    )

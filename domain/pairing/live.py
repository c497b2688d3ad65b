"""One step in the life of a pairing: a command comes in, events and a new state come out."""

from collections import deque

from domain.base import Instant
from domain.errors import not_allowed
from domain.journal import EventMeta, EventRecord
from domain.orders import ElapseDeadlines
from domain.pairing.commands import Command, PairingMessage
from domain.pairing.consequences import consequences
from domain.pairing.decide import decide
from domain.pairing.events import PairingEvent
from domain.pairing.evolve import evolve
from domain.pairing.state import PairingState, Receipt
from domain.step import Step
from domain.wire import to_record


def live(state: PairingState | None, command: Command, now: Instant) -> Step[PairingState]:
    """Decide on a command and on everything that follows from it.

    A message that was taken before is a no-op and gets its recorded answer. Raises
    `domain.errors.Refused` when the command is not possible; then nothing has changed.
    """
    if state is not None and (receipt := _recorded(state, command)):
        return Step(state=state, records=(), receipt=receipt)
    meta = _meta_of(state, command)
    after, records = _unfold(state, decide(state, command, now), meta)
    while isinstance(command, ElapseDeadlines) and after is not None:
        events = decide(after, command, now)
        if not events:
            break
        after, more = _unfold(after, events, meta)
        records += more
    if after is None:
        raise not_allowed("", "a pairing cannot begin without being opened")
    return Step(state=after, records=tuple(records), receipt=_receipt(after, command, now))


def _unfold(
    state: PairingState | None, events: tuple[PairingEvent, ...], meta: EventMeta
) -> tuple[PairingState | None, list[EventRecord]]:
    """Apply events and all their consequences, first come, first served."""
    waiting, records = deque(events), []
    while waiting:
        event = waiting.popleft()
        state = evolve(state, event, meta)
        records.append(to_record(event, meta))
        waiting.extend(consequences(event, state))
    return state, records


def _meta_of(state: PairingState | None, command: Command) -> EventMeta:
    cohort = state.setup.cohort_id if state else None
    if not isinstance(command, PairingMessage):
        return EventMeta(cohort_id=cohort)
    return EventMeta(
        message_id=command.message_id,
        message=command.name,
        acting=command.acting,
        cohort_id=cohort,
    )


def _recorded(state: PairingState, command: Command) -> Receipt | None:
    """The answer to the same message, if it was taken before."""
    if not isinstance(command, PairingMessage):
        return None
    receipt = state.receipt(command.message_id)
    if receipt is not None and receipt.message != command.name:
        raise not_allowed(
            "message_id", f"was used before, for {receipt.message}", "an id of its own"
        )
    return receipt


def _receipt(state: PairingState, command: Command, now: Instant) -> Receipt | None:
    """The recorded answer, or that of a message which changed nothing."""
    if not isinstance(command, PairingMessage):
        return None
    return state.receipt(command.message_id) or Receipt(
        message_id=command.message_id,
        message=command.name,
        version=state.version,
        stage=state.stage,
        at=now,
    )

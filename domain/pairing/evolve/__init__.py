"""`evolve(state, event) → state`: the only way a pairing's state comes about.

Each event has one small function that applies its facts, and at most one in `ahead` that moves the
timetable. Folding a journal therefore gives the same state as living through it.
"""

from collections.abc import Iterable

from domain.journal import EventMeta, EventRecord
from domain.pairing.events import (
    PAIRING_EVENTS,
    DeadlineElapsed,
    PairingEvent,
    PairingOpened,
    PairingPaused,
)
from domain.pairing.evolve import (
    messages,
    people,
    preparation,
    reviews,
    sessions,
    sessions_ahead,
)
from domain.pairing.evolve.ahead import look_ahead
from domain.pairing.evolve.course import apply, opened
from domain.pairing.state import PairingState, Receipt
from domain.wire import from_record

__all__ = [
    "apply",
    "evolve",
    "fold",
    "messages",
    "people",
    "preparation",
    "reviews",
    "sessions",
    "sessions_ahead",
]

RECEIPTS_KEPT = 200
"""So many answers are remembered; older repetitions are caught by the business rules."""


def evolve(state: PairingState | None, event: PairingEvent, meta: EventMeta) -> PairingState:
    """The state after an event. A pairing begins with `PairingOpened` and with nothing else."""
    if state is None:
        if not isinstance(event, PairingOpened):
            raise ValueError(f"a pairing begins with {PairingOpened.tag}, not with {event.tag}")
        changed = opened(event)
    else:
        changed = apply(event, state)
    changed = _with_timetable(changed, event)
    changed = changed.model_copy(update={"version": changed.version + 1})
    return _with_receipt(changed, event, meta)


def fold(records: Iterable[EventRecord], state: PairingState | None = None) -> PairingState | None:
    """The state after all records of a stream; ``None`` for an empty one."""
    for record in records:
        state = evolve(state, from_record(record, PAIRING_EVENTS), record.meta)
    return state


def _with_timetable(state: PairingState, event: PairingEvent) -> PairingState:
    """During a pause, events move the deadlines that are kept for later, not the pause's own."""
    if state.pause is None or isinstance(event, PairingPaused | DeadlineElapsed):
        return look_ahead(event, state)
    later = look_ahead(event, state.model_copy(update={"deadlines": state.pause.kept}))
    pause = state.pause.model_copy(update={"kept": later.deadlines})
    return later.model_copy(update={"pause": pause, "deadlines": state.deadlines})


def _with_receipt(state: PairingState, event: PairingEvent, meta: EventMeta) -> PairingState:
    if meta.message_id is None or meta.message is None:
        return state
    receipt = Receipt(
        message_id=meta.message_id,
        message=meta.message,
        version=state.version,
        stage=state.stage,
        at=event.occurred_at,
    )
    others = tuple(one for one in state.receipts if one.message_id != meta.message_id)
    return state.model_copy(update={"receipts": (*others, receipt)[-RECEIPTS_KEPT:]})

"""`evolve(state, event) → state`: the only way a pairing's state comes about.

Each event has one small function that applies its facts, and at most one in `ahead` that moves the
timetable. Folding a journal therefore gives the same state as living through it.
"""

from collections.abc import Iterable

from domain.engine.decider import with_receipt
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.tables import complete, rule_for, sparse
from domain.engine.timetable import moved
from domain.engine.wire import from_record
from domain.pairing.events import (
    LATER_EVENTS,
    PAIRING_EVENTS,
    DeadlineElapsed,
    PairingEvent,
    PairingOpened,
    PairingPaused,
    PersonLeaving,
)
from domain.pairing.evolve import (
    ahead,
    course,
    messages,
    people,
    preparation,
    reviews,
    sessions,
    sessions_ahead,
)
from domain.pairing.evolve.course import opened
from domain.pairing.state import PairingState


def evolve(state: PairingState | None, event: PairingEvent, meta: EventMeta) -> PairingState:
    """The state after an event. A pairing begins with `PairingOpened` and with nothing else."""
    if state is None:
        if not isinstance(event, PairingOpened):
            raise ValueError(f"a pairing begins with {PairingOpened.tag}, not with {event.tag}")
        changed = opened(event)
    else:
        changed = rule_for(event, APPLY)(event, state)
    changed = _with_timetable(changed, event)
    changed = changed.model_copy(update={"version": changed.version + 1})
    return with_receipt(changed, event, meta)


def fold(records: Iterable[EventRecord], state: PairingState | None = None) -> PairingState | None:
    """The state after all records of a stream; ``None`` for an empty one."""
    for record in records:
        state = evolve(state, from_record(record, PAIRING_EVENTS), record.meta)
    return state


def _with_timetable(state: PairingState, event: PairingEvent) -> PairingState:
    """During a pause, events move the deadlines that are kept for later, not the pause's own.

    They do so as if the pause ended now; what they arm keeps its full length that way.
    """
    if state.pause is None or isinstance(event, PairingPaused | DeadlineElapsed | PersonLeaving):
        return rule_for(event, AHEAD)(event, state)
    so_far = event.occurred_at - state.pause.since
    as_if = state.model_copy(update={"deadlines": moved(state.pause.kept, so_far)})
    later = rule_for(event, AHEAD)(event, as_if)
    pause = state.pause.model_copy(update={"kept": moved(later.deadlines, -so_far)})
    return later.model_copy(update={"pause": pause, "deadlines": state.deadlines})


def _untouched(event: PairingEvent, state: PairingState) -> PairingState:
    """Most events do not touch the timetable."""
    return state


APPLY = complete(
    LATER_EVENTS,
    course.APPLY,
    messages.APPLY,
    people.APPLY,
    preparation.APPLY,
    reviews.APPLY,
    sessions.APPLY,
    verb="applies",
)
"""The state with the facts of an event."""

AHEAD = sparse(PAIRING_EVENTS, ahead.AHEAD, sessions_ahead.AHEAD, otherwise=_untouched)
"""The state with the timetable as an event leaves it."""

"""`evolve(state, event) → state`: the only way a cohort's state comes about.

Each event has one small function that applies its facts, and at most one in `ahead` that moves the
timetable. Folding a journal therefore gives the same state as living through it.
"""

from collections.abc import Iterable

from domain.cohort.events import (
    COHORT_EVENTS,
    LATER_EVENTS,
    CohortDeadlineElapsed,
    CohortEvent,
    CohortOpened,
    CohortPaused,
    OrderCarriedOut,
)
from domain.cohort.evolve import ahead, course, matches, messages, pairings
from domain.cohort.evolve.course import opened
from domain.cohort.state import CohortState
from domain.engine.decider import with_receipt
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.tables import complete, rule_for, sparse
from domain.engine.timetable import moved
from domain.engine.wire import from_record


def evolve(state: CohortState | None, event: CohortEvent, meta: EventMeta) -> CohortState:
    """The state after an event. A cohort begins with `CohortOpened` and with nothing else."""
    if state is None:
        if not isinstance(event, CohortOpened):
            raise ValueError(f"a cohort begins with {CohortOpened.tag}, not with {event.tag}")
        changed = opened(event)
    else:
        changed = rule_for(event, APPLY)(event, state)
    changed = _with_timetable(changed, event)
    changed = changed.model_copy(update={"version": changed.version + 1})
    return with_receipt(changed, event, meta)


def fold(records: Iterable[EventRecord], state: CohortState | None = None) -> CohortState | None:
    """The state after all records of a stream; ``None`` for an empty one."""
    for record in records:
        state = evolve(state, from_record(record, COHORT_EVENTS), record.meta)
    return state


def _with_timetable(state: CohortState, event: CohortEvent) -> CohortState:
    """During a pause, events move the deadlines that are kept for later, not the pause's own.

    They do so as if the pause ended now; what they arm keeps its full length that way.
    """
    of_the_pause = CohortPaused | CohortDeadlineElapsed | OrderCarriedOut
    if state.pause is None or isinstance(event, of_the_pause):
        return rule_for(event, AHEAD)(event, state)
    so_far = event.occurred_at - state.pause.since
    as_if = state.model_copy(update={"deadlines": moved(state.pause.kept, so_far)})
    later = rule_for(event, AHEAD)(event, as_if)
    pause = state.pause.model_copy(update={"kept": moved(later.deadlines, -so_far)})
    return later.model_copy(update={"pause": pause, "deadlines": state.deadlines})


def _untouched(event: CohortEvent, state: CohortState) -> CohortState:
    """Most events do not touch the timetable."""
    return state


APPLY = complete(
    LATER_EVENTS,
    course.APPLY,
    matches.APPLY,
    messages.APPLY,
    pairings.APPLY,
    verb="applies",
)
"""The state with the facts of an event."""

AHEAD = sparse(COHORT_EVENTS, ahead.AHEAD, otherwise=_untouched)
"""The state with the timetable as an event leaves it."""

"""`evolve(state, event) → state`: the only way a cohort's state is computed.

Each event has one small function that applies its data, and at most one in `ahead` that moves the
timetable. Folding a journal therefore gives the same state as deciding on commands does.
"""

from domain.cohort.event import CohortEvent
from domain.cohort.events import (
    COHORT_EVENTS,
    FIRST_EVENTS,
    LATER_EVENTS,
    CohortDeadlineElapsed,
    CohortItemAcknowledged,
    CohortItemOpened,
    CohortItemSettled,
    CohortItemSnoozed,
    CohortPaused,
    InstructionCarriedOut,
)
from domain.cohort.evolve import ahead, briefings, course, matches, messages, pairings, people
from domain.cohort.state import CohortState
from domain.engine.evolving import Evolver
from domain.engine.tables import complete, sparse
from domain.programme.revision import REVISION


def _untouched(event: CohortEvent, state: CohortState) -> CohortState:
    """Most events do not touch the timetable."""
    return state


BEGIN = complete(FIRST_EVENTS, course.BEGIN, verb="begins with")
"""The first state."""

APPLY = complete(
    LATER_EVENTS,
    briefings.APPLY,
    course.APPLY,
    matches.APPLY,
    messages.APPLY,
    pairings.APPLY,
    people.APPLY,
    verb="applies",
)
"""The state with the content of an event."""

AHEAD = sparse(COHORT_EVENTS, ahead.AHEAD, otherwise=_untouched)
"""The state with the timetable as an event leaves it."""

_EVOLVER = Evolver[CohortState, CohortEvent](
    newest=REVISION,
    events=COHORT_EVENTS,
    begin=BEGIN,
    apply=APPLY,
    ahead=AHEAD,
    of_the_pause=(
        CohortPaused,
        CohortDeadlineElapsed,
        InstructionCarriedOut,
        CohortItemOpened,
        CohortItemAcknowledged,
        CohortItemSnoozed,
        CohortItemSettled,
    ),
)
evolve = _EVOLVER.evolve
fold = _EVOLVER.fold
take = _EVOLVER.take

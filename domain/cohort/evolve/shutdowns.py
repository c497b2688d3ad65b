"""How a shutdown that was announced meanwhile moves the timetable of a cohort."""

from domain.cohort.events import CohortCalendarRenewed
from domain.cohort.state import CohortState
from domain.cohort.timetable import CONFIRMATION, LADDERS, on_time
from domain.engine.timetable import with_deadlines
from domain.programme.shutdowns import behind


def behind_shutdown(event: CohortCalendarRenewed, state: CohortState) -> CohortState:
    """The state in which nothing falls due on a day that is closed."""
    if not event.closed:
        return state
    lines = behind(
        state.deadlines,
        LADDERS,
        state.calendar,
        event.closed,
        event.occurred_at,
        lambda line: line.kind in CONFIRMATION,
    )
    return with_deadlines(state, (on_time(state, line) for line in lines))

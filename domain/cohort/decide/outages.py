"""An outage delays, it never decides: which deadlines of a cohort wait until when."""

from functools import partial

from domain.cohort.events import CohortDeadlinePostponed, Events
from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.timetable import LADDERS, decides
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.outage import Interruption, Patience


def postponements(after: Interruption, state: CohortState, now: Instant) -> Events:
    """Nothing is decided by silence before the working days are over that the programme grants."""
    patience = Patience(
        LADDERS,
        decides=lambda line: decides(line.kind, state),
        until=partial(_until, state, after),
    )
    return tuple(
        CohortDeadlinePostponed(
            occurred_at=now,
            kind=late.line.kind,
            due=late.line.due,
            until=late.until,
            delay=after.delay,
            supersedes=tuple(mild.kind for mild in late.milder),
        )
        for late in patience.put_off(state.deadlines, state.pause, after, now)
    )


def _until(state: CohortState, after: Interruption, line: CohortDeadline) -> Instant:
    """When the deadline may decide: the owners have had their working days by then."""
    days = state.request.deadlines
    until = state.calendar.in_working_days(after.over_at, days.after_outage_working_days)
    if line.kind is not CohortDeadlineKind.ENDING_OVER:
        return until
    # The pairings have got more time as well, and end before the cohort as they would have.
    return state.calendar.in_days(until, days.review_days)

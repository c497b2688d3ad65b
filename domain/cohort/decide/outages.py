"""An outage delays, it never decides: which deadlines of a cohort wait until when."""

from functools import partial

from domain.cohort.events import CohortDeadlinePostponed, Events
from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.timetable import LADDERS, decides
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.events import Delay
from domain.engine.outage import Interruption, every_deadline, too_early


def postponements(after: Interruption, state: CohortState, now: Instant) -> Events:
    """Nothing is decided by silence before the working days are over that the programme grants."""
    every = every_deadline(state.deadlines, state.pause, now)
    deciding = (line for line in every if decides(line.kind, state))
    return tuple(
        CohortDeadlinePostponed(
            occurred_at=now,
            kind=line.kind,
            due=line.due,
            until=until,
            delay=after.delay,
            supersedes=tuple(mild.kind for mild in _milder(state, after, line, now)),
        )
        for line, until in too_early(deciding, after, partial(_until, state, after))
    )


def _milder(
    state: CohortState, after: Interruption, line: CohortDeadline, now: Instant
) -> tuple[CohortDeadline, ...]:
    """What is reminded of at once; while mails wait nobody is, and reminders keep their turn."""
    if after.delay is Delay.MAIL_WAITING:
        return ()
    return LADDERS.superseded(state.deadlines, line, now)


def _until(state: CohortState, after: Interruption, line: CohortDeadline) -> Instant:
    """When the deadline may decide: the owners have had their working days by then."""
    days = state.request.deadlines
    until = state.calendar.in_working_days(after.over_at, days.after_outage_working_days)
    if line.kind is not CohortDeadlineKind.ENDING_OVER:
        return until
    # The pairings have got more time as well, and end before the cohort as they would have.
    return state.calendar.in_days(until, days.review_days)

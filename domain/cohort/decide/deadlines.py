"""What the deadlines of a cohort do: which elapse, and which wait after an outage until when."""

from domain.cohort.event import CohortEvent
from domain.cohort.events import CohortDeadlineElapsed, CohortDeadlinePostponed
from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.timetable import EFFECTS, LADDERS, decides
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.elapsing import DeadlineRules, PutOff, kinds_of
from domain.engine.outage import Interruption


def _until(state: CohortState, after: Interruption, line: CohortDeadline) -> Instant:
    """When the deadline may decide: the owners have had their working days by then."""
    days = state.request.deadlines
    until = state.calendar.in_working_days(after.over_at, days.after_outage_working_days)
    if line.kind is not CohortDeadlineKind.ENDING_OVER:
        return until
    # The pairings have got more time as well, and end before the cohort as they would have.
    return state.calendar.in_days(until, days.review_days)


def _elapsed(
    line: CohortDeadline, milder: tuple[CohortDeadline, ...], now: Instant
) -> CohortDeadlineElapsed:
    return CohortDeadlineElapsed(
        occurred_at=now, kind=line.kind, due=line.due, supersedes=kinds_of(milder)
    )


def _postponed(late: PutOff[CohortDeadline], now: Instant) -> CohortDeadlinePostponed:
    return CohortDeadlinePostponed(
        occurred_at=now,
        kind=late.line.kind,
        due=late.line.due,
        until=late.until,
        delay=late.delay,
        supersedes=kinds_of(late.milder),
    )


DEADLINES = DeadlineRules[CohortState, CohortDeadline, CohortEvent](
    ladders=LADDERS,
    effect=lambda line: EFFECTS[line.kind],
    decides=decides,
    until=_until,
    elapsed=_elapsed,
    postponed=_postponed,
)

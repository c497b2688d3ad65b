"""The timetable of a cohort, with at most one deadline of each kind."""

from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.timetable import Ladders, with_deadline

Kind = CohortDeadlineKind

LADDERS = Ladders(
    (Kind.CONFIRMATION_REMINDER, Kind.CONFIRMATION_ITEM),
    (Kind.PAUSE_QUESTION, Kind.PAUSE_MAX),
    decisive=(Kind.PAUSE_RETURN, Kind.PAUSE_MAX, Kind.ENDING_OVER, Kind.MATCHING_OVER),
)


def arm(state: CohortState, kind: Kind, due: Instant) -> CohortState:
    """The state with this deadline in place of an earlier one of its kind."""
    return with_deadline(state, CohortDeadline(kind=kind, due=due))


def arm_in_days(state: CohortState, kind: Kind, since: Instant, days: int) -> CohortState:
    """A deadline ``days`` later at the same local time; on a day off, the next working day."""
    return arm(state, kind, state.calendar.in_days(since, days))

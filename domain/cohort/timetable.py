"""What of a cohort falls due when. One deadline of each kind at most."""

from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.timetable import Ladders

Kind = CohortDeadlineKind

LADDERS = Ladders(
    (Kind.CONFIRMATION_REMINDER, Kind.CONFIRMATION_ITEM),
    (Kind.PAUSE_QUESTION, Kind.PAUSE_MAX),
    decisive=(Kind.PAUSE_RETURN, Kind.PAUSE_MAX, Kind.ENDING_OVER, Kind.MATCHING_OVER),
)


def arm(state: CohortState, kind: Kind, due: Instant) -> CohortState:
    """The state with this deadline in place of an earlier one of its kind."""
    others = [one for one in state.deadlines if one.kind is not kind]
    lines = [*others, CohortDeadline(kind=kind, due=due)]
    lines.sort(key=lambda one: (one.due, one.kind))
    return state.model_copy(update={"deadlines": tuple(lines)})


def arm_in_days(state: CohortState, kind: Kind, since: Instant, days: int) -> CohortState:
    """A deadline at the same local time so many days later; on a day off, the next working day."""
    return arm(state, kind, state.calendar.in_days(since, days))


def disarm(state: CohortState, *kinds: Kind) -> CohortState:
    """The state without any deadline of these kinds."""
    left = tuple(one for one in state.deadlines if one.kind not in kinds)
    return state.model_copy(update={"deadlines": left})


def cleared(state: CohortState) -> CohortState:
    """The state without any deadline."""
    return state.model_copy(update={"deadlines": ()})

"""The timetable of a cohort, with at most one deadline of each kind."""

from domain.cohort.situation import matching_goes_on
from domain.cohort.state import CohortDeadline, CohortState
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.outage import Effect
from domain.engine.tables import complete
from domain.engine.timetable import Ladders, with_deadline
from domain.programme.request import FixedTerm

Kind = CohortDeadlineKind

CONFIRMATION = (Kind.CONFIRMATION_REMINDER, Kind.CONFIRMATION_ITEM)
LADDERS = Ladders(
    CONFIRMATION,
    (Kind.PAUSE_QUESTION, Kind.PAUSE_MAX),
    decisive=(Kind.PAUSE_RETURN, Kind.PAUSE_MAX, Kind.ENDING_OVER, Kind.MATCHING_OVER),
)

EFFECTS = complete(
    CohortDeadlineKind,
    {
        Kind.CONFIRMATION_REMINDER: Effect.REMINDS,
        Kind.CONFIRMATION_ITEM: Effect.REMINDS,
        Kind.MATCHING_OVER: Effect.DECIDES,
        Kind.WAITING_NEWS: Effect.REMINDS,
        Kind.ATTENDANCE: Effect.REMINDS,
        Kind.PROGRESS_CHECK: Effect.REMINDS,
        Kind.PAUSE_RETURN: Effect.ON_ITS_DAY,
        Kind.PAUSE_QUESTION: Effect.REMINDS,
        Kind.PAUSE_MAX: Effect.DECIDES,
        Kind.ITEM_REMINDER: Effect.REMINDS,
        Kind.TELL_AGAIN: Effect.REMINDS,
        Kind.ENDING_OVER: Effect.DECIDES,
    },
    verb="knows the effect of",
)


def decides(line: CohortDeadline, state: CohortState) -> bool:
    """Whether something ends or lapses when the deadline elapses in this state."""
    if line.kind is Kind.MATCHING_OVER:
        return _lapses_with_matching(state)
    return EFFECTS[line.kind] is Effect.DECIDES


def _lapses_with_matching(state: CohortState) -> bool:
    """Proposals do, and an ongoing programme without pairings; the end of a term is a day."""
    if state.matching.proposals:
        return True
    return not isinstance(state.request.term, FixedTerm) and not matching_goes_on(state)


def arm(state: CohortState, kind: Kind, due: Instant) -> CohortState:
    """The state with this deadline in place of an earlier one of its kind."""
    return with_deadline(state, on_time(state, CohortDeadline(kind=kind, due=due)))


def on_time(state: CohortState, line: CohortDeadline) -> CohortDeadline:
    """The deadline; at the end of a working day, if the owners are asked for something by then."""
    hours = state.request.mail_hours
    if line.kind is not Kind.CONFIRMATION_ITEM or hours is None:
        return line
    due = state.calendar.until_end_of_work(line.due, hours.until)
    return line.model_copy(update={"due": due})


def arm_in_days(state: CohortState, kind: Kind, since: Instant, days: int) -> CohortState:
    """A deadline ``days`` later at the same local time; on a day off, the next working day."""
    return arm(state, kind, state.calendar.in_days(since, days))

"""How a shutdown that was announced meanwhile moves the timetable."""

from domain.engine.outage import Effect
from domain.engine.tables import Appliers, On
from domain.engine.timetable import disarm, due_of, with_deadlines
from domain.pairing.events.course import CalendarRenewed
from domain.pairing.evolve.booking import expect_reports
from domain.pairing.evolve.term import aim_at_review
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import EFFECTS, LADDERS, on_time
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.programme.shutdowns import behind


def _calendar_renewed(event: CalendarRenewed, state: PairingState) -> PairingState:
    """What falls due in it moves behind it. What a pause has kept is laid out anew after it."""
    if not event.closed or state.pause is not None:
        return state
    told_of_end = due_of(state.deadlines, DeadlineKind.WIND_DOWN) is None
    state = behind_shutdown(event, state)
    state = _with_reports(event, state)
    if state.stage is not Stage.SESSIONS:
        return state
    state = aim_at_review(state, event.occurred_at)
    return disarm(state, DeadlineKind.WIND_DOWN) if told_of_end else state


def behind_shutdown(event: CalendarRenewed, state: PairingState) -> PairingState:
    """The state in which nothing but the last day of somebody falls due on a day that is closed."""
    lines = behind(
        (line for line in state.deadlines if line.kind is not DeadlineKind.LAST_DAY),
        LADDERS,
        state.calendar,
        event.closed,
        event.occurred_at,
        _is_a_term,
    )
    last_days = (line for line in state.deadlines if line.kind is DeadlineKind.LAST_DAY)
    return with_deadlines(state, (*(on_time(state, line) for line in lines), *last_days))


def _is_a_term(line: Deadline) -> bool:
    return EFFECTS[line.kind] is not Effect.ON_ITS_DAY


def _with_reports(event: CalendarRenewed, state: PairingState) -> PairingState:
    """Appointments ahead stay where they are, so that their reminders come before the shutdown."""
    for session in state.sessions:
        is_ahead = session.starts_at is not None and session.starts_at > event.occurred_at
        if session.status is SessionStatus.BOOKED and is_ahead:
            state = expect_reports(state, session, event.occurred_at)
    return state


AHEAD: Appliers[PairingState] = (On(CalendarRenewed, _calendar_renewed),)

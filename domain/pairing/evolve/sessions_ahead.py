"""How sessions move the timetable."""

from datetime import timedelta

from domain.base import Instant
from domain.pairing.events import (
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.evolve.ahead import look_ahead
from domain.pairing.state import PairingState
from domain.pairing.timetable import BOOKING, SILENCE, arm, arm_in_days, disarm, disarm_session
from domain.pairing.vocabulary import BOOKABLE, DeadlineKind, SessionStatus, Stage

Kind = DeadlineKind


@look_ahead.register(SessionBooked)
@look_ahead.register(SessionMoved)
def _appointed(event: SessionBooked | SessionMoved, state: PairingState) -> PairingState:
    hours = state.setup.deadlines
    ends_at = event.starts_at + timedelta(minutes=event.minutes)
    state = disarm(disarm_session(state, event.session_id), *BOOKING, *SILENCE)
    reminder = event.starts_at - timedelta(hours=hours.session_reminder_hours)
    if reminder > event.occurred_at:
        state = arm(state, Kind.SESSION_REMINDER, reminder, event.session_id)
    request = ends_at + timedelta(hours=hours.report_after_hours)
    state = arm(state, Kind.REPORT_REQUEST, request, event.session_id)
    state = _ask_again(state, event.session_id, ends_at)
    return arm_in_days(state, Kind.SILENCE, ends_at, hours.silence_days)


def _ask_again(state: PairingState, session_id: str, since: Instant) -> PairingState:
    """After 72 hours both are asked again, after 7 days it counts neither way (case 25)."""
    hours = state.setup.deadlines
    again = since + timedelta(hours=hours.report_again_hours)
    over = since + timedelta(days=hours.unconfirmed_after_days)
    state = arm(state, Kind.REPORT_AGAIN, again, session_id)
    return arm(state, Kind.UNCONFIRMED, max(over, again), session_id)


@look_ahead.register(SessionCancelled)
@look_ahead.register(SessionMissed)
@look_ahead.register(SessionUnconfirmed)
def _did_not_take_place(
    event: SessionCancelled | SessionMissed | SessionUnconfirmed, state: PairingState
) -> PairingState:
    return _ask_for_next(disarm_session(state, event.session_id), event.occurred_at)


@look_ahead.register
def _held(event: SessionHeld, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    state = disarm(disarm_session(state, event.session_id), *BOOKING, *SILENCE)
    due = state.setup.calendar.roll_forward(
        event.occurred_at + timedelta(days=days.reflection_reminder_days)
    )
    state = arm(state, Kind.REFLECTION_REMINDER, due, event.session_id)
    if state.sessions_held == 1 and not state.junior_answered:
        state = arm_in_days(
            state, Kind.JUNIOR_CHECK_IN, event.occurred_at, days.junior_check_in_days
        )
    return _ask_for_next(state, event.occurred_at)


def _ask_for_next(state: PairingState, since: Instant) -> PairingState:
    """While sessions are left and none is booked, the next one is asked for."""
    if state.stage is not Stage.SESSIONS:
        return state
    days = state.setup.deadlines
    booked = any(session.status is SessionStatus.BOOKED for session in state.sessions)
    if not booked and any(session.status in BOOKABLE for session in state.sessions):
        state = arm_in_days(state, Kind.NEXT_BOOKING, since, days.next_booking_days)
    return arm_in_days(state, Kind.SILENCE, since, days.silence_days)


@look_ahead.register
def _reported(event: SessionReported, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    if session is None or session.status is not SessionStatus.ABSENCE_CLAIMED:
        return state
    hours = timedelta(hours=state.setup.deadlines.objection_hours)
    state = disarm_session(state, event.session_id)
    return arm(state, Kind.OBJECTION_OVER, event.occurred_at + hours, event.session_id)


@look_ahead.register
def _conflicted(event: ReportsConflicted, state: PairingState) -> PairingState:
    return disarm_session(state, event.session_id)


@look_ahead.register
def _withdrawn(event: SessionReportWithdrawn, state: PairingState) -> PairingState:
    state = disarm_session(state, event.session_id)
    session = state.session(event.session_id)
    if session is not None and session.status is SessionStatus.BOOKED:
        return _ask_again(state, event.session_id, event.occurred_at)
    return _ask_for_next(state, event.occurred_at)


@look_ahead.register
def _reflected(event: ReflectionSubmitted, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    return (
        disarm_session(state, event.session_id)
        if session is not None and not session.reflections.missing
        else state
    )

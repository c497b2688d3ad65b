"""Reminders and questions around appointments, as deadlines."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.timetable import disarm
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.timetable import (
    BOOKING,
    FIRST_BOOKING,
    SILENCE,
    arm,
    arm_in_days,
    disarm_session,
)
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage

Kind = DeadlineKind


def expect_reports(state: PairingState, session: Session, now: Instant) -> PairingState:
    """Before an appointment both are reminded; after it both are asked, and asked again (case 25).

    No mail on a day off: the reminder comes earlier then, the questions later.
    """
    state = disarm_session(state, session.id)
    if session.starts_at is None or session.ends_at is None:
        return state
    lengths = state.setup.deadlines
    before = session.starts_at - timedelta(hours=lengths.session_reminder_hours)
    reminder = state.setup.calendar.roll_back(before)
    # An appointment at short notice was only just made: no one has to be reminded of it.
    if reminder > now:
        state = arm(state, Kind.SESSION_REMINDER, reminder, session.id)
    request = session.ends_at + timedelta(hours=lengths.report_after_hours)
    if request > now:
        state = arm(state, Kind.REPORT_REQUEST, request, session.id)
    # An appointment may be booked, or come back, after its end: people still get their full time.
    since = max(session.ends_at, now)
    again = since + timedelta(hours=lengths.report_again_hours)
    over = since + timedelta(days=lengths.unconfirmed_after_days)
    state = arm(state, Kind.REPORT_AGAIN, again, session.id)
    # A cohort file may set the second question later than the end of the wait for an answer.
    return arm(state, Kind.UNCONFIRMED, max(over, again), session.id)


def expect_reports_after_pause(state: PairingState, since: Instant, now: Instant) -> PairingState:
    """Questions about an appointment, which a pause leaves where it was.

    If it passed during the pause, both are asked about it a little after the return.
    """
    for session in _booked(state):
        if session.ends_at is not None and session.ends_at > since:
            state = _expect_reports_late(state, session, now)
    return state


def expect_reports_after_reopening(state: PairingState, now: Instant) -> PairingState:
    """What the sessions waited for when the pairing was closed, they wait for again."""
    for session in state.sessions:
        match session.status:
            case SessionStatus.BOOKED:
                state = _expect_reports_late(state, session, now)
            case SessionStatus.ABSENCE_CLAIMED:
                state = await_objection(state, session.id, now)
            case _:
                pass
    return state


def _expect_reports_late(state: PairingState, session: Session, now: Instant) -> PairingState:
    """An appointment that has passed by now is asked about a little later."""
    state = expect_reports(state, session, now)
    if session.ends_at is None or session.ends_at > now:
        return state
    request = now + timedelta(hours=state.setup.deadlines.report_after_hours)
    return arm(state, Kind.REPORT_REQUEST, request, session.id)


def await_objection(state: PairingState, session_id: str, since: Instant) -> PairingState:
    """Whoever was reported absent may object until then."""
    hours = timedelta(hours=state.setup.deadlines.objection_hours)
    return arm(state, Kind.OBJECTION_OVER, since + hours, session_id)


def ask_for_first_booking(state: PairingState, since: Instant) -> PairingState:
    """First the mentee is reminded, then the mentor reaches out, then the owners help (case 17)."""
    days = state.setup.deadlines
    ladder = (
        days.first_booking_mentee_days,
        days.first_booking_mentor_days,
        days.first_booking_item_days,
    )
    for kind, after in zip(FIRST_BOOKING, ladder, strict=True):
        state = arm_in_days(state, kind, since, after)
    return arm_in_days(state, Kind.SILENCE, since, days.silence_days)


def ask_for_next_booking(state: PairingState, since: Instant) -> PairingState:
    """While sessions are left and none has an appointment, the next one is asked for (case 18)."""
    if state.stage is not Stage.SESSIONS:
        return state
    state = disarm(state, *BOOKING, *SILENCE)
    days = state.setup.deadlines
    last = max((session.ends_at for session in _booked(state) if session.ends_at), default=None)
    if last is not None:  # silence counts from the last appointment, whichever session it is of
        return arm_in_days(state, Kind.SILENCE, max(last, since), days.silence_days)
    if state.next_to_book is not None:
        state = arm_in_days(state, Kind.NEXT_BOOKING, since, days.next_booking_days)
    return arm_in_days(state, Kind.SILENCE, since, days.silence_days)


def _booked(state: PairingState) -> list[Session]:
    return [session for session in state.sessions if session.status is SessionStatus.BOOKED]

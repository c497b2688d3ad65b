"""Reminders and questions around appointments, as deadlines."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.engine.timetable import disarm
from domain.pairing.lapses import in_a_row
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.timetable import (
    BOOKING,
    FIRST_BOOKING,
    SILENCE,
    arm,
    arm_ladder,
    disarm_session,
)
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.programme.calendar import START_OF_WORK
from domain.programme.people import Side

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
    if reminder > now and _needs_reminder(session, state):
        state = arm(state, Kind.SESSION_REMINDER, reminder, session.id)
    request = session.ends_at + timedelta(hours=lengths.report_after_hours)
    if request > now:
        state = arm(state, Kind.REPORT_REQUEST, request, session.id)
    # An appointment may be booked, or come back, after its end: people still get their full time.
    since = max(session.ends_at, now)
    calendar = state.calendar
    again = max(request, calendar.in_working_hours(since, lengths.report_again_hours))
    # A cohort file may set the second question later than the end of the wait for an answer.
    over = max(again, calendar.days_later(since, lengths.unconfirmed_after_days))
    _, again, over = calendar.apart((request, again, over))
    state = arm(state, Kind.REPORT_AGAIN, again, session.id)
    return arm(state, Kind.UNCONFIRMED, over, session.id)


def _needs_reminder(session: Session, state: PairingState) -> bool:
    """At first, and after an appointment that was not kept; else the calendar entry will do."""
    is_early = session.number <= state.setup.session_rules.reminded_sessions
    return is_early or any(in_a_row(state, side) for side in Side)


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
    over = state.calendar.in_working_hours(since, state.setup.deadlines.objection_hours)
    return arm(state, Kind.OBJECTION_OVER, over, session_id)


def ask_for_booking(
    state: PairingState, now: Instant, since: Instant | None = None
) -> PairingState:
    """While sessions are left and none has an appointment, the next one is asked for.

    The time for that counts from ``since``, or else from now. Nobody is urged to book a first
    session that waits for a briefing.
    """
    if state.stage is not Stage.SESSIONS:
        return state
    state = disarm(state, *BOOKING, *SILENCE)
    if not state.unbriefed:
        state = disarm(state, Kind.BRIEFING_MISSING)
    last = max((session.ends_at for session in _booked(state) if session.ends_at), default=None)
    if last is not None:  # silence counts from the last appointment, whichever session it is of
        return arm_silence(state, max(last, now))
    if state.unbriefed:
        return state
    if not state.tally.held:
        return _ask_for_first_booking(state, _beginning(state, now))
    if state.next_to_book is not None:
        state = arm(state, Kind.NEXT_BOOKING, max(_next_booking(state, since or now), now))
    return arm_silence(state, now)


def await_briefing(state: PairingState, now: Instant) -> PairingState:
    """A first session that waits for a briefing is an item after some days."""
    if state.stage is not Stage.SESSIONS or not state.unbriefed:
        return state
    days = state.setup.deadlines.briefing_item_days
    return arm(state, Kind.BRIEFING_MISSING, state.calendar.in_days(now, days))


def _ask_for_first_booking(state: PairingState, since: Instant) -> PairingState:
    """First the mentee is reminded, then the mentor reaches out, then the owners help (case 17)."""
    days = state.setup.deadlines
    ladder = (
        days.first_booking_mentee_days,
        days.first_booking_mentor_days,
        days.first_booking_item_days,
    )
    state = arm_ladder(state, since, FIRST_BOOKING, ladder)
    return arm_silence(state, since)


def _beginning(state: PairingState, now: Instant) -> Instant:
    """When we start to expect a first booking: not before the day that the plan has for it."""
    calendar, planned = state.setup.calendar, _planned_on(state)
    ready = calendar.on_or_after(calendar.local_day(now) + timedelta(days=1))
    if planned is None or planned <= ready:
        return now
    return calendar.at_local(planned, START_OF_WORK)


def _next_booking(state: PairingState, since: Instant) -> Instant:
    """When the next session is to be booked: some days after the last one (case 18).

    If the plan has it much later than the cadence, as many days before its day.
    """
    calendar, planned = state.setup.calendar, _planned_on(state)
    days = _at_their_cadence(state, state.setup.deadlines.next_booking_days)
    due = calendar.in_days(since, days)
    expected = calendar.local_day(since) + timedelta(
        days=state.cadence_days + state.setup.sessions.tolerance_days
    )
    if planned is None or planned <= expected:
        return due
    return max(due, calendar.at_local(planned - timedelta(days=days), START_OF_WORK))


def arm_silence(state: PairingState, since: Instant) -> PairingState:
    """Without a sign of the two both are asked whether they met; not before the plan expects it."""
    calendar, planned = state.setup.calendar, _planned_on(state)
    days = _at_their_cadence(state, state.setup.deadlines.silence_days)
    due = calendar.in_days(since, days)
    if planned is not None:
        late = planned + timedelta(days=state.setup.sessions.tolerance_days)
        due = max(due, calendar.at_local(late, START_OF_WORK))
    return arm(state, Kind.SILENCE, due)


def _at_their_cadence(state: PairingState, days: int) -> int:
    """Days that fit the programme's cadence, in proportion to the one that the two agreed on."""
    return max(round(days * state.cadence_days / state.setup.sessions.every_days), min(days, 1))


def _planned_on(state: PairingState) -> date | None:
    """The day that the plan has for the next session without an appointment."""
    session, lines = state.next_to_book, state.plan.sessions if state.plan else ()
    if session is None:
        return None
    return next((line.on for line in lines if line.session_id == session.id), None)


def _booked(state: PairingState) -> list[Session]:
    return [session for session in state.sessions if session.status is SessionStatus.BOOKED]

"""How sessions move the timetable."""

from domain.engine.base import Instant
from domain.engine.tables import Appliers, On
from domain.engine.timetable import disarm
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.evolve.booking import ask_for_booking, await_objection, expect_reports
from domain.pairing.evolve.surveys import expect_pulse
from domain.pairing.lapses import last_met
from domain.pairing.state import PairingState
from domain.pairing.timetable import FIRST_CONTACT, arm, arm_in_days, disarm_session
from domain.pairing.vocabulary import DeadlineKind, SessionStatus

Kind = DeadlineKind


def _appointed(event: SessionBooked | SessionMoved, state: PairingState) -> PairingState:
    state = disarm(state, *FIRST_CONTACT)
    state = _expect_reports(state, event.session_id, event.occurred_at)
    return ask_for_booking(state, event.occurred_at)


def _expect_reports(state: PairingState, session_id: str, now: Instant) -> PairingState:
    session = state.session(session_id)
    return expect_reports(state, session, now) if session else state


def _did_not_take_place(
    event: SessionCancelled | SessionMissed | SessionUnconfirmed, state: PairingState
) -> PairingState:
    state = disarm_session(state, event.session_id)
    return ask_for_booking(state, event.occurred_at)


def _held(event: SessionHeld, state: PairingState) -> PairingState:
    days, now = state.setup.deadlines, event.occurred_at
    state = disarm(disarm_session(state, event.session_id), *FIRST_CONTACT)
    if state.stage.is_over:
        return state
    session = state.session(event.session_id)
    if session is not None and session.reflections.missing:
        due = state.setup.calendar.in_days(now, days.reflection_reminder_days)
        state = arm(state, Kind.REFLECTION_REMINDER, due, event.session_id)
    known = state.check_ins.junior_asked or state.check_ins.junior_answered
    if state.tally.held == 1 and not known:
        state = arm_in_days(state, Kind.JUNIOR_CHECK_IN, now, days.junior_check_in_days)
    state = expect_pulse(state, now)
    return ask_for_booking(state, now, since=last_met(state))


def _absence_claimed(event: AbsenceClaimed, state: PairingState) -> PairingState:
    state = _not_held(state, event.session_id)
    return await_objection(state, event.session_id, event.occurred_at)


def _conflicted(event: ReportsConflicted, state: PairingState) -> PairingState:
    return _not_held(state, event.session_id)


def _withdrawn(event: SessionReportWithdrawn, state: PairingState) -> PairingState:
    state = _not_held(state, event.session_id)
    session = state.session(event.session_id)
    if state.stage.is_over:
        return state
    if session is not None and session.status is SessionStatus.BOOKED:
        state = expect_reports(state, session, event.occurred_at)
    return ask_for_booking(state, event.occurred_at)


def _not_held(state: PairingState, session_id: str) -> PairingState:
    """What follows the first session is not asked if no session was held."""
    state = disarm_session(state, session_id)
    return state if state.tally.held else disarm(state, Kind.JUNIOR_CHECK_IN, Kind.PULSE)


def _reflected(event: ReflectionSubmitted, state: PairingState) -> PairingState:
    session = state.session(event.session_id)
    if session is None or session.reflections.missing:
        return state
    return disarm_session(state, event.session_id)


AHEAD: Appliers[PairingState] = (
    On(SessionBooked, _appointed),
    On(SessionMoved, _appointed),
    On(SessionCancelled, _did_not_take_place),
    On(SessionMissed, _did_not_take_place),
    On(SessionUnconfirmed, _did_not_take_place),
    On(SessionHeld, _held),
    On(AbsenceClaimed, _absence_claimed),
    On(ReportsConflicted, _conflicted),
    On(SessionReportWithdrawn, _withdrawn),
    On(ReflectionSubmitted, _reflected),
)

"""Letters to mentor and mentee around the sessions."""

from domain.engine.base import Instant
from domain.pairing.dates_to_propose import dates_to_propose
from domain.pairing.letters.base import Writers, partner, planned, session_line
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import BOOKABLE
from domain.programme.ids import pairing_workflow_id
from domain.telling.bodies import (
    AppointmentBody,
    BookingBody,
    CancellationBody,
    NewDateBody,
    ReportBody,
    SessionBody,
)
from domain.telling.letters import needed
from domain.telling.lines import AppointmentLine
from domain.telling.notices import Notice


def _session_of(state: PairingState, notice: Notice) -> Session:
    session = state.session(notice.session_id) if notice.session_id else None
    return needed(session, "the session")


def _session(state: PairingState, notice: Notice, at: Instant) -> SessionBody:
    session = session_line(state, _session_of(state, notice))
    return SessionBody(partner=partner(state, notice), session=session)


def _booking(state: PairingState, notice: Notice, at: Instant) -> BookingBody:
    session = _session_of(state, notice)
    day, today = planned(state, session).on, state.setup.calendar.local_day(at)
    return BookingBody(
        partner=partner(state, notice),
        session=session_line(state, session),
        suggested_on=day if day > today else None,
    )


def _new_date(state: PairingState, notice: Notice, at: Instant) -> NewDateBody:
    session = _session_of(state, notice)
    bookable = _is_bookable(state, session)
    return NewDateBody(
        partner=partner(state, notice),
        session=session_line(state, session),
        dates=dates_to_propose(state, at) if bookable else (),
        missed_by_reader=session.absent is not None and session.absent is notice.side,
        bookable=bookable,
    )


def _report(state: PairingState, notice: Notice, at: Instant) -> ReportBody:
    return ReportBody(
        partner=partner(state, notice),
        session=session_line(state, _session_of(state, notice)),
        starts_at=notice.appointment.starts_at if notice.appointment else None,
    )


def _appointment(state: PairingState, notice: Notice, at: Instant) -> AppointmentBody:
    session = _session_of(state, notice)
    return AppointmentBody(
        partner=partner(state, notice),
        session=session_line(state, session),
        appointment=_appointment_line(state, session, notice),
    )


def _cancellation(state: PairingState, notice: Notice, at: Instant) -> CancellationBody:
    session = _session_of(state, notice)
    return CancellationBody(
        partner=partner(state, notice),
        session=session_line(state, session),
        appointment=_appointment_line(state, session, notice),
        late=notice.appointment is not None and notice.appointment.late,
        bookable=_is_bookable(state, session),
    )


def _appointment_line(state: PairingState, session: Session, notice: Notice) -> AppointmentLine:
    appointment = needed(notice.appointment, "the appointment")
    return AppointmentLine(
        starts_at=appointment.starts_at,
        minutes=appointment.minutes,
        uid=f"{pairing_workflow_id(state.setup.pairing_id)}.{session.id}@eyelevel",
        sequence=appointment.sequence,
    )


def _is_bookable(state: PairingState, session: Session) -> bool:
    last_look_back = state.review is not None and state.review.final
    at_rest = state.pause is not None or state.stage.is_over or last_look_back
    may_begin = not state.unbriefed
    return session.status in BOOKABLE and may_begin and not at_rest


BODIES: Writers = {
    SessionBody: _session,
    BookingBody: _booking,
    NewDateBody: _new_date,
    ReportBody: _report,
    AppointmentBody: _appointment,
    CancellationBody: _cancellation,
}

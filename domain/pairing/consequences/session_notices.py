"""The notices about sessions."""

from datetime import date

from domain.pairing.consequences.telling import BOTH, tell, was_told
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.course import CalendarRenewed, DeadlineElapsed
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
)
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.timetable import due_of
from domain.pairing.vocabulary import DeadlineKind, SessionStatus
from domain.programme.ids import SessionId
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind

Kind = DeadlineKind


def session_notices(event: PairingEvent, state: PairingState) -> Events:
    """The notices that follow from events of a session; ``state`` is the state after it."""
    match event:
        # Decided after the end: there is nothing to learn from it, or to arrange, any more.
        case SessionHeld() | SessionMissed() if state.stage.is_over:
            return ()
        case SessionBooked(session_id=session_id, back=back):
            kind = NoticeKind.SESSION_BACK if back else NoticeKind.SESSION_BOOKED
            return tell(BOTH, kind, event, state, session_id=session_id)
        case SessionMoved(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_MOVED, event, state, session_id=session_id)
        case SessionCancelled(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_CANCELLED, event, state, session_id=session_id)
        case AbsenceClaimed():
            session = state.session(event.session_id)
            return _ask_whether_absent(event, state, session) if session else ()
        case SessionMissed(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_MISSED, event, state, session_id=session_id)
        case SessionHeld(session_id=session_id):
            return _ask_what_was_learned(event, state, session_id)
        case CalendarRenewed(closed=closed) if closed:
            return _ask_to_move(event, state, closed)
        case DeadlineElapsed(session_id=str(session_id)):
            return _session_deadline(event, state, session_id)
        case _:
            return ()


def _ask_whether_absent(event: PairingEvent, state: PairingState, session: Session) -> Events:
    """The side that is reported absent is asked before it counts (case 24)."""
    if session.absent is None:
        return ()
    until = due_of(state, Kind.OBJECTION_OVER, session.id)
    kind = NoticeKind.ABSENCE_REPORTED
    return tell((session.absent,), kind, event, state, session_id=session.id, until=until)


def _ask_to_move(event: PairingEvent, state: PairingState, closed: tuple[date, ...]) -> Events:
    """Both are asked to move the appointments that lie in a shutdown (case 31)."""
    return tuple(
        notice
        for session in state.sessions
        if session.status is SessionStatus.BOOKED and session.starts_at
        if session.starts_at > event.occurred_at
        if state.calendar.local_day(session.starts_at) in closed
        for notice in tell(BOTH, NoticeKind.SESSION_TO_MOVE, event, state, session_id=session.id)
    )


def claims_meanwhile(event: PairingEvent, state: PairingState) -> Events:
    """Absences reported during a pause are told after it: they must not count unheard."""
    return tuple(
        notice
        for session in state.sessions
        if session.status is SessionStatus.ABSENCE_CLAIMED and session.absent
        if not was_told(state, NoticeKind.ABSENCE_REPORTED, session.absent, session.id)
        for notice in _ask_whether_absent(event, state, session)
    )


def _ask_what_was_learned(event: SessionHeld, state: PairingState, session_id: SessionId) -> Events:
    """Both are asked, once: a corrected report is no reason to ask again."""
    kind = NoticeKind.REFLECTION_REQUEST
    until = due_of(state, Kind.REFLECTION_REMINDER, session_id)
    sides = [
        side
        for side in _not_reflected(state, session_id)
        if not was_told(state, kind, side, session_id)
    ]
    return tell(sides, kind, event, state, session_id=session_id, until=until)


def _session_deadline(event: DeadlineElapsed, state: PairingState, session_id: SessionId) -> Events:
    match event.kind:
        case Kind.SESSION_REMINDER:
            return tell(BOTH, NoticeKind.SESSION_REMINDER, event, state, session_id=session_id)
        case Kind.REPORT_REQUEST:
            return _ask_whether_held(NoticeKind.REPORT_REQUEST, event, state, session_id)
        case Kind.REPORT_AGAIN:
            return _ask_whether_held(NoticeKind.REPORT_REMINDER, event, state, session_id)
        case Kind.REFLECTION_REMINDER:
            sides = _not_reflected(state, session_id)
            kind = NoticeKind.REFLECTION_REMINDER
            return tell(sides, kind, event, state, session_id=session_id)
        case _:
            return ()


def _ask_whether_held(
    kind: NoticeKind, event: PairingEvent, state: PairingState, session_id: str
) -> Events:
    until = due_of(state, Kind.UNCONFIRMED, session_id)
    return tell(BOTH, kind, event, state, session_id=session_id, until=until)


def _not_reflected(state: PairingState, session_id: SessionId) -> tuple[Side, ...]:
    session = state.session(session_id)
    return session.reflections.missing if session else ()

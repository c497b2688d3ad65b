"""Who is told what about sessions."""

from domain.base import Instant
from domain.notices import NoticeKind
from domain.pairing.consequences.telling import BOTH, tell
from domain.pairing.decide.reports import absent_side
from domain.pairing.events import (
    DeadlineElapsed,
    PairingEvent,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMoved,
    SessionReported,
)
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, Role, SessionStatus
from domain.people import Side

Events = tuple[PairingEvent, ...]


def session_notices(event: PairingEvent, state: PairingState) -> Events:
    """The notices that follow from what happens to a session; ``state`` is the state after it."""
    match event:
        case SessionBooked(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_BOOKED, event, state, session_id=session_id)
        case SessionMoved(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_MOVED, event, state, session_id=session_id)
        case SessionCancelled(session_id=session_id):
            return tell(BOTH, NoticeKind.SESSION_CANCELLED, event, state, session_id=session_id)
        case SessionReported():
            return _absence_claimed(event, state)
        case SessionHeld(session_id=session_id):
            until = _due(state, DeadlineKind.REFLECTION_REMINDER, session_id)
            kind = NoticeKind.REFLECTION_REQUEST
            return tell(BOTH, kind, event, state, session_id=session_id, until=until)
        case DeadlineElapsed(session_id=str(session_id)):
            return _session_deadline(event, state, session_id)
        case _:
            return ()


def _absence_claimed(event: SessionReported, state: PairingState) -> Events:
    """Whoever is said to have been absent is asked before it counts (case 24)."""
    session, absent = state.session(event.session_id), absent_side(event.outcome)
    if session is None or absent is None or session.status is not SessionStatus.ABSENCE_CLAIMED:
        return ()
    if event.by in (Role.OPERATOR, Role(absent.value)):
        return ()
    until = _due(state, DeadlineKind.OBJECTION_OVER, session.id)
    kind = NoticeKind.ABSENCE_REPORTED
    return tell((absent,), kind, event, state, session_id=session.id, until=until)


def _session_deadline(event: DeadlineElapsed, state: PairingState, session_id: str) -> Events:
    match event.kind:
        case DeadlineKind.SESSION_REMINDER:
            return tell(BOTH, NoticeKind.SESSION_REMINDER, event, state, session_id=session_id)
        case DeadlineKind.REPORT_REQUEST:
            return tell(BOTH, NoticeKind.REPORT_REQUEST, event, state, session_id=session_id)
        case DeadlineKind.REPORT_AGAIN:
            until = _due(state, DeadlineKind.UNCONFIRMED, session_id)
            kind = NoticeKind.REPORT_REMINDER
            return tell(BOTH, kind, event, state, session_id=session_id, until=until)
        case DeadlineKind.REFLECTION_REMINDER:
            sides = _not_reflected(state, session_id)
            kind = NoticeKind.REFLECTION_REMINDER
            return tell(sides, kind, event, state, session_id=session_id)
        case _:
            return ()


def _not_reflected(state: PairingState, session_id: str) -> tuple[Side, ...]:
    session = state.session(session_id)
    return session.reflections.missing if session else ()


def _due(state: PairingState, kind: DeadlineKind, session_id: str) -> Instant | None:
    return next(
        (one.due for one in state.deadlines if (one.kind, one.session_id) == (kind, session_id)),
        None,
    )

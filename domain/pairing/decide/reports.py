"""What a report settles. A date that has passed never counts as held; somebody has to say so."""

from domain.base import Instant
from domain.pairing.events import (
    PairingEvent,
    ReportsConflicted,
    SessionHeld,
    SessionMissed,
    SessionReported,
)
from domain.pairing.state import Session
from domain.pairing.vocabulary import Role, SessionOutcome, SessionStatus
from domain.people import Side

Events = tuple[PairingEvent, ...]


def settle(told: SessionReported, session: Session, now: Instant) -> Events:
    """The events that follow at once from one more report on a session.

    - The operator's word settles everything.
    - Different words of different people are a conflict; both are kept (case 26).
    - “Held” counts at once; so does an absence that the absent side admits or that both confirm.
    - Any other absence waits for an objection of the side that was reported absent (case 24).
    """
    if told.by is Role.OPERATOR:
        return _changed(told, session, now)
    earlier = [report for report in session.reports if report.by is not told.by]
    if any(report.outcome is not told.outcome for report in earlier):
        return () if session.status is SessionStatus.CONFLICT else (_conflict(told, now),)
    if told.outcome is SessionOutcome.HELD or earlier or _admits(told):
        return _changed(told, session, now)
    return ()


def _changed(told: SessionReported, session: Session, now: Instant) -> Events:
    """The settling event, unless the session stands like that already."""
    event = _settling(told, session, now)
    already = session.status, session.absent
    match event:
        case SessionHeld():
            return () if already[0] is SessionStatus.HELD else (event,)
        case SessionMissed(absent=absent):
            return () if already == (SessionStatus.MISSED, absent) else (event,)


def _settling(told: SessionReported, session: Session, now: Instant) -> SessionHeld | SessionMissed:
    absent = absent_side(told.outcome)
    if absent is not None:
        return SessionMissed(occurred_at=now, session_id=session.id, absent=absent, source=told.by)
    return SessionHeld(
        occurred_at=now,
        session_id=session.id,
        held_at=told.held_at or now,
        minutes=told.minutes or session.minutes,
        source=told.by,
    )


def absent_side(outcome: SessionOutcome) -> Side | None:
    """Who did not come; nobody when the session was held."""
    match outcome:
        case SessionOutcome.HELD:
            return None
        case SessionOutcome.MENTOR_ABSENT:
            return Side.MENTOR
        case SessionOutcome.MENTEE_ABSENT:
            return Side.MENTEE


def _admits(told: SessionReported) -> bool:
    absent = absent_side(told.outcome)
    return absent is not None and told.by.value == absent.value


def _conflict(told: SessionReported, now: Instant) -> ReportsConflicted:
    return ReportsConflicted(occurred_at=now, session_id=told.session_id)

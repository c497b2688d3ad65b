"""What follows from reports. An appointment in the past never counts as held without a report."""

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.pairing.events.base import Events
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReportsConflicted,
    SessionHeld,
    SessionMissed,
)
from domain.pairing.session import Report, Session, deciding
from domain.pairing.vocabulary import SessionOutcome, SessionStatus
from domain.programme.people import Side

_ABSENT = complete(
    SessionOutcome,
    {
        SessionOutcome.HELD: None,
        SessionOutcome.MENTOR_ABSENT: Side.MENTOR,
        SessionOutcome.MENTEE_ABSENT: Side.MENTEE,
    },
)


def settle(session: Session, now: Instant) -> Events:
    """The event that brings a session in line with the reports on it; none if it is so already.

    - The operator's word settles everything.
    - Different words of different parties are a conflict; both are kept (case 26).
    - “Held” counts at once; so does an absence that the absent side admits.
    - Any other absence waits for the side that is said to have been absent, however many say so,
      people or tools: nobody is found absent unheard (case 24).
    """
    if not session.reports:
        return ()
    word = deciding(session.reports)
    if word is None:
        return _conflict(session, now)
    absent = _ABSENT[word.outcome]
    if absent is None:
        return _held(session, word, now)
    is_decided = word.by is Role.OPERATOR
    if is_decided or any(report.by.value == absent.value for report in session.reports):
        return _missed(session, absent, word, now)
    return _claimed(session, absent, now)


def _conflict(session: Session, now: Instant) -> Events:
    if session.status is SessionStatus.CONFLICT:
        return ()
    return (ReportsConflicted(occurred_at=now, session_id=session.id),)


def _held(session: Session, word: Report, now: Instant) -> Events:
    event = SessionHeld(
        occurred_at=now,
        session_id=session.id,
        held_at=word.held_at or now,
        minutes=word.minutes or session.minutes,
        source=word.by,
    )
    known = (session.status, session.held_at, session.held_minutes, session.source)
    if known == (SessionStatus.HELD, event.held_at, event.minutes, event.source):
        return ()
    return (event,)


def _missed(session: Session, absent: Side, word: Report, now: Instant) -> Events:
    if (session.status, session.absent) == (SessionStatus.MISSED, absent):
        return ()
    return (SessionMissed(occurred_at=now, session_id=session.id, absent=absent, source=word.by),)


def _claimed(session: Session, absent: Side, now: Instant) -> Events:
    known = session.status in (SessionStatus.ABSENCE_CLAIMED, SessionStatus.MISSED)
    if known and session.absent is absent:
        return ()
    return (AbsenceClaimed(occurred_at=now, session_id=session.id, absent=absent),)

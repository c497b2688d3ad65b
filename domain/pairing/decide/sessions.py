"""Deciding on sessions: booked, moved, cancelled, reported, withdrawn, reflected upon."""

from datetime import timedelta

from domain.base import Instant
from domain.errors import NotAllowed, Problem, not_allowed
from domain.pairing.commands import (
    BookSession,
    CancelSession,
    ReportSession,
    SessionCompleted,
    SessionWasMissed,
    SubmitReflection,
    WithdrawSessionReport,
)
from domain.pairing.decide.registry import decide_on, side_of
from domain.pairing.decide.reports import settle
from domain.pairing.events import (
    PairingEvent,
    ReflectionSubmitted,
    SessionBooked,
    SessionCancelled,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
)
from domain.pairing.state import PairingState, Reflection, Session
from domain.pairing.vocabulary import BOOKABLE, SessionOutcome, SessionStatus
from domain.people import Side

Events = tuple[PairingEvent, ...]

MOVES_FOR_FREE = 2
"""The third move of the same session counts as a cancellation (case 23)."""


def session_of(state: PairingState, session_id: str) -> Session:
    """The session, or a refusal that names all there are."""
    session = state.session(session_id)
    if session is None:
        known = ", ".join(one.id for one in state.sessions) or "none yet"
        raise not_allowed("session_id", "this pairing has no such session", known)
    return session


@decide_on.register
def _book(command: BookSession, state: PairingState, now: Instant) -> Events:
    session = session_of(state, command.session_id)
    minutes = command.minutes or session.minutes
    if problems := _booking_problems(command, state, session, now):
        raise NotAllowed(problems)
    if session.status is not SessionStatus.BOOKED:
        return (
            SessionBooked(
                occurred_at=now,
                session_id=session.id,
                by=command.acting,
                starts_at=command.starts_at,
                minutes=minutes,
            ),
        )
    if (session.starts_at, session.minutes) == (command.starts_at, minutes):
        return ()
    return (
        SessionMoved(
            occurred_at=now,
            session_id=session.id,
            by=command.acting,
            starts_at=command.starts_at,
            minutes=minutes,
            counts_as_cancellation=session.moves + 1 > MOVES_FOR_FREE,
        ),
    )


def _booking_problems(
    command: BookSession, state: PairingState, session: Session, now: Instant
) -> list[Problem]:
    problems = []
    if session.status not in BOOKABLE:
        problems.append(
            Problem(
                path="session_id",
                problem=f"the session is {session.status} and cannot be booked",
                allowed=", ".join(one.id for one in state.sessions if one.status in BOOKABLE)
                or None,
            )
        )
    if command.starts_at <= now:
        problems.append(
            Problem(path="starts_at", problem="lies in the past", allowed="a time to come")
        )
    if state.ends_on is not None:
        end = state.setup.calendar.at_local(state.ends_on, 0)
        if command.starts_at >= end:
            problems.append(
                Problem(
                    path="starts_at",
                    problem="lies behind the end of the term",
                    allowed=f"before {state.ends_on}; extend the term first",
                )
            )
    return problems


@decide_on.register
def _cancel(command: CancelSession, state: PairingState, now: Instant) -> Events:
    session = session_of(state, command.session_id)
    if session.status is SessionStatus.PLANNED:
        return ()
    if session.status is not SessionStatus.BOOKED or session.starts_at is None:
        raise not_allowed("session_id", f"the session is {session.status}, not booked")
    notice = timedelta(hours=_notice_hours(state))
    return (
        SessionCancelled(
            occurred_at=now,
            session_id=session.id,
            by=command.acting,
            late=session.starts_at - now < notice,
        ),
    )


def _notice_hours(state: PairingState) -> int:
    """The notice the two agreed on, else the programme's."""
    if state.agreement is not None:
        return state.agreement.notice_hours
    return state.setup.deadlines.late_cancellation_hours


@decide_on.register
def report(command: ReportSession, state: PairingState, now: Instant) -> Events:
    """What somebody says about a session, and what it settles."""
    session = session_of(state, command.session_id)
    held_at = command.held_at or session.starts_at
    told = SessionReported(
        occurred_at=now,
        session_id=session.id,
        by=command.acting,
        outcome=command.outcome,
        held_at=held_at,
        minutes=command.minutes,
        cut_short=command.cut_short,
        off_topic=command.off_topic,
    )
    _check_time(told, state, now)
    if any(_says_the_same(one.by, one.outcome, told) for one in session.reports):
        return ()
    return (told, *settle(told, session, now))


def _says_the_same(by: object, outcome: SessionOutcome, told: SessionReported) -> bool:
    return (by, outcome) == (told.by, told.outcome)


def _check_time(told: SessionReported, state: PairingState, now: Instant) -> None:
    if told.held_at is None:
        raise not_allowed(
            "held_at", "is missing, and the session was never booked", "when it took place"
        )
    if told.held_at > now:
        raise not_allowed("held_at", "lies in the future", "a time that has passed")
    if told.held_at < state.opened_at:
        raise not_allowed(
            "held_at", "lies before the pairing began", f"from {state.opened_at:%Y-%m-%d}"
        )


@decide_on.register
def _completed(command: SessionCompleted, state: PairingState, now: Instant) -> Events:
    told = ReportSession(
        message_id=command.message_id,
        acting=command.acting,
        pairing_id=command.pairing_id,
        session_id=command.session_id,
        outcome=SessionOutcome.HELD,
        held_at=command.held_at,
        minutes=command.minutes,
    )
    return report(told, state, now)


@decide_on.register
def _was_missed(command: SessionWasMissed, state: PairingState, now: Instant) -> Events:
    absent = command.absent is Side.MENTOR
    told = ReportSession(
        message_id=command.message_id,
        acting=command.acting,
        pairing_id=command.pairing_id,
        session_id=command.session_id,
        outcome=SessionOutcome.MENTOR_ABSENT if absent else SessionOutcome.MENTEE_ABSENT,
    )
    return report(told, state, now)


@decide_on.register
def _withdraw(command: WithdrawSessionReport, state: PairingState, now: Instant) -> Events:
    session = session_of(state, command.session_id)
    if not session.reports:
        raise not_allowed("session_id", "nothing was reported about this session")
    return (SessionReportWithdrawn(occurred_at=now, session_id=session.id, by=command.acting),)


@decide_on.register
def _reflect(command: SubmitReflection, state: PairingState, now: Instant) -> Events:
    session = session_of(state, command.session_id)
    known = [topic.id for topic in state.setup.topics]
    problems = []
    if command.topic not in known:
        problems.append(
            Problem(
                path="topic", problem="is not a topic of the programme", allowed=", ".join(known)
            )
        )
    if session.status is not SessionStatus.HELD:
        problems.append(
            Problem(path="session_id", problem=f"the session is {session.status}", allowed="held")
        )
    if problems:
        raise NotAllowed(problems)
    side = side_of(command.acting)
    if session.reflections.of(side) == Reflection(topic=command.topic, rating=command.rating):
        return ()
    return (
        ReflectionSubmitted(
            occurred_at=now,
            session_id=session.id,
            side=side,
            topic=command.topic,
            rating=command.rating,
        ),
    )

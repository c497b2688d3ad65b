"""Deciding on sessions: booked, moved, cancelled, reported, withdrawn, reflected upon."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem, not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.commands import (
    BookSession,
    CancelSession,
    ReportSession,
    SubmitReflection,
    WithdrawSessionReport,
)
from domain.pairing.decide.booking import booking_problems, notice_hours
from domain.pairing.events.base import Events, PairingEvent
from domain.pairing.events.sessions import (
    ReflectionSubmitted,
    SessionBooked,
    SessionCancelled,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
)
from domain.pairing.facts import SessionCompleted, SessionWasMissed
from domain.pairing.session import Reflection, Report, Session, deciding
from domain.pairing.sides import side_of, side_served_by
from domain.pairing.state import Ending, PairingState
from domain.pairing.vocabulary import UNDECIDED, SessionOutcome, SessionStatus
from domain.programme.people import Side


def _session_of(state: PairingState, session_id: str) -> Session:
    """The session, or a refusal that names all there are."""
    session = state.session(session_id)
    if session is None:
        known = ", ".join(planned.id for planned in state.sessions) or "none yet"
        raise not_allowed("session_id", "this pairing has no such session", known)
    return session


def _book(command: BookSession, state: PairingState, now: Instant) -> Events:
    session = _session_of(state, command.session_id)
    minutes = command.minutes or session.minutes
    if problems := booking_problems(session, command.starts_at, minutes, state, now):
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
    _check_lies_ahead(session, now)
    return (
        SessionMoved(
            occurred_at=now,
            session_id=session.id,
            by=command.acting,
            starts_at=command.starts_at,
            minutes=minutes,
            is_lapse=_is_moved_too_often(command, state, session),
        ),
    )


def _is_moved_too_often(command: BookSession, state: PairingState, session: Session) -> bool:
    """Whether a side moves the start once more than is free; the length may change (case 23)."""
    side = side_served_by(command.acting)
    if side is None or command.starts_at == session.starts_at or session.came_back:
        return False
    return session.moves.of(side) >= state.setup.session_rules.free_moves


def _check_lies_ahead(session: Session, now: Instant) -> None:
    """Raise `NotAllowed` once the appointment has begun: what became of it is to be reported."""
    if session.starts_at is not None and session.starts_at <= now:
        raise not_allowed(
            "session_id",
            "the appointment has begun and can be neither moved nor cancelled",
            "report_session: what became of it",
        )


def _cancel(command: CancelSession, state: PairingState, now: Instant) -> Events:
    session = _session_of(state, command.session_id)
    if session.status is SessionStatus.PLANNED:
        return ()
    if session.status is not SessionStatus.BOOKED or session.starts_at is None:
        raise not_allowed("session_id", f"the session is {session.status}, not booked")
    _check_lies_ahead(session, now)
    notice = timedelta(hours=notice_hours(state))
    side, late = _on_whose_account(command), session.starts_at - now < notice
    return (
        SessionCancelled(
            occurred_at=now,
            session_id=session.id,
            by=command.acting,
            # What has come back by itself may not suit any more: there was time to say so.
            side=side if late or not session.came_back else None,
            late=late,
        ),
    )


def _on_whose_account(command: CancelSession) -> Side | None:
    """The side that cancels, or for which a tool or the office does."""
    side = side_served_by(command.acting)
    if side and command.on_behalf_of not in (None, side):
        raise not_allowed(
            "on_behalf_of", f"the {command.acting} cannot cancel for the partner", side
        )
    return side or command.on_behalf_of


def _report(command: ReportSession, state: PairingState, now: Instant) -> Events:
    if state.ending is not None:
        _check_correctable(command, state.ending)
        _check_undecided(_session_of(state, command.session_id))
    if problem := _held_already(command, state):
        raise NotAllowed([problem])
    return report(command, state, now)


def _held_already(command: ReportSession, state: PairingState) -> Problem | None:
    """Another session that took place at about that time: it was one meeting."""
    session = state.session(command.session_id)
    if session is None or command.outcome is not SessionOutcome.HELD:
        return None
    held_at = command.held_at or session.starts_at
    if held_at is None:
        return None
    for other in state.sessions:
        held = other.status is SessionStatus.HELD and other.id != command.session_id
        if held and _is_one_meeting(command, other, held_at, state):
            return Problem(
                path="held_at",
                problem=f"session {other.id} was held at about that time",
                allowed="when this one was held; or withdraw the report on that one first; "
                "if there were two meetings, the operator reports the second",
            )
    return None


def _is_one_meeting(
    command: ReportSession, other: Session, held_at: Instant, state: PairingState
) -> bool:
    """At the very same time; or, if a tool tells of one of them, not far apart.

    Tools give one meeting two ids. People are believed, and the operator against a tool.
    """
    by_tool = Role.INTEGRATION in (command.acting, other.source)
    is_certain = not by_tool or command.acting is Role.OPERATOR
    hours = 0 if is_certain else state.setup.session_rules.same_meeting_hours
    return other.held_at is not None and abs(other.held_at - held_at) <= timedelta(hours=hours)


def report(command: ReportSession, state: PairingState, now: Instant) -> Events:
    """A report about a session; what follows from it is a consequence."""
    session = _session_of(state, command.session_id)
    held = command.outcome is SessionOutcome.HELD
    held_at = (command.held_at or session.starts_at) if held else None
    if held:
        check_past("held_at", held_at, state, now)
    else:
        _check_begun(session, now)
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
    if any(_says_the_same(known, told) for known in session.reports):
        return ()
    return (*_no_longer_needed(session, now), told)


def _says_the_same(known: Report, told: SessionReported) -> bool:
    return known.model_dump() == told.model_dump(include=set(Report.model_fields))


def _no_longer_needed(session: Session, now: Instant) -> Events:
    """They met earlier than booked: the appointment disappears from both calendars."""
    if session.status is not SessionStatus.BOOKED or not session.starts_at:
        return ()
    if session.starts_at <= now:
        return ()
    return (SessionCancelled(occurred_at=now, session_id=session.id),)


def check_past(path: str, at: Instant | None, state: PairingState, now: Instant) -> None:
    """Raise `NotAllowed` unless it is a time at which the two can have met."""
    if at is None:
        raise not_allowed(path, "is missing, and the session was never booked", "when it was")
    if at > now:
        raise not_allowed(path, "lies in the future", "a time that has passed")
    if at < state.opened_at:
        raise not_allowed(
            path, "lies before the pairing began", f"from {state.opened_at:%Y-%m-%d} on"
        )


def _check_begun(session: Session, now: Instant) -> None:
    """No one can be absent before the beginning; but what others reported can be contradicted."""
    if session.reports or (session.starts_at and session.starts_at <= now):
        return
    raise not_allowed(
        "outcome", "there was no appointment yet that somebody could have missed", "held"
    )


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
    return _report(told, state, now)


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


def _withdraw(command: WithdrawSessionReport, state: PairingState, now: Instant) -> Events:
    session = _session_of(state, command.session_id)
    if state.ending is not None:
        _check_correctable(command, state.ending)
    parties = [kept.by for kept in session.reports]
    if not parties:
        raise not_allowed("session_id", "nothing was reported about this session")
    if command.acting not in (*parties, Role.OPERATOR):
        allowed = ", ".join((*parties, Role.OPERATOR))
        raise not_allowed("acting", "has reported nothing about this session", allowed)
    left = deciding(tuple(kept for kept in session.reports if kept.by is not command.acting))
    return (
        SessionReportWithdrawn(
            occurred_at=now,
            session_id=session.id,
            by=command.acting,
            still_held=(
                command.acting is not Role.OPERATOR
                and left is not None
                and left.outcome is SessionOutcome.HELD
            ),
        ),
    )


def _check_undecided(session: Session) -> None:
    """After the end no more is reported; but what was left open then can be decided (case 26)."""
    if session.status not in UNDECIDED:
        raise not_allowed(
            "session_id",
            f"the pairing is closed, and the session is {session.status}",
            f"a session that is {' or '.join(UNDECIDED)}; or reopen the pairing first",
        )


def _check_correctable(command: ReportSession | WithdrawSessionReport, ending: Ending) -> None:
    """After the end only the operator corrects, and only what can still be reopened (case 29)."""
    if command.acting is not Role.OPERATOR:
        raise not_allowed("acting", "the pairing is closed", Role.OPERATOR)
    if ending.final:
        raise not_allowed("", "it is too late: the pairing can no longer be reopened")


def _reflect(command: SubmitReflection, state: PairingState, now: Instant) -> Events:
    session = _session_of(state, command.session_id)
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


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(BookSession, _book),
    On(CancelSession, _cancel),
    On(ReportSession, _report),
    On(SessionCompleted, _completed),
    On(SessionWasMissed, _was_missed),
    On(WithdrawSessionReport, _withdraw),
    On(SubmitReflection, _reflect),
)

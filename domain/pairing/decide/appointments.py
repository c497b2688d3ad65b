"""Appointments that are called off because of something else, and that stand again after it."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.decide.booking import booking_problems, notice_hours
from domain.pairing.events.base import Events
from domain.pairing.events.sessions import SessionBooked, SessionCancelled
from domain.pairing.session import Session
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus, Stage


def cancel_booked(
    state: PairingState,
    now: Instant,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    for_now: bool = False,
) -> Events:
    """Call off appointments to come (all, or those between), to no one's account.

    ``for_now``: those whose time has not come when the two are back will stand again.
    """
    return tuple(
        SessionCancelled(occurred_at=now, session_id=session.id, for_now=for_now)
        for session in state.sessions
        if session.status is SessionStatus.BOOKED
        and session.starts_at
        and now < session.starts_at
        and (since is None or since <= session.starts_at)
        and (until is None or session.starts_at < until)
    )


def brought_back(state: PairingState, now: Instant) -> Events:
    """The appointments that were called off for a pause that has ended before them (case 35).

    Only those that would be booked today as well, on a day on which both are at work, and with the
    notice that was agreed: whoever cannot make it any more has the time to say so.
    """
    if state.pause is not None or state.stage not in (Stage.SESSIONS, Stage.REVIEW):
        return ()
    return tuple(
        SessionBooked(
            occurred_at=now,
            session_id=session.id,
            by=Role.ENGINE,
            starts_at=starts_at,
            minutes=session.minutes,
            back=True,
        )
        for session in state.sessions
        if (starts_at := _stands_again(session, state, now))
    )


def _stands_again(session: Session, state: PairingState, now: Instant) -> Instant | None:
    """When the session is again as it was before the pause; None if it has to be booked anew."""
    gone = session.called_off
    if session.status is not SessionStatus.PLANNED or gone is None or not gone.for_now:
        return None
    starts_at, notice = gone.starts_at, timedelta(hours=notice_hours(state))
    if starts_at < now + notice or state.calendar.is_off_for_somebody(starts_at):
        return None
    problems = booking_problems(session, starts_at, session.minutes, state, now)
    return None if problems else starts_at

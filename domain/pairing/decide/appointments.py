"""Appointments that are called off because of something else: a pause, a hold, the end."""

from domain.engine.base import Instant
from domain.pairing.events.base import Events
from domain.pairing.events.sessions import SessionCancelled
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus


def cancel_booked(
    state: PairingState, now: Instant, since: Instant | None = None, until: Instant | None = None
) -> Events:
    """Call off appointments to come (all, or those between), to no one's account."""
    return tuple(
        SessionCancelled(occurred_at=now, session_id=session.id)
        for session in state.sessions
        if session.status is SessionStatus.BOOKED
        and session.starts_at
        and now < session.starts_at
        and (since is None or since <= session.starts_at)
        and (until is None or session.starts_at < until)
    )

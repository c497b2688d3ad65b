"""Events of sessions: booked, moved, cancelled, reported, held, missed."""

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.events.base import PairingEvent
from domain.pairing.vocabulary import SessionOutcome
from domain.programme.ids import SessionId, TopicId
from domain.programme.people import Side
from domain.programme.quantities import Rating1To5


class SessionBooked(PairingEvent):
    """A session was booked."""

    tag = "pairing.session_booked.v1"
    session_id: SessionId
    by: Role
    starts_at: Instant
    minutes: int
    back: bool = False
    """It had been called off for a pause that ended before it: nobody has booked it anew."""


class SessionMoved(PairingEvent):
    """A booked session got another appointment."""

    tag = "pairing.session_moved.v1"
    session_id: SessionId
    by: Role
    starts_at: Instant
    minutes: int
    is_lapse: bool
    """The side has moved the start of the same appointment once more than is free (case 23)."""


class SessionCancelled(PairingEvent):
    """An appointment was called off; the session can be booked anew."""

    tag = "pairing.session_cancelled.v1"
    session_id: SessionId
    by: Role | None = None
    """Absent if a pause or the end of the pairing called it off."""
    side: Side | None = None
    """For whom it was cancelled; absent: it counts against no one."""
    late: bool = False
    for_now: bool = False
    """For a pause or a leave: it comes back if that ends before it."""


class SessionReported(PairingEvent):
    """A party reported a session; others may still report it differently."""

    tag = "pairing.session_reported.v1"
    session_id: SessionId
    by: Role
    outcome: SessionOutcome
    held_at: Instant | None = None
    minutes: int | None = None
    cut_short: bool = False
    off_topic: bool = False


class AbsenceClaimed(PairingEvent):
    """One side was reported absent, and may object before it counts."""

    tag = "pairing.absence_claimed.v1"
    session_id: SessionId
    absent: Side


class SessionHeld(PairingEvent):
    """A session counts as held; recorded again if its data is corrected."""

    tag = "pairing.session_held.v1"
    session_id: SessionId
    held_at: Instant
    minutes: int
    source: Role


class SessionMissed(PairingEvent):
    """A session counts as missed by one side."""

    tag = "pairing.session_missed.v1"
    session_id: SessionId
    absent: Side
    source: Role


class ReportsConflicted(PairingEvent):
    """Reports about a session differ; the operator decides."""

    tag = "pairing.reports_conflicted.v1"
    session_id: SessionId


class SessionUnconfirmed(PairingEvent):
    """No one reported whether a session took place; it counts neither way."""

    tag = "pairing.session_unconfirmed.v1"
    session_id: SessionId


class SessionReportWithdrawn(PairingEvent):
    """A report about a session is withdrawn; figures are derived anew."""

    tag = "pairing.session_report_withdrawn.v1"
    session_id: SessionId
    by: Role
    still_held: bool = False
    """Others say that it was held, so that what was learned remains."""


class ReflectionSubmitted(PairingEvent):
    """One side said in which topic it learned something, and how much."""

    tag = "pairing.reflection_submitted.v1"
    session_id: SessionId
    side: Side
    topic: TopicId
    rating: Rating1To5


EVENTS: tuple[type[PairingEvent], ...] = (
    SessionBooked,
    SessionMoved,
    SessionCancelled,
    SessionReported,
    AbsenceClaimed,
    SessionHeld,
    SessionMissed,
    ReportsConflicted,
    SessionUnconfirmed,
    SessionReportWithdrawn,
    ReflectionSubmitted,
)

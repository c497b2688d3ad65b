"""What a named role has to do. Events open and settle items, so that nothing is forgotten."""

from enum import StrEnum

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.ids import SessionId
from domain.programme.people import Side
from domain.programme.request import OwnerRole


class ItemKind(StrEnum):
    """Reasons for which the engine asks a human for help."""

    INVITATION_EXPIRED = "invitation_expired"
    ASSESSMENT_MISSING = "assessment_missing"
    EXPECTATIONS_MISSING = "expectations_missing"
    AGREEMENT_NOT_ACCEPTED = "agreement_not_accepted"
    PLAN_NOT_ACCEPTED = "plan_not_accepted"
    FIRST_SESSION_NOT_BOOKED = "first_session_not_booked"
    MENTEE_KEEPS_CANCELLING = "mentee_keeps_cancelling"
    MENTOR_KEEPS_CANCELLING = "mentor_keeps_cancelling"
    CONFLICTING_REPORTS = "conflicting_reports"
    SILENT_PAIR = "silent_pair"
    MENTOR_WANTS_OUT = "mentor_wants_out"
    """Confidential: asked for in the junior's own check-in; the partner never learns of it."""
    RULE_BROKEN = "rule_broken"
    PERSON_LEFT = "person_left"
    STILL_PAUSED = "still_paused"
    REVIEW_MISSING = "review_missing"
    MAIL_UNDELIVERABLE = "mail_undeliverable"
    MATCHES_NOT_CONFIRMED = "matches_not_confirmed"
    NOBODY_FITS = "nobody_fits"
    PAIRING_NOT_STARTED = "pairing_not_started"
    PAIRING_NOT_REACHED = "pairing_not_reached"


class Item(Frozen):
    """One thing to do for the owners of the cohort."""

    id: OpaqueId
    kind: ItemKind
    owner: OwnerRole = OwnerRole.LEAD
    side: Side | None = None
    session_id: SessionId | None = None
    opened_at: Instant
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""

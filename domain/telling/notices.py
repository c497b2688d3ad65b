"""Notices: what people are told. A notice follows from an event and is recorded as an event."""

from enum import StrEnum

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.ids import PersonId, SessionId
from domain.programme.people import Side
from domain.telling.items import ItemKind


class NoticeKind(StrEnum):
    """Every occasion for a mail."""

    # To mentor and mentee, before the sessions
    INVITATION = "invitation"
    INVITATION_REMINDER = "invitation_reminder"
    INVITATION_WITHDRAWN = "invitation_withdrawn"
    ASSESSMENT_REQUEST = "assessment_request"
    ASSESSMENT_REMINDER = "assessment_reminder"
    EXPECTATIONS_REQUEST = "expectations_request"
    EXPECTATIONS_REMINDER = "expectations_reminder"
    AGREEMENT_READY = "agreement_ready"
    AGREEMENT_CHANGED = "agreement_changed"
    AGREEMENT_REMINDER = "agreement_reminder"
    PLAN_READY = "plan_ready"
    PLAN_CHANGED = "plan_changed"
    PLAN_REMINDER = "plan_reminder"
    # To mentor and mentee, around the sessions
    BOOKING_REQUEST = "booking_request"
    BOOKING_REMINDER = "booking_reminder"
    BOOKING_OUTREACH = "booking_outreach"
    """To the mentor: please reach out yourself, your partner has not booked yet."""
    SESSION_BOOKED = "session_booked"
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_REMINDER = "session_reminder"
    REPORT_REQUEST = "report_request"
    REPORT_REMINDER = "report_reminder"
    ABSENCE_REPORTED = "absence_reported"
    """To the side that is reported absent: it may object before it counts."""
    REFLECTION_REQUEST = "reflection_request"
    REFLECTION_REMINDER = "reflection_reminder"
    JUNIOR_CHECK_IN = "junior_check_in"
    """To the mentor alone, in confidence, after the first session."""
    DID_YOU_MEET = "did_you_meet"
    # The course of the programme
    PAUSED = "paused"
    STILL_PAUSED = "still_paused"
    RESUMED = "resumed"
    EXTENSION_PROPOSED = "extension_proposed"
    EXTENDED = "extended"
    WIND_DOWN = "wind_down"
    REVIEW_REQUEST = "review_request"
    REVIEW_REMINDER = "review_reminder"
    CLOSED = "closed"
    REOPENED = "reopened"
    PARTNERSHIP_FOLLOW_UP = "partnership_follow_up"
    # To the owners of a cohort
    ITEM_OPENED = "item_opened"
    MATCHES_TO_CONFIRM = "matches_to_confirm"
    MATCHES_REMINDER = "matches_reminder"
    # To everybody of a cohort, one message per person
    COHORT_PAUSED = "cohort_paused"
    COHORT_RESUMED = "cohort_resumed"
    COHORT_ENDED = "cohort_ended"


class DeliveryOutcome(StrEnum):
    """How a notice fared."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    """The mail server will not take it: address unknown, mailbox gone."""
    GAVE_UP = "gave_up"
    """The mail server could not be reached for as long as the programme tries."""
    NO_ADDRESS = "no_address"
    """The roster does not know the person (any more)."""
    BOUNCED = "bounced"
    """Taken by the mail server and reported back as undeliverable later."""


class Appointment(Frozen):
    """An appointment as it was when a notice told of it; later changes are told again."""

    starts_at: Instant
    minutes: int
    sequence: int
    """Grows with every change of the appointment (RFC 5545 SEQUENCE)."""
    late: bool = False
    """Called off after the notice that was agreed."""


class Notice(Frozen):
    """One message to one person, and why it is sent."""

    id: OpaqueId
    """Stable per occasion (``<kind>-<version>-<side>``), so that a retry is recognised."""
    kind: NoticeKind
    to: PersonId
    side: Side | None = None
    """The recipient's side in the pairing; absent for owners."""
    session_id: SessionId | None = None
    appointment: Appointment | None = None
    """Of that session; absent when it has none."""
    item_id: OpaqueId | None = None
    item: ItemKind | None = None
    """The item that the owners are told of."""
    item_side: Side | None = None
    """The side that the item is about."""
    weeks: int | None = None
    """By how much a term is to become longer."""
    until: Instant | None = None
    """Until when an answer is asked for."""
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""

"""The kinds of notices and items. What is known of each stands in the catalogue."""

from enum import StrEnum
from typing import TypeAlias

from domain.engine.confidence import Undisclosed


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
    SESSION_TO_MOVE = "session_to_move"
    """To both: a shutdown was announced, and the appointment lies in it."""
    SESSION_REMINDER = "session_reminder"
    REPORT_REQUEST = "report_request"
    REPORT_REMINDER = "report_reminder"
    SESSION_MISSED = "session_missed"
    """To both: it counts as missed, and needs a new date."""
    ABSENCE_REPORTED = "absence_reported"
    """To the side that is reported absent: it may object before it counts."""
    REFLECTION_REQUEST = "reflection_request"
    REFLECTION_REMINDER = "reflection_reminder"
    JUNIOR_CHECK_IN = "junior_check_in"
    """To the mentor alone, in confidence, after the first session."""
    DID_YOU_MEET = "did_you_meet"
    DATES_PROPOSED = "dates_proposed"
    """To both, when one says that they have not met: days that would do."""
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
    WAITING_LIST = "waiting_list"
    STILL_WAITING = "still_waiting"
    WAITING_OVER = "waiting_over"
    ANOTHER_PARTNER = "another_partner"
    """To a person who lost the partner: do you want another one?"""
    # To everybody of a cohort, one message per person
    COHORT_PAUSED = "cohort_paused"
    COHORT_RESUMED = "cohort_resumed"
    COHORT_ENDED = "cohort_ended"


class ItemKind(StrEnum):
    """Reasons for which the engine asks a human for help."""

    INVITATION_EXPIRED = "invitation_expired"
    ASSESSMENT_MISSING = "assessment_missing"
    EXPECTATIONS_MISSING = "expectations_missing"
    AGREEMENT_NOT_ACCEPTED = "agreement_not_accepted"
    PLAN_NOT_ACCEPTED = "plan_not_accepted"
    FIRST_SESSION_NOT_BOOKED = "first_session_not_booked"
    DATES_NOT_KEPT = "dates_not_kept"
    """Appointments that one side cancelled, moved too often, or missed."""
    NO_SHOWS = "no_shows"
    """Appointments in a row that one side or the other has missed."""
    CONFLICTING_REPORTS = "conflicting_reports"
    SILENT_PAIR = "silent_pair"
    NOT_MEETING = "not_meeting"
    """The two said that they had not met, and found no date since."""
    MENTOR_WANTS_OUT = "mentor_wants_out"
    """In confidence: asked for in the junior's own check-in; the partner never learns of it."""
    RULE_BROKEN = "rule_broken"
    PERSON_LEFT = "person_left"
    STILL_PAUSED = "still_paused"
    REVIEW_MISSING = "review_missing"
    MAIL_UNDELIVERABLE = "mail_undeliverable"
    MATCHES_NOT_CONFIRMED = "matches_not_confirmed"
    NOBODY_FITS = "nobody_fits"
    PAIRING_NOT_STARTED = "pairing_not_started"
    PAIRING_NOT_REACHED = "pairing_not_reached"
    PAIRING_NOT_RUNNING = "pairing_not_running"


KnownKind: TypeAlias = ItemKind | Undisclosed
"""The kind of an item, as far as it is known."""

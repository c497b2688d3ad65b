"""What a named role has to do. Items are opened and closed by events, so that nothing is forgotten."""

from enum import StrEnum
from typing import assert_never

from domain.base import Frozen, Instant, OpaqueId
from domain.people import Side
from domain.programme import OwnerRole


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


class Item(Frozen):
    """One thing to do for the owners of the cohort."""

    id: OpaqueId
    kind: ItemKind
    owner: OwnerRole = OwnerRole.LEAD
    side: Side | None = None
    session_id: OpaqueId | None = None
    opened_at: Instant
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""


def in_words(kind: ItemKind) -> str:
    """What the item asks for, as HR reads it in the Temporal UI."""
    match kind:
        case ItemKind.INVITATION_EXPIRED:
            return "An invitation was never answered: look for the next candidate"
        case ItemKind.ASSESSMENT_MISSING:
            return "An assessment is missing: ask the person"
        case ItemKind.EXPECTATIONS_MISSING:
            return "Expectations are missing: ask the person"
        case ItemKind.AGREEMENT_NOT_ACCEPTED:
            return "The agreement is not accepted by both: talk to the person"
        case ItemKind.PLAN_NOT_ACCEPTED:
            return "The action plan is not accepted by both: talk to the person"
        case ItemKind.FIRST_SESSION_NOT_BOOKED:
            return "The first session is still not booked: help the two to start"
        case ItemKind.MENTEE_KEEPS_CANCELLING:
            return "The mentee keeps cancelling: talk about priority"
        case ItemKind.MENTOR_KEEPS_CANCELLING:
            return "The mentor keeps cancelling: talk about time"
        case ItemKind.CONFLICTING_REPORTS:
            return "The two report different things about a session: decide what counts"
        case ItemKind.SILENT_PAIR:
            return "The pair is silent: ask how it goes, or propose to end"
        case ItemKind.MENTOR_WANTS_OUT:
            return "In confidence: the mentor asks to end without being named"
        case ItemKind.RULE_BROKEN:
            return "A rule of composition no longer holds: change, end, or waive with a reason"
        case ItemKind.PERSON_LEFT:
            return "Somebody leaves the company: bring the review forward or end"
        case ItemKind.STILL_PAUSED:
            return "The pause goes on without a return date: ask"
        case ItemKind.REVIEW_MISSING:
            return "A review is missing: ask the person"
        case ItemKind.MAIL_UNDELIVERABLE:
            return "A mail could not be delivered: correct the address, tell the person another way"
        case ItemKind.MATCHES_NOT_CONFIRMED:
            return "The proposed pairs wait for confirmation"
        case ItemKind.NOBODY_FITS:
            return "Nobody fits under the rules: relax a named rule or add people"
        case ItemKind.PAIRING_NOT_STARTED:
            return "A pairing could not be started: see the reason"
        case _:
            assert_never(kind)

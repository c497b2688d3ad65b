"""What has happened to a pairing. Past participles with a wire tag; the words of people apart in ``private``."""

from datetime import date

from domain.base import Frozen, Instant, Level0To5, OpaqueId, Rating1To5
from domain.errors import Problem
from domain.events import DomainEvent
from domain.items import Item
from domain.notices import DeliveryOutcome, Notice
from domain.pairing.state import PairingSetup
from domain.pairing.vocabulary import (
    Channel,
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    EndReason,
    Objectives,
    Role,
    SessionOutcome,
    Stage,
)
from domain.people import Side
from domain.plan import ActionPlan
from domain.programme import HardRule


class PairingEvent(DomainEvent):
    """Base of all events of a pairing."""


class PrivateWords(Frozen):
    """Why somebody did something, in their own words."""

    words: str


class PrivateExpectations(Frozen):
    """Goals and off-limit topics, in the words of one side."""

    goals: tuple[str, ...]
    off_limits: tuple[str, ...]


class PrivateAgreement(Frozen):
    """Goals and off-limit topics as both agreed."""

    goals_mentor: tuple[str, ...]
    goals_mentee: tuple[str, ...]
    off_limits: tuple[str, ...]


# -- the course of a pairing ---------------------------------------------------------------------


class PairingOpened(PairingEvent):
    tag = "pairing.opened.v1"
    setup: PairingSetup


class StageEntered(PairingEvent):
    tag = "pairing.stage_entered.v1"
    stage: Stage
    left: Stage


class DeadlineElapsed(PairingEvent):
    tag = "pairing.deadline_elapsed.v1"
    kind: DeadlineKind
    due: Instant
    session_id: OpaqueId | None = None
    supersedes: tuple[DeadlineKind, ...] = ()
    """Milder deadlines of the same matter that were due as well: five reminders become one."""


class PairingPaused(PairingEvent):
    tag = "pairing.paused.v1"
    by: Role
    return_on: date | None = None
    quiet: bool = False


class PairingResumed(PairingEvent):
    tag = "pairing.resumed.v1"
    by: Role | None = None
    """Absent when the date of return came."""
    quiet: bool = False


class ExtensionProposed(PairingEvent):
    tag = "pairing.extension_proposed.v1"
    by: Side
    weeks: int


class PairingExtended(PairingEvent):
    tag = "pairing.extended.v1"
    weeks: int
    ends_on: date


class PairingClosed(PairingEvent):
    tag = "pairing.closed.v1"
    reason: EndReason
    by: Role | None = None
    quiet: bool = False
    private: PrivateWords | None = None


class PairingReopened(PairingEvent):
    tag = "pairing.reopened.v1"
    by: Role
    ends_on: date | None = None


class PartnershipEnded(PairingEvent):
    tag = "pairing.partnership_ended.v1"
    by: Role | None = None


class PairingArchived(PairingEvent):
    tag = "pairing.archived.v1"


# -- before the sessions -------------------------------------------------------------------------


class InvitationAccepted(PairingEvent):
    tag = "pairing.invitation_accepted.v1"
    side: Side


class InvitationDeclined(PairingEvent):
    tag = "pairing.invitation_declined.v1"
    side: Side
    private: PrivateWords | None = None


class AssessmentSubmitted(PairingEvent):
    tag = "pairing.assessment_submitted.v1"
    side: Side
    knowledge: dict[OpaqueId, Level0To5]
    confidence: dict[OpaqueId, Rating1To5]
    experience: tuple[OpaqueId, ...] | None
    complete: bool


class ExpectationsSubmitted(PairingEvent):
    tag = "pairing.expectations_submitted.v1"
    side: Side
    topics: tuple[OpaqueId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    private: PrivateExpectations | None = None


class AgreementDrafted(PairingEvent):
    tag = "pairing.agreement_drafted.v1"
    version: str
    topics: tuple[OpaqueId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    differences: tuple[str, ...]
    private: PrivateAgreement | None = None


class AgreementAccepted(PairingEvent):
    tag = "pairing.agreement_accepted.v1"
    side: Side
    version: str


class PlanDrawnUp(PairingEvent):
    tag = "pairing.plan_drawn_up.v1"
    plan: ActionPlan


class PlanAmended(PairingEvent):
    tag = "pairing.plan_amended.v1"
    by: Side
    plan: ActionPlan


class PlanContinued(PairingEvent):
    tag = "pairing.plan_continued.v1"
    plan: ActionPlan


class PlanAccepted(PairingEvent):
    tag = "pairing.plan_accepted.v1"
    side: Side
    version: int


# -- sessions ------------------------------------------------------------------------------------


class SessionBooked(PairingEvent):
    tag = "pairing.session_booked.v1"
    session_id: OpaqueId
    by: Role
    starts_at: Instant
    minutes: int


class SessionMoved(PairingEvent):
    tag = "pairing.session_moved.v1"
    session_id: OpaqueId
    by: Role
    starts_at: Instant
    minutes: int
    counts_as_cancellation: bool
    """The third move of the same session (case 23)."""


class SessionCancelled(PairingEvent):
    tag = "pairing.session_cancelled.v1"
    session_id: OpaqueId
    by: Role | None = None
    """Absent when a pause or the end of the pairing called it off; that counts against nobody."""
    late: bool = False


class SessionReported(PairingEvent):
    tag = "pairing.session_reported.v1"
    session_id: OpaqueId
    by: Role
    outcome: SessionOutcome
    held_at: Instant | None = None
    minutes: int | None = None
    cut_short: bool = False
    off_topic: bool = False


class SessionHeld(PairingEvent):
    tag = "pairing.session_held.v1"
    session_id: OpaqueId
    held_at: Instant
    minutes: int
    source: Role


class SessionMissed(PairingEvent):
    tag = "pairing.session_missed.v1"
    session_id: OpaqueId
    absent: Side
    source: Role


class ReportsConflicted(PairingEvent):
    tag = "pairing.reports_conflicted.v1"
    session_id: OpaqueId


class SessionUnconfirmed(PairingEvent):
    tag = "pairing.session_unconfirmed.v1"
    session_id: OpaqueId


class SessionReportWithdrawn(PairingEvent):
    tag = "pairing.session_report_withdrawn.v1"
    session_id: OpaqueId
    by: Role


class ReflectionSubmitted(PairingEvent):
    tag = "pairing.reflection_submitted.v1"
    session_id: OpaqueId
    side: Side
    topic: OpaqueId
    rating: Rating1To5


# -- questions in between and reviews ------------------------------------------------------------


class CheckInAsked(PairingEvent):
    tag = "pairing.check_in_asked.v1"
    check_in: CheckIn


class CheckInAnswered(PairingEvent):
    tag = "pairing.check_in_answered.v1"
    check_in: CheckIn
    side: Side
    answer: CheckInAnswer


class ReviewOpened(PairingEvent):
    tag = "pairing.review_opened.v1"
    number: int
    final: bool
    then: EndReason | None = None


class ReviewSubmitted(PairingEvent):
    tag = "pairing.review_submitted.v1"
    number: int
    side: Side
    confidence: dict[OpaqueId, Rating1To5]
    objectives: Objectives
    again: bool
    partnership: bool


class ReviewClosed(PairingEvent):
    tag = "pairing.review_closed.v1"
    number: int
    complete: bool


# -- people --------------------------------------------------------------------------------------


class PersonLeaving(PairingEvent):
    tag = "pairing.person_leaving.v1"
    side: Side
    last_day: date | None = None


class PersonDataChanged(PairingEvent):
    tag = "pairing.person_data_changed.v1"
    side: Side


class RulesChecked(PairingEvent):
    tag = "pairing.rules_checked.v1"
    side: Side
    broken: tuple[HardRule, ...]


# -- consequences --------------------------------------------------------------------------------


class NoticeIssued(PairingEvent):
    tag = "pairing.notice_issued.v1"
    notice: Notice


class NoticeSettled(PairingEvent):
    tag = "pairing.notice_settled.v1"
    notice_id: OpaqueId
    outcome: DeliveryOutcome


class ItemOpened(PairingEvent):
    tag = "pairing.item_opened.v1"
    item: Item


class ItemClosed(PairingEvent):
    tag = "pairing.item_closed.v1"
    item_id: OpaqueId


class MessageRejected(PairingEvent):
    tag = "pairing.message_rejected.v1"
    message: str
    message_id: str | None = None
    problems: tuple[Problem, ...]


PAIRING_EVENTS: tuple[type[PairingEvent], ...] = tuple(PairingEvent.__subclasses__())
"""Every event of a pairing; the journal's reader finds them here by their tag."""

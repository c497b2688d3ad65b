"""Events before the sessions: invitation, assessment, expectations, agreement, plan."""

from domain.engine.base import OpaqueId
from domain.engine.roles import Role
from domain.pairing.events.base import (
    PairingEvent,
    PrivateAgreement,
    PrivateExpectations,
    PrivateWords,
)
from domain.pairing.vocabulary import Channel
from domain.planning.plan import ActionPlan
from domain.programme.confidentiality import ConfidentialityTexts
from domain.programme.ids import PersonId, TopicId
from domain.programme.people import Side
from domain.programme.quantities import Level0To5, Rating1To5
from domain.programme.request import WaiverReason


class InvitationAccepted(PairingEvent):
    """One side said yes."""

    tag = "pairing.invitation_accepted.v1"
    side: Side


class InvitationDeclined(PairingEvent):
    """One side said no; the reason is for the programme lead only."""

    tag = "pairing.invitation_declined.v1"
    side: Side
    private: PrivateWords | None = None


class ApprovalGiven(PairingEvent):
    """The line manager of one side approved."""

    tag = "pairing.approval_given.v1"
    side: Side
    by: Role
    manager: PersonId


class ApprovalRefused(PairingEvent):
    """The line manager of one side did not approve. Nobody asks why."""

    tag = "pairing.approval_refused.v1"
    side: Side
    by: Role
    manager: PersonId


class AssessmentSubmitted(PairingEvent):
    """One side gave assessments; only what was given this time is in here."""

    tag = "pairing.assessment_submitted.v1"
    side: Side
    knowledge: dict[TopicId, Level0To5]
    confidence: dict[TopicId, Rating1To5]
    experience: tuple[OpaqueId, ...] | None
    complete: bool


class ExpectationsSubmitted(PairingEvent):
    """One side gave its expectations, which replace earlier ones."""

    tag = "pairing.expectations_submitted.v1"
    side: Side
    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    private: PrivateExpectations | None = None


class AgreementDrafted(PairingEvent):
    """Both sides' expectations made a new version of the agreement; while sessions go on, it is
    proposed, and what was agreed holds until both accept it."""

    tag = "pairing.agreement_drafted.v1"
    version: str
    topics: tuple[TopicId, ...]
    channel: Channel
    cadence_days: int
    notice_hours: int
    differences: tuple[str, ...]
    confidentiality: ConfidentialityTexts
    private: PrivateAgreement | None = None


class AgreementAccepted(PairingEvent):
    """One side accepted the agreement in exactly this version."""

    tag = "pairing.agreement_accepted.v1"
    side: Side
    version: str


class PlanDrawnUp(PairingEvent):
    """The action plan was drawn up from competencies, experience and objectives."""

    tag = "pairing.plan_drawn_up.v1"
    plan: ActionPlan


class PlanAmended(PairingEvent):
    """One side changed sessions of the plan, and thereby accepted the new version."""

    tag = "pairing.plan_amended.v1"
    by: Side
    plan: ActionPlan


class PlanContinued(PairingEvent):
    """Sessions were added to the end of the plan, after a review or an extension."""

    tag = "pairing.plan_continued.v1"
    plan: ActionPlan


class PlanAdapted(PairingEvent):
    """Both agreed on something else while sessions go on: what is neither held nor booked has the
    topics of the new agreement."""

    tag = "pairing.plan_adapted.v1"
    plan: ActionPlan


class PlanAccepted(PairingEvent):
    """One side accepted the plan in exactly this version."""

    tag = "pairing.plan_accepted.v1"
    side: Side
    version: int


class ContactConfirmed(PairingEvent):
    """Somebody said that the two had been in touch for the first time."""

    tag = "pairing.contact_confirmed.v1"
    by: Role


class BriefingNoted(PairingEvent):
    """It is known which of the two are briefed."""

    tag = "pairing.briefing_noted.v1"
    sides: tuple[Side, ...]
    """All of them, also those of which it was known before."""


class BriefingWaived(PairingEvent):
    """The operator lets the two begin although not both are briefed."""

    tag = "pairing.briefing_waived.v1"
    by: Role
    reason: WaiverReason


EVENTS: tuple[type[PairingEvent], ...] = (
    InvitationAccepted,
    InvitationDeclined,
    ApprovalGiven,
    ApprovalRefused,
    AssessmentSubmitted,
    ExpectationsSubmitted,
    AgreementDrafted,
    AgreementAccepted,
    PlanDrawnUp,
    PlanAmended,
    PlanContinued,
    PlanAdapted,
    PlanAccepted,
    ContactConfirmed,
    BriefingNoted,
    BriefingWaived,
)

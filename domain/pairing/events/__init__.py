"""The events of a pairing: past participles with a wire tag; people's own words are kept apart."""

from domain.pairing.events import course, messages, people, preparation, reviews, sessions
from domain.pairing.events.base import (
    PairingEvent,
    PrivateAgreement,
    PrivateExpectations,
    PrivateWords,
)
from domain.pairing.events.course import (
    DeadlineElapsed,
    ExtensionProposed,
    PairingArchived,
    PairingClosed,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    PartnershipEnded,
    StageEntered,
)
from domain.pairing.events.messages import (
    ItemOpened,
    ItemSettled,
    MessageRejected,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.events.people import PersonDataChanged, PersonLeaving, RulesChecked
from domain.pairing.events.preparation import (
    AgreementAccepted,
    AgreementDrafted,
    AssessmentSubmitted,
    ExpectationsSubmitted,
    InvitationAccepted,
    InvitationDeclined,
    PlanAccepted,
    PlanAmended,
    PlanContinued,
    PlanDrawnUp,
)
from domain.pairing.events.reviews import (
    CheckInAnswered,
    CheckInAsked,
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
)
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReported,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)

__all__ = [
    "FIRST_EVENTS",
    "LATER_EVENTS",
    "PAIRING_EVENTS",
    "AbsenceClaimed",
    "AgreementAccepted",
    "AgreementDrafted",
    "AssessmentSubmitted",
    "CheckInAnswered",
    "CheckInAsked",
    "DeadlineElapsed",
    "ExpectationsSubmitted",
    "ExtensionProposed",
    "InvitationAccepted",
    "InvitationDeclined",
    "ItemOpened",
    "ItemSettled",
    "MessageRejected",
    "NoticeIssued",
    "NoticeSettled",
    "PairingArchived",
    "PairingClosed",
    "PairingEvent",
    "PairingExtended",
    "PairingOpened",
    "PairingPaused",
    "PairingReopened",
    "PairingResumed",
    "PartnershipEnded",
    "PersonDataChanged",
    "PersonLeaving",
    "PlanAccepted",
    "PlanAmended",
    "PlanContinued",
    "PlanDrawnUp",
    "PrivateAgreement",
    "PrivateExpectations",
    "PrivateWords",
    "ReflectionSubmitted",
    "ReportsConflicted",
    "ReviewCalledOff",
    "ReviewClosed",
    "ReviewOpened",
    "ReviewSubmitted",
    "RulesChecked",
    "SessionBooked",
    "SessionCancelled",
    "SessionHeld",
    "SessionMissed",
    "SessionMoved",
    "SessionReportWithdrawn",
    "SessionReported",
    "SessionUnconfirmed",
    "StageEntered",
]

FIRST_EVENTS: tuple[type[PairingEvent], ...] = (PairingOpened,)
"""Events with which a stream can begin."""
LATER_EVENTS: tuple[type[PairingEvent], ...] = (
    *course.EVENTS,
    *preparation.EVENTS,
    *sessions.EVENTS,
    *reviews.EVENTS,
    *people.EVENTS,
    *messages.EVENTS,
)
"""Events of a pairing that has been opened."""
PAIRING_EVENTS: tuple[type[PairingEvent], ...] = (*FIRST_EVENTS, *LATER_EVENTS)
"""Every event of a pairing; the journal's reader finds them here by their tag."""

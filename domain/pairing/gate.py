"""Who may say what, and when: one table instead of checks in every rule."""

from collections.abc import Mapping

from domain.engine import gate
from domain.engine.errors import NotAllowed, Problem
from domain.engine.gate import ITSELF, Gate
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.pairing.commands import (
    MESSAGES,
    Accept,
    AcceptAgreement,
    AcceptPlan,
    AcknowledgeItem,
    AdoptPolicy,
    Annul,
    AnswerCheckIn,
    AnswerSurvey,
    BookSession,
    CancelSession,
    ChangeOwners,
    Decline,
    End,
    Extend,
    LiftHold,
    PausePairing,
    PutOnHold,
    Reopen,
    ReportSession,
    ResumePairing,
    SettleItem,
    SnoozeItem,
    SubmitAssessment,
    SubmitExpectations,
    SubmitReflection,
    SubmitReview,
    Waive,
    WithdrawSessionReport,
)
from domain.pairing.facts import (
    ConsentWithdrawn,
    MailBounced,
    MailFared,
    PeopleBriefed,
    PersonAway,
    PersonBack,
    PersonChanged,
    PersonLeft,
    PersonStays,
    SessionCompleted,
    SessionWasMissed,
    ShutdownAhead,
)
from domain.pairing.messages import PairingMessage
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact, WaiveBriefing
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage

SIDES = (Role.MENTOR, Role.MENTEE)
BOOKERS = (*SIDES, Role.ASSISTANT, Role.OPERATOR, Role.INTEGRATION)
REPORTERS = (*SIDES, Role.OPERATOR, Role.INTEGRATION)
STEERING = (*SIDES, Role.OPERATOR)
OFFICE = (Role.OPERATOR,)
SYSTEMS = (Role.INTEGRATION, Role.OPERATOR)

ALL = tuple(Stage)
RUNNING = tuple(stage for stage in Stage if not stage.is_over)
TOGETHER = tuple(stage for stage in RUNNING if stage.has_begun)
AGREEING = (Stage.EXPECTATIONS, Stage.PLANNING, Stage.SESSIONS)
BEGUN = (Stage.SESSIONS, Stage.REVIEW)
AFTER_SESSIONS = (*BEGUN, Stage.CLOSED, Stage.PARTNERSHIP)


GATES: Mapping[type[PairingMessage], Gate[Stage]] = complete(
    MESSAGES.values(),
    {
        Accept: Gate(SIDES, (Stage.INVITED,), during_pause=True),
        Decline: Gate(SIDES, (Stage.INVITED,), during_pause=True),
        AnswerApproval: Gate(SYSTEMS, (Stage.APPROVAL,), during_pause=True),
        SubmitAssessment: Gate(
            SIDES,
            (Stage.INVITED, Stage.APPROVAL, Stage.ASSESSMENT, Stage.EXPECTATIONS),
            during_pause=True,
        ),
        SubmitExpectations: Gate(SIDES, AGREEING, during_pause=True),
        AcceptAgreement: Gate(SIDES, (Stage.EXPECTATIONS, Stage.SESSIONS), during_pause=True),
        AcceptPlan: Gate(SIDES, (Stage.PLANNING, Stage.SESSIONS), during_pause=True),
        ConfirmContact: Gate(REPORTERS, TOGETHER, during_pause=True),
        WaiveBriefing: Gate(OFFICE, RUNNING, during_pause=True),
        BookSession: Gate(BOOKERS, BEGUN, beyond_pause=True),
        CancelSession: Gate(BOOKERS, BEGUN, during_pause=True),
        ReportSession: Gate(REPORTERS, AFTER_SESSIONS, during_pause=True),
        WithdrawSessionReport: Gate(REPORTERS, AFTER_SESSIONS, during_pause=True),
        SubmitReflection: Gate(SIDES, AFTER_SESSIONS, during_pause=True),
        AnswerCheckIn: Gate(SIDES, (*BEGUN, Stage.PARTNERSHIP), during_pause=True),
        AnswerSurvey: Gate(SIDES, AFTER_SESSIONS, during_pause=True),
        SubmitReview: Gate(SIDES, (Stage.REVIEW, Stage.CLOSED), during_pause=True),
        PausePairing: Gate(STEERING, RUNNING, during_pause=True),
        ResumePairing: Gate(STEERING, RUNNING, during_pause=True),
        PutOnHold: Gate(OFFICE, RUNNING, during_pause=True),
        LiftHold: Gate(OFFICE, RUNNING, during_pause=True),
        Extend: Gate(STEERING, BEGUN, during_pause=True),
        End: Gate(STEERING, (*RUNNING, Stage.PARTNERSHIP), during_pause=True),
        Annul: Gate(OFFICE, ALL, during_pause=True),
        Reopen: Gate(OFFICE, (Stage.CLOSED, Stage.PARTNERSHIP)),
        Waive: Gate(OFFICE, RUNNING, during_pause=True),
        ChangeOwners: Gate(OFFICE, ALL, during_pause=True),
        AcknowledgeItem: Gate(OFFICE, ALL, during_pause=True),
        SnoozeItem: Gate(OFFICE, ALL, during_pause=True),
        AdoptPolicy: Gate(OFFICE, RUNNING, during_pause=True),
        SettleItem: Gate(OFFICE, ALL, during_pause=True),
        SessionCompleted: Gate(SYSTEMS, BEGUN, during_pause=True),
        SessionWasMissed: Gate(SYSTEMS, BEGUN, during_pause=True),
        PersonLeft: Gate(SYSTEMS, ALL, during_pause=True),
        PersonStays: Gate(SYSTEMS, ALL, during_pause=True),
        ConsentWithdrawn: Gate(SYSTEMS, ALL, during_pause=True),
        PersonAway: Gate(SYSTEMS, ALL, during_pause=True),
        PersonBack: Gate(SYSTEMS, ALL, during_pause=True),
        PersonChanged: Gate(SYSTEMS, ALL, during_pause=True),
        ShutdownAhead: Gate(SYSTEMS, ALL, during_pause=True),
        PeopleBriefed: Gate(ITSELF, ALL, during_pause=True),
        MailBounced: Gate(SYSTEMS, ALL, during_pause=True),
        MailFared: Gate(ITSELF, ALL, during_pause=True),
    },
    verb="lets in",
)


ON_HOLD = (
    PausePairing,
    ResumePairing,
    PutOnHold,
    LiftHold,
    End,
    Annul,
    Waive,
    ChangeOwners,
    AdoptPolicy,
    AcknowledgeItem,
    SnoozeItem,
    SettleItem,
    PersonLeft,
    PersonStays,
    ConsentWithdrawn,
    PersonAway,
    PersonBack,
    ShutdownAhead,
    PersonChanged,
    PeopleBriefed,
    MailBounced,
    MailFared,
)
"""What the office, HR's systems and the engine may still say while everything rests; the two may
say nothing. A pause and its end come from the cohort then."""


ABOUT_THEMSELVES = (SubmitReflection, AnswerCheckIn, AnswerSurvey, SubmitReview)
"""What the two say of themselves; nobody keeps that once one of them has withdrawn the consent."""


def check(state: PairingState, message: PairingMessage) -> None:
    """Raise `NotAllowed` with everything that speaks against the message here and now."""
    problems = [
        *gate.another_address("pairing", message.pairing_id, state.setup.pairing_id),
        *_without_consent(message, state),
        *(_resting(message, state) or gate.objections(GATES, message, state, "pairing")),
        *_untold(message),
    ]
    if problems:
        raise NotAllowed(problems)


def _resting(message: PairingMessage, state: PairingState) -> list[Problem]:
    is_of_the_two = message.acting in (*SIDES, Role.ASSISTANT)
    if not state.on_hold or (isinstance(message, ON_HOLD) and not is_of_the_two):
        return []
    problem = "the pairing rests at present"
    return [Problem(path="", problem=problem, allowed="once the programme office lets it go on")]


def _untold(message: PairingMessage) -> list[Problem]:
    """Whoever is one of the two cannot pause, resume or end without the other being told."""
    if not isinstance(message, PausePairing | ResumePairing | End):
        return []
    if not message.quiet or message.acting is Role.OPERATOR:
        return []
    problem = f"only {Role.OPERATOR} may leave people untold, not {message.acting}"
    return [Problem(path="quiet", problem=problem, allowed="false, or left out")]


def _without_consent(message: PairingMessage, state: PairingState) -> list[Problem]:
    if not _consent_is_withdrawn(state) or not isinstance(message, ABOUT_THEMSELVES):
        return []
    problem = "a side has withdrawn the consent: nothing more is recorded of the two"
    return [Problem(path="", problem=problem)]


def _consent_is_withdrawn(state: PairingState) -> bool:
    return state.ending is not None and state.ending.reason is EndReason.WITHDRAWN_CONSENT


def fitting(state: PairingState) -> tuple[str, ...]:
    """Names of all messages that are accepted from outside at present."""
    fitting_ = gate.fitting(GATES, state)
    if _consent_is_withdrawn(state):
        return tuple(name for name in fitting_ if not issubclass(MESSAGES[name], ABOUT_THEMSELVES))
    if not state.on_hold:
        return fitting_
    return tuple(name for name in fitting_ if issubclass(MESSAGES[name], ON_HOLD))

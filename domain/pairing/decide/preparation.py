"""Deciding before the sessions: invitation, assessment, expectations, agreement, plan."""

from collections.abc import Iterable

from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem, not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    Decline,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.events.base import Events, PairingEvent, PrivateExpectations, PrivateWords
from domain.pairing.events.preparation import (
    AgreementAccepted,
    ApprovalGiven,
    ApprovalRefused,
    AssessmentSubmitted,
    ContactConfirmed,
    ExpectationsSubmitted,
    InvitationAccepted,
    InvitationDeclined,
    PlanAccepted,
    PlanAmended,
)
from domain.pairing.missing import is_complete
from domain.pairing.planning import plan_basis
from domain.pairing.preparation import Assessment
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact
from domain.pairing.session import Session
from domain.pairing.sides import side_of
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import UNBOOKED, SessionStatus
from domain.planning.plan import ActionPlan, PlanAmendment, amend


def _accept(command: Accept, state: PairingState, now: Instant) -> Events:
    side = side_of(command.acting)
    if state.preparation.accepted.of(side):
        return ()
    return (InvitationAccepted(occurred_at=now, side=side),)


def _decline(command: Decline, state: PairingState, now: Instant) -> Events:
    words = PrivateWords(words=command.reason) if command.reason else None
    return (InvitationDeclined(occurred_at=now, side=side_of(command.acting), private=words),)


def _answer_approval(command: AnswerApproval, state: PairingState, now: Instant) -> Events:
    """Systems speak for the line manager of the roster only; the operator for whoever decides."""
    side, manager = command.side, state.setup.managers.of(command.side)
    if side not in state.setup.to_be_approved:
        raise not_allowed("side", "needs no approval", ", ".join(state.setup.to_be_approved))
    if command.manager_id != manager and command.acting is not Role.OPERATOR:
        raise not_allowed("manager_id", "is not the line manager of the side")
    if command.manager_id in (state.setup.mentor, state.setup.mentee):
        raise not_allowed("manager_id", "nobody approves for the pair from within it")
    if state.preparation.approved.of(side):
        return ()
    answered = ApprovalGiven if command.approved else ApprovalRefused
    return (answered(occurred_at=now, side=side, by=command.acting, manager=command.manager_id),)


def _submit_assessment(command: SubmitAssessment, state: PairingState, now: Instant) -> Events:
    problems = [
        *_unknown_topics(state, "knowledge", command.knowledge),
        *_unknown_topics(state, "confidence", command.confidence),
    ]
    if not (command.knowledge or command.confidence or command.experience is not None):
        problems.append(Problem(path="", problem="nothing is answered", allowed="at least a part"))
    if problems:
        raise NotAllowed(problems)
    side = side_of(command.acting)
    so_far = state.preparation.assessments.of(side) or Assessment()
    merged = Assessment(
        knowledge={**so_far.knowledge, **command.knowledge},
        confidence={**so_far.confidence, **command.confidence},
        experience=so_far.experience if command.experience is None else command.experience,
    )
    if merged == so_far:
        return ()
    return (
        AssessmentSubmitted(
            occurred_at=now,
            side=side,
            knowledge=command.knowledge,
            confidence=command.confidence,
            experience=command.experience,
            complete=is_complete(merged, state.setup.topics),
        ),
    )


def _submit_expectations(command: SubmitExpectations, state: PairingState, now: Instant) -> Events:
    if problems := _unknown_topics(state, "topics", command.topics):
        raise NotAllowed(problems)
    return (
        ExpectationsSubmitted(
            occurred_at=now,
            side=side_of(command.acting),
            topics=tuple(dict.fromkeys(command.topics)),
            channel=command.channel,
            cadence_days=command.cadence_days,
            notice_hours=command.notice_hours,
            private=PrivateExpectations(goals=command.goals, off_limits=command.off_limits),
        ),
    )


def _accept_agreement(command: AcceptAgreement, state: PairingState, now: Instant) -> Events:
    """While sessions go on, what is to be accepted is another version, if one is proposed."""
    agreement = state.preparation.to_accept
    if agreement is None:
        raise not_allowed(
            "version", "there is no agreement yet", "expectations of both sides first"
        )
    if command.version != agreement.version:
        raise not_allowed("version", "the agreement has another version by now", agreement.version)
    side = side_of(command.acting)
    if state.preparation.agreement_accepted.of(side) == command.version:
        return ()
    return (AgreementAccepted(occurred_at=now, side=side, version=command.version),)


def _accept_plan(command: AcceptPlan, state: PairingState, now: Instant) -> Events:
    if state.plan is None:
        raise not_allowed("version", "there is no plan yet")
    if command.version != state.plan.version:
        raise not_allowed("version", "the plan has another version by now", str(state.plan.version))
    side = side_of(command.acting)
    if command.amendments:
        return (PlanAmended(occurred_at=now, by=side, plan=_amended(command, state, now)),)
    if state.preparation.plan_accepted.of(side) == command.version:
        return ()
    return (PlanAccepted(occurred_at=now, side=side, version=command.version),)


def _amended(command: AcceptPlan, state: PairingState, now: Instant) -> ActionPlan:
    """The amended plan; sessions that were held or booked can no longer be amended."""
    if state.plan is None:
        raise not_allowed("version", "there is no plan yet")
    problems = [
        Problem(path=f"amendments[{place}]", problem=f"the session is {session.status} already")
        for place, wish in enumerate(command.amendments)
        if (session := state.session(wish.session_id)) and not _can_change(session, wish)
    ]
    if problems:
        raise NotAllowed(problems)
    return amend(state.plan, command.amendments, plan_basis(state, now))


def _can_change(session: Session, wish: PlanAmendment) -> bool:
    """A booked session may get another topic; its day is moved by booking it anew."""
    if session.status is SessionStatus.BOOKED:
        return wish.on is None
    return session.status in UNBOOKED


def _confirm_contact(command: ConfirmContact, state: PairingState, now: Instant) -> Events:
    """Nothing is recorded of two who are known to have been in touch, or to have met."""
    if state.preparation.in_touch_since is not None or state.tally.held:
        return ()
    return (ContactConfirmed(occurred_at=now, by=command.acting),)


def _unknown_topics(state: PairingState, path: str, topics: Iterable[str]) -> list[Problem]:
    known = [topic.id for topic in state.setup.topics]
    return [
        Problem(
            path=f"{path}[{place}]",
            problem="is not a topic of the programme",
            allowed=", ".join(known),
        )
        for place, topic in enumerate(topics)
        if topic not in known
    ]


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(Accept, _accept),
    On(Decline, _decline),
    On(AnswerApproval, _answer_approval),
    On(SubmitAssessment, _submit_assessment),
    On(SubmitExpectations, _submit_expectations),
    On(AcceptAgreement, _accept_agreement),
    On(AcceptPlan, _accept_plan),
    On(ConfirmContact, _confirm_contact),
)

"""Events of the preparation: answers, agreement, plan."""

from domain.engine.tables import Appliers, On
from domain.pairing.events.preparation import (
    AgreementAccepted,
    AgreementDrafted,
    ApprovalGiven,
    ApprovalRefused,
    AssessmentSubmitted,
    BriefingNoted,
    BriefingWaived,
    ContactConfirmed,
    ExpectationsSubmitted,
    InvitationAccepted,
    InvitationDeclined,
    PlanAccepted,
    PlanAdapted,
    PlanAmended,
    PlanContinued,
    PlanDrawnUp,
)
from domain.pairing.preparation import Agreement, Assessment, Expectations
from domain.pairing.session import Session
from domain.pairing.sides import Both
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.planning.plan import ActionPlan


def _invitation_accepted(event: InvitationAccepted, state: PairingState) -> PairingState:
    return _prepared(state, accepted=state.preparation.accepted.with_(event.side, True))


def _invitation_declined(event: InvitationDeclined, state: PairingState) -> PairingState:
    return _prepared(state, accepted=state.preparation.accepted.with_(event.side, False))


def _approval_given(event: ApprovalGiven, state: PairingState) -> PairingState:
    return _prepared(state, approved=state.preparation.approved.with_(event.side, True))


def _approval_refused(event: ApprovalRefused, state: PairingState) -> PairingState:
    return _prepared(state, approved=state.preparation.approved.with_(event.side, False))


def _assessment_submitted(event: AssessmentSubmitted, state: PairingState) -> PairingState:
    so_far = state.preparation.assessments.of(event.side) or Assessment()
    merged = Assessment(
        knowledge={**so_far.knowledge, **event.knowledge},
        confidence={**so_far.confidence, **event.confidence},
        experience=so_far.experience if event.experience is None else event.experience,
    )
    return _prepared(state, assessments=state.preparation.assessments.with_(event.side, merged))


def _expectations_submitted(event: ExpectationsSubmitted, state: PairingState) -> PairingState:
    expectations = Expectations(
        topics=event.topics,
        channel=event.channel,
        cadence_days=event.cadence_days,
        notice_hours=event.notice_hours,
        goals=event.private.goals if event.private else (),
        off_limits=event.private.off_limits if event.private else (),
    )
    both = state.preparation.expectations.with_(event.side, expectations)
    return _prepared(state, expectations=both)


def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> PairingState:
    words = event.private
    agreement = Agreement(
        version=event.version,
        topics=event.topics,
        channel=event.channel,
        cadence_days=event.cadence_days,
        notice_hours=event.notice_hours,
        differences=event.differences,
        confidentiality=event.confidentiality,
        goals_mentor=words.goals_mentor if words else (),
        goals_mentee=words.goals_mentee if words else (),
        off_limits=words.off_limits if words else (),
    )
    if state.stage is Stage.SESSIONS:
        return _proposed(agreement, state)
    return _prepared(state, agreement=agreement, proposed=None, agreement_accepted=Both[str]())


def _proposed(agreement: Agreement, state: PairingState) -> PairingState:
    """What was agreed holds until both accept the other version, or are back to the present one."""
    present = state.preparation.agreement
    if present is not None and present.version == agreement.version:
        accepted = Both[str](mentor=present.version, mentee=present.version)
        return _prepared(state, proposed=None, agreement_accepted=accepted)
    return _prepared(state, proposed=agreement, agreement_accepted=Both[str]())


def _agreement_accepted(event: AgreementAccepted, state: PairingState) -> PairingState:
    accepted = state.preparation.agreement_accepted.with_(event.side, event.version)
    state = _prepared(state, agreement_accepted=accepted)
    if accepted.missing or state.preparation.proposed is None:
        return state
    return _prepared(state, agreement=state.preparation.proposed, proposed=None)


def _plan_drawn_up(event: PlanDrawnUp, state: PairingState) -> PairingState:
    return _prepared(_with_plan(state, event.plan), plan_accepted=Both[int]())


def _plan_amended(event: PlanAmended, state: PairingState) -> PairingState:
    asked_anew = Both[int]() if state.stage is Stage.PLANNING else state.preparation.plan_accepted
    accepted = asked_anew.with_(event.by, event.plan.version)
    return _prepared(_with_plan(state, event.plan), plan_accepted=accepted)


def _plan_continued(event: PlanContinued, state: PairingState) -> PairingState:
    return _with_plan(state, event.plan)


def _plan_adapted(event: PlanAdapted, state: PairingState) -> PairingState:
    return _with_plan(state, event.plan)


def _plan_accepted(event: PlanAccepted, state: PairingState) -> PairingState:
    accepted = state.preparation.plan_accepted.with_(event.side, event.version)
    return _prepared(state, plan_accepted=accepted)


def _contact_confirmed(event: ContactConfirmed, state: PairingState) -> PairingState:
    since = state.preparation.in_touch_since or event.occurred_at
    return _prepared(state, in_touch_since=since)


def _briefing_noted(event: BriefingNoted, state: PairingState) -> PairingState:
    return _prepared(state, briefed=event.sides)


def _briefing_waived(event: BriefingWaived, state: PairingState) -> PairingState:
    return _prepared(state, briefing_waiver=event.reason)


def _prepared(state: PairingState, **changes: object) -> PairingState:
    return state.with_part("preparation", **changes)


def _with_plan(state: PairingState, plan: ActionPlan) -> PairingState:
    """The state with the plan and its sessions; existing sessions keep their status and reports."""
    sessions = tuple(
        state.session(planned.session_id)
        or Session(
            id=planned.session_id, number=planned.number, minutes=state.setup.sessions.minutes
        )
        for planned in plan.sessions
    )
    return state.model_copy(update={"plan": plan, "sessions": sessions})


APPLY: Appliers[PairingState] = (
    On(InvitationAccepted, _invitation_accepted),
    On(InvitationDeclined, _invitation_declined),
    On(ApprovalGiven, _approval_given),
    On(ApprovalRefused, _approval_refused),
    On(AssessmentSubmitted, _assessment_submitted),
    On(ExpectationsSubmitted, _expectations_submitted),
    On(AgreementDrafted, _agreement_drafted),
    On(AgreementAccepted, _agreement_accepted),
    On(PlanDrawnUp, _plan_drawn_up),
    On(PlanAmended, _plan_amended),
    On(PlanContinued, _plan_continued),
    On(PlanAdapted, _plan_adapted),
    On(PlanAccepted, _plan_accepted),
    On(ContactConfirmed, _contact_confirmed),
    On(BriefingNoted, _briefing_noted),
    On(BriefingWaived, _briefing_waived),
)

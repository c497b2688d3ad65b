"""The preparation of a pairing in words: invitation, assessment, expectations, agreement, plan."""

from domain.engine.tables import On, Sentences
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
from domain.pairing.in_words.base import by_whom, joined, terms, topics, who
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import Stage
from domain.planning.plan import ActionPlan
from domain.programme.dates import day


def _invitation_accepted(event: InvitationAccepted, state: PairingState) -> str:
    return f"{who(event.side)} accepted the invitation"


def _invitation_declined(event: InvitationDeclined, state: PairingState) -> str:
    return f"{who(event.side)} declined the invitation"


def _approval_given(event: ApprovalGiven, state: PairingState) -> str:
    return f"The line manager of the {event.side} approved"


def _approval_refused(event: ApprovalRefused, state: PairingState) -> str:
    return f"The line manager of the {event.side} did not approve"


def _assessment_submitted(event: AssessmentSubmitted, state: PairingState) -> str:
    return f"{who(event.side)} handed in {'the' if event.complete else 'a part of the'} assessment"


def _expectations_submitted(event: ExpectationsSubmitted, state: PairingState) -> str:
    meeting = terms(event.channel, event.cadence_days, event.notice_hours)
    return f"{who(event.side)} stated expectations: {topics(event.topics, state)}; {meeting}"


def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> str:
    meeting = terms(event.channel, event.cadence_days, event.notice_hours)
    differ = f"; they differed in {joined(event.differences)}" if event.differences else ""
    what = (
        "Another agreement is proposed"
        if state.stage is Stage.SESSIONS
        else "An agreement is drafted"
    )
    return f"{what}: {topics(event.topics, state)}; {meeting}{differ}"


def _agreement_accepted(event: AgreementAccepted, state: PairingState) -> str:
    return f"{who(event.side)} accepted the agreement"


def _plan_drawn_up(event: PlanDrawnUp, state: PairingState) -> str:
    return f"The action plan is drawn up: {_sessions(event.plan)}"


def _plan_amended(event: PlanAmended, state: PairingState) -> str:
    return f"{who(event.by)} changed the action plan (now version {event.plan.version})"


def _plan_continued(event: PlanContinued, state: PairingState) -> str:
    return f"The action plan is continued: {_sessions(event.plan)}"


def _plan_adapted(event: PlanAdapted, state: PairingState) -> str:
    return f"The action plan has the topics of the new agreement (version {event.plan.version})"


def _plan_accepted(event: PlanAccepted, state: PairingState) -> str:
    return f"{who(event.side)} accepted the action plan (version {event.version})"


def _contact_confirmed(event: ContactConfirmed, state: PairingState) -> str:
    return f"The two have been in touch{by_whom(event.by)}"


def _briefing_noted(event: BriefingNoted, state: PairingState) -> str:
    return f"Briefed: {joined(tuple(event.sides)) or 'neither of the two'}"


def _briefing_waived(event: BriefingWaived, state: PairingState) -> str:
    return f"They may begin without a briefing{by_whom(event.by)}: {event.reason}"


def _sessions(plan: ActionPlan) -> str:
    if not plan.sessions:
        return "there is no room for a session"
    first, last = plan.sessions[0].on, plan.sessions[-1].on
    return f"{len(plan.sessions)} sessions, {day(first)} to {day(last)}"


WORDS: Sentences[PairingState] = (
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

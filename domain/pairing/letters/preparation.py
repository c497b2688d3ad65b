"""Letters to mentor and mentee before the sessions."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.pairing.letters.base import Writers, due_on, partner
from domain.pairing.planning import learning_goals, plan_basis
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, SessionStatus
from domain.planning.curriculum import grounds
from domain.planning.plan import PlannedSession, meeting_days
from domain.programme.request import OngoingTerm
from domain.telling.approval import ApprovalBody
from domain.telling.bodies import AgreementBody, InvitationBody, PlainBody, PlanBody, TopicsBody
from domain.telling.kinds import NoticeKind
from domain.telling.letters import needed
from domain.telling.lines import PlanLine
from domain.telling.notices import Notice


def _plain(state: PairingState, notice: Notice, at: Instant) -> PlainBody:
    return PlainBody(partner=partner(state, notice))


def _invitation(state: PairingState, notice: Notice, at: Instant) -> InvitationBody:
    setup = state.setup
    today = setup.calendar.local_day(at)
    return InvitationBody(
        partner=partner(state, notice),
        context=setup.context,
        purpose=setup.purpose,
        topics=_topics(state),
        weeks=_weeks(state, at),
        goes_on=state.ends_on is None,
        starts_on=setup.term.start if setup.term.start > today else None,
        ends_on=state.ends_on - timedelta(days=1) if state.ends_on else None,
        sessions=len(meeting_days(plan_basis(state, at))),
        every_days=setup.sessions.every_days,
        minutes=setup.sessions.minutes,
    )


def _approval(state: PairingState, notice: Notice, at: Instant) -> ApprovalBody:
    return ApprovalBody(
        person=state.setup.person(needed(notice.item_side, "the side")),
        weeks=_weeks(state, at),
        sessions=len(meeting_days(plan_basis(state, at))),
        minutes=state.setup.sessions.minutes,
    )


def _weeks(state: PairingState, at: Instant) -> int:
    """Full weeks that are left of the term, or that lie between two reviews."""
    term, today = state.setup.term, state.setup.calendar.local_day(at)
    if isinstance(term, OngoingTerm):
        return term.review_every_weeks
    left = (state.ends_on or term.end) - max(today, term.start)
    return max(left.days // 7, 1)


def _topics_to_ask_about(state: PairingState, notice: Notice, at: Instant) -> TopicsBody:
    contact_by = due_on(state, DeadlineKind.FIRST_CONTACT)
    return TopicsBody(
        partner=partner(state, notice),
        topics=_topics(state),
        contact_by=contact_by if notice.kind is NoticeKind.ASSESSMENT_REQUEST else None,
    )


def _topics(state: PairingState) -> tuple[str, ...]:
    return tuple(topic.title for topic in state.setup.topics)


def _agreement(state: PairingState, notice: Notice, at: Instant) -> AgreementBody:
    agreement = needed(state.preparation.to_accept, "the agreement")
    return AgreementBody(
        partner=partner(state, notice),
        version=agreement.version,
        topics=tuple(state.setup.topic_title(topic) for topic in agreement.topics),
        goals_mentor=agreement.goals_mentor,
        goals_mentee=agreement.goals_mentee,
        off_limits=agreement.off_limits,
        channel=agreement.channel,
        cadence_days=agreement.cadence_days,
        sessions=_sessions_agreed(state, at),
        minutes=state.setup.sessions.minutes,
        notice_hours=agreement.notice_hours,
        differences=agreement.differences,
        confidentiality=agreement.confidentiality,
        meanwhile=state.preparation.proposed is not None,
    )


def _sessions_agreed(state: PairingState, at: Instant) -> int:
    """As many as there will be; while they go on, as many as there are."""
    if state.preparation.proposed is not None:
        return len(state.sessions)
    return len(meeting_days(plan_basis(state, at)))


def _plan(state: PairingState, notice: Notice, at: Instant) -> PlanBody:
    """What is still to come; years of sessions that took place are no matter of the plan."""
    plan = needed(state.plan, "the plan")
    held = {session.id for session in state.sessions if session.status is SessionStatus.HELD}
    to_come = [line for line in plan.sessions if line.session_id not in held]
    return PlanBody(
        partner=partner(state, notice),
        version=plan.version,
        minutes=state.setup.sessions.minutes,
        plan=tuple(_plan_line(line, state, at) for line in to_come or plan.sessions),
    )


def _plan_line(line: PlannedSession, state: PairingState, at: Instant) -> PlanLine:
    return PlanLine(
        number=line.number,
        on=line.on if line.on >= state.setup.calendar.local_day(at) else None,
        topic=state.setup.topic_title(line.topic),
        focus=line.focus,
        reflection=line.reflection,
        grounds=grounds(learning_goals(state), line.topic, line.reflection),
    )


BODIES: Writers = {
    PlainBody: _plain,
    InvitationBody: _invitation,
    ApprovalBody: _approval,
    TopicsBody: _topics_to_ask_about,
    AgreementBody: _agreement,
    PlanBody: _plan,
}

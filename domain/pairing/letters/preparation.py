"""Letters to mentor and mentee before the sessions."""

from domain.engine.base import Instant
from domain.pairing.letters.base import Writers, partner
from domain.pairing.planning import learning_goals
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import SessionStatus
from domain.planning.curriculum import grounds
from domain.planning.plan import PlannedSession
from domain.programme.request import FixedTerm
from domain.telling.bodies import (
    AgreementBody,
    InvitationBody,
    PlainBody,
    PlanBody,
    PlanLine,
    TopicsBody,
)
from domain.telling.letters import needed
from domain.telling.notices import Notice


def _plain(state: PairingState, notice: Notice, at: Instant) -> PlainBody:
    return PlainBody(partner=partner(state, notice))


def _invitation(state: PairingState, notice: Notice, at: Instant) -> InvitationBody:
    setup = state.setup
    term = setup.term
    return InvitationBody(
        partner=partner(state, notice),
        context=setup.context,
        purpose=setup.purpose,
        topics=_topics(state),
        weeks=term.weeks if isinstance(term, FixedTerm) else term.review_every_weeks,
        goes_on=state.ends_on is None,
    )


def _topics_to_ask_about(state: PairingState, notice: Notice, at: Instant) -> TopicsBody:
    return TopicsBody(partner=partner(state, notice), topics=_topics(state))


def _topics(state: PairingState) -> tuple[str, ...]:
    return tuple(topic.title for topic in state.setup.topics)


def _agreement(state: PairingState, notice: Notice, at: Instant) -> AgreementBody:
    agreement = needed(state.preparation.agreement, "the agreement")
    return AgreementBody(
        partner=partner(state, notice),
        version=agreement.version,
        topics=tuple(state.setup.topic_title(topic) for topic in agreement.topics),
        goals_mentor=agreement.goals_mentor,
        goals_mentee=agreement.goals_mentee,
        off_limits=agreement.off_limits,
        channel=agreement.channel,
        cadence_days=agreement.cadence_days,
        notice_hours=agreement.notice_hours,
        differences=agreement.differences,
    )


def _plan(state: PairingState, notice: Notice, at: Instant) -> PlanBody:
    """What is still to come; years of sessions that took place are no matter of the plan."""
    plan = needed(state.plan, "the plan")
    held = {session.id for session in state.sessions if session.status is SessionStatus.HELD}
    to_come = [line for line in plan.sessions if line.session_id not in held]
    return PlanBody(
        partner=partner(state, notice),
        version=plan.version,
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
    TopicsBody: _topics_to_ask_about,
    AgreementBody: _agreement,
    PlanBody: _plan,
}

"""How a couple comes to its first session: invitation, assessment, expectations, plan."""

from datetime import timedelta

from demo.couple import Couple
from demo.story import Invitation
from domain.pairing.commands import (
    Accept,
    AcceptAgreement,
    AcceptPlan,
    Decline,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.preparation_requests import ConfirmContact
from domain.pairing.vocabulary import Channel
from domain.programme.people import Side

ONE_DAY = 24
"""Hours of notice."""
SLOWER = 7
"""Further days between sessions, if the expectations are changed."""


async def answer_invitation(couple: Couple) -> None:
    """Both say yes; or one says no, or nothing."""
    await couple.until(couple.in_time(1, 3))
    await couple.say(Accept, Side.MENTEE)
    match couple.plot.invitation:
        case Invitation.ACCEPTED:
            await couple.until(couple.in_time(1, 3))
            await couple.say(Accept, Side.MENTOR)
        case Invitation.DECLINED_BY_MENTOR:
            await couple.until(couple.in_time(1, 2))
            couple.tell("the mentor declines: the next candidate is asked")
            await couple.say(Decline, Side.MENTOR, reason="Exams until summer")
            await couple.until(couple.later(1, 2))
        case Invitation.NEVER_ANSWERED_BY_MENTOR:
            days = couple.state.setup.deadlines.invitation_days
            await couple.until(couple.later(days - 3, days - 2))
            couple.tell("the mentor does not answer, in spite of the reminder")
            await couple.until(couple.later(6, 7))


async def assess(couple: Couple) -> None:
    """Both record knowledge, confidence and experience, and have a coffee."""
    topics = couple.state.setup.topics

    async def answer(side: Side) -> None:
        answers = couple.answers[side]
        knowledge = answers.knowledge(topics)
        await couple.say(
            SubmitAssessment,
            side,
            knowledge=knowledge,
            confidence=answers.confidence(knowledge),
            experience=answers.person.experience,
        )

    await couple.each(answer)
    await couple.say(ConfirmContact, Side.MENTOR)


async def clarify_expectations(couple: Couple) -> None:
    """Both state goals and frame, and accept one agreement."""

    async def state(side: Side) -> None:
        await _expect(couple, side)

    await couple.each(state)
    await couple.until(couple.later(1, 2))
    await _agree(couple, Side.MENTOR)
    if couple.plot.expectations_differ:
        await couple.until(couple.later(1, 2))
        couple.tell("the mentee changes the agreement: the mentor is asked again")
        await _expect(couple, Side.MENTEE, longer=SLOWER)
        await couple.until(couple.later(1, 2))
        await _agree(couple, Side.MENTOR)
    await couple.until(couple.later(1, 2))
    await _agree(couple, Side.MENTEE)


async def _expect(couple: Couple, side: Side, longer: int = 0) -> None:
    differs = couple.plot.expectations_differ and side is Side.MENTEE
    answers, setup = couple.answers[side], couple.state.setup
    topics = answers.topics(setup.topics)
    await couple.say(
        SubmitExpectations,
        side,
        goals=answers.goals(topics),
        topics=topics,
        channel=Channel.IN_PERSON if differs else Channel.MIXED,
        cadence_days=setup.sessions.every_days + longer,
        notice_hours=ONE_DAY * 2 if differs else ONE_DAY,
    )


async def _agree(couple: Couple, side: Side) -> None:
    if couple.state.preparation.agreement is not None:
        await couple.say(AcceptAgreement, side, version=couple.state.preparation.agreement.version)


async def plan(couple: Couple) -> None:
    """The plan that was drawn up is accepted by both, or amended first."""
    if couple.plot.amends_plan and couple.state.plan is not None:
        second = couple.state.plan.sessions[1]
        later = couple.state.setup.calendar.on_or_after(second.on + timedelta(days=6))
        await couple.until(couple.later(1, 2))
        couple.tell("the mentee amends the plan: session 2 a week later")
        amendment = {"session_id": second.session_id, "on": later}
        await couple.say(
            AcceptPlan, Side.MENTEE, version=couple.state.plan.version, amendments=[amendment]
        )

    async def accept(side: Side) -> None:
        if couple.state.plan is not None and side in couple.state.preparation.plan_accepted.missing:
            await couple.say(AcceptPlan, side, version=couple.state.plan.version)

    await couple.each(accept)

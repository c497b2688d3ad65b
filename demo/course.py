"""The course of a couple, as far as the story goes."""

from contextlib import suppress

from demo.couple import Couple, EndReached, PairingOver
from demo.meeting import hold_sessions
from demo.preparing import answer_invitation, assess, clarify_expectations, plan
from demo.story import Review
from domain.pairing.commands import SubmitReview
from domain.pairing.vocabulary import Objectives
from domain.programme.people import Side


async def follow_story(couple: Couple) -> None:
    """From the invitation to the end of the story."""
    with suppress(EndReached):
        with suppress(PairingOver):
            await couple.look()
            await answer_invitation(couple)
            await assess(couple)
            await clarify_expectations(couple)
            await plan(couple)
            await hold_sessions(couple)
            await review(couple)
        await couple.until(couple.end)


async def review(couple: Couple) -> None:
    """Both look back, or one does."""

    async def look_back(side: Side) -> None:
        before = couple.state.preparation.assessments.of(side)
        await couple.say(
            SubmitReview,
            side,
            confidence=couple.answers[side].later_confidence(before.confidence if before else {}),
            objectives=couple.chance.choice((Objectives.REACHED, Objectives.PARTLY)),
            again=True,
            partnership=couple.plot.partnership,
        )

    match couple.plot.review:
        case Review.BOTH:
            await couple.each(look_back)
        case Review.MENTOR_ONLY:
            await couple.until(couple.later(2, 4))
            await look_back(Side.MENTOR)

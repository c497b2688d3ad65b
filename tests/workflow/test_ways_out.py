"""A pairing always ends properly: from every stage, without help from people, in bounded time."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.pairing.vocabulary import EndReason
from domain.pairing.vocabulary import Stage as PairingStage
from tests.workflow.material import ongoing
from tests.workflow.stage_setting import (
    A_LONG_TIME,
    EXPECTATIONS,
    SELDOM,
    LivePairing,
    Stage,
    live_out,
)

LONGEST = timedelta(weeks=110)
"""Half a year of programme, the longest pause, two unanswered reviews or follow-ups."""


async def invited(pairing: LivePairing) -> None:
    """One of the two has said yes."""
    await pairing.ask("accept", "mentor")


async def assessed(pairing: LivePairing) -> None:
    """Half of an assessment is there."""
    await pairing.both("accept")
    await pairing.ask("submit_assessment", "mentee", knowledge={"data": 1})


async def hoping(pairing: LivePairing) -> None:
    """One has said what they hope for."""
    await pairing.both("accept")
    await pairing.assess()
    await pairing.ask("submit_expectations", "mentor", **EXPECTATIONS)


async def agreeing(pairing: LivePairing) -> None:
    """One has accepted the agreement."""
    await hoping(pairing)
    await pairing.ask("submit_expectations", "mentee", **EXPECTATIONS)
    agreement = (await pairing.state()).preparation.agreement
    assert agreement is not None
    await pairing.ask("accept_agreement", "mentee", version=agreement.version)


async def planning(pairing: LivePairing) -> None:
    """One has accepted the plan."""
    await pairing.both("accept")
    await pairing.assess()
    await pairing.agree()
    await pairing.ask("accept_plan", "mentor", version=1)


async def meeting(pairing: LivePairing) -> None:
    """One session is booked, and then no one answers any more."""
    await pairing.prepare()
    await pairing.book()


async def pausing(pairing: LivePairing) -> None:
    """A pause without a day of return."""
    await pairing.prepare()
    await pairing.ask("pause", "mentee")


async def reviewing(pairing: LivePairing) -> None:
    """One has handed in the review."""
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentor", reason="objectives_reached")
    await pairing.ask(
        "submit_review",
        "mentor",
        confidence={"ai-tools": 5},
        objectives="reached",
        again=True,
        partnership=True,
    )


async def partners(pairing: LivePairing) -> None:
    """Both wanted to stay in touch, and never do."""
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentor", reason="objectives_reached")
    await pairing.look_back(partnership=True)


WAYS_OUT: dict[Callable[[LivePairing], Awaitable[object]], EndReason] = {
    invited: EndReason.INVITATION_EXPIRED,
    assessed: EndReason.PREPARATION_UNANSWERED,
    hoping: EndReason.PREPARATION_UNANSWERED,
    agreeing: EndReason.PREPARATION_UNANSWERED,
    planning: EndReason.PREPARATION_UNANSWERED,
    meeting: EndReason.CLOSED_WITHOUT_REVIEW,
    pausing: EndReason.PAUSE_EXPIRED,
    reviewing: EndReason.OBJECTIVES_REACHED,
}


async def test_every_stage_has_its_way_out(stage: Stage) -> None:
    """Whatever two people leave lying, the pairing completes by itself and says why."""
    pairings = [await stage.open_pairing(roster=stage.another_roster()) for _ in WAYS_OUT]
    for pairing, leave_off in zip(pairings, WAYS_OUT, strict=True):
        await leave_off(pairing)
    await asyncio.gather(*(ends_in_bounded_time(pairing) for pairing in pairings))
    results = [await pairing.handle.result() for pairing in pairings]
    assert [(result["stage"], result["reason"]) for result in results] == [
        ("closed", reason) for reason in WAYS_OUT.values()
    ]


async def test_a_silent_ongoing_pairing_falls_asleep(stage: Stage) -> None:
    """An ongoing exchange in which nothing happens and no review is answered ends by itself."""
    pairing = await stage.open_pairing(term=ongoing(), deadlines=SELDOM)
    await pairing.prepare()
    await ends_in_bounded_time(pairing)
    assert (await pairing.handle.result())["reason"] == EndReason.LACK_OF_COMMITMENT


async def test_a_partnership_that_nobody_answers_ends(stage: Stage) -> None:
    """Follow-ups that stay without an answer end a partnership within a few years."""
    pairing = await stage.open_pairing()
    await partners(pairing)
    await ends_in_bounded_time(pairing, longest=A_LONG_TIME)
    assert (await pairing.handle.result())["stage"] == PairingStage.CLOSED


async def ends_in_bounded_time(pairing: LivePairing, longest: timedelta = LONGEST) -> None:
    """Skip on until the workflow has completed; it must not take longer than allowed."""
    await live_out(pairing.stage.skipper, pairing.handle, longest)
    types = [record.type for record in await pairing.records()]
    assert types.count("pairing.archived.v1") == 1

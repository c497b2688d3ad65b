"""The stories whose histories are kept: at least one per stage, and some full of mishaps."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

from temporalio.client import WorkflowHandle, WorkflowUpdateStage

from tests.replay.cohorts import a_cohort, confirmed, ended, joined, parted, paused
from tests.waiting import until
from tests.workflow.material import ROSTER, ongoing, person
from tests.workflow.stage_setting import BOTH, EXPECTATIONS, LivePairing, Stage

Story = Callable[[Stage], Awaitable[WorkflowHandle[Any, Any]]]
DAY = timedelta(days=1)


async def invited(stage: Stage) -> WorkflowHandle[Any, Any]:
    """One side has accepted, the other one was reminded."""
    pairing = await stage.open_pairing()
    await pairing.ask("accept", "mentor")
    await pairing.forward(8 * DAY)
    return pairing.handle


async def expired(stage: Stage) -> WorkflowHandle[Any, Any]:
    """No one ever answers; the pairing ends by itself."""
    pairing = await stage.open_pairing()
    await pairing.forward(60 * DAY)
    return pairing.handle


async def assessed(stage: Stage) -> WorkflowHandle[Any, Any]:
    """One assessment is there, the other one is late."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.ask("submit_assessment", "mentor", knowledge={"ai-tools": 4})
    await pairing.forward(15 * DAY)
    return pairing.handle


async def agreeing(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The agreement has changed after one side had accepted it."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.assess()
    await pairing.both("submit_expectations", **EXPECTATIONS)
    agreement = (await pairing.state()).preparation.agreement
    await pairing.ask("accept_agreement", "mentor", version=agreement.version if agreement else "")
    await pairing.ask("submit_expectations", "mentee", **EXPECTATIONS | {"cadence_days": 21})
    return (await _settled(pairing)).handle


async def planning(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The plan is amended by one side and waits for the other."""
    pairing = await stage.open_pairing()
    await pairing.both("accept")
    await pairing.assess()
    await pairing.agree()
    plan = (await pairing.state()).plan
    last = plan.sessions[-1] if plan else None
    later = last.on + 7 * DAY if last else None
    amendments = [{"session_id": last.session_id if last else "", "on": str(later)}]
    await pairing.ask("accept_plan", "mentee", version=1, amendments=amendments)
    return (await _settled(pairing)).handle


async def meeting(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Sessions are held, moved, cancelled; a pause lies between them."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    session = await pairing.book(3 * DAY)
    await pairing.ask("cancel_session", "mentee", session_id=session.id)
    await pairing.ask("pause", "mentee")
    await pairing.forward(30 * DAY)
    await pairing.ask("resume", "mentor")
    await pairing.forward(20 * DAY)
    return (await _settled(pairing)).handle


async def resting(stage: Stage) -> WorkflowHandle[Any, Any]:
    """A date after the pause is found during it, while something else is in hand."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    back = await pairing.now() + 28 * DAY
    await pairing.ask("pause", "mentee", return_on=str(back.date()))
    sooner = pairing.message("mentor", return_on=str((back - 7 * DAY).date()))
    starts_at = (back + 3 * DAY).isoformat()
    booking = pairing.message("mentor", session_id="s-1", starts_at=starts_at)
    await pairing.at_once(("pause", sooner), ("book_session", booking))
    await pairing.forward(30 * DAY)
    return (await _settled(pairing)).handle


async def partners(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The objectives are reached early, both look back and stay partners."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentee", reason="objectives_reached")
    await pairing.look_back(partnership=True)
    await pairing.forward(100 * DAY)
    return (await _settled(pairing)).handle


async def closed_unreviewed(stage: Stage) -> WorkflowHandle[Any, Any]:
    """No review is handed in: reminder, item, hard stop."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    await pairing.ask("end", "mentor", reason="programme_ended")
    await pairing.forward(60 * DAY)
    return pairing.handle


async def reviewing(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The term is over; one of the two has looked back, the other one is reminded."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.meet()
    await pairing.forward(190 * DAY)
    await pairing.ask(
        "submit_review",
        "mentee",
        confidence={"ai-tools": 4},
        objectives="partly",
        again=True,
        partnership=False,
    )
    await pairing.forward(6 * DAY)
    return (await _settled(pairing)).handle


async def left(stage: Stage) -> WorkflowHandle[Any, Any]:
    """A reporting line appears, a side leaves, the pairing ends and is over."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.book()
    stage.roster.put(ROSTER, person("p-junior", manager_id="p-senior"))
    await pairing.tell("person_changed", person_id="p-junior")
    await pairing.until(lambda state: bool(state.desk.items))
    await pairing.tell("person_left", person_id="p-senior")
    await pairing.forward(45 * DAY)
    return pairing.handle


async def gone(stage: Stage) -> WorkflowHandle[Any, Any]:
    """A last day passes with an appointment ahead; only the other side is told."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    await pairing.book(20 * DAY)
    last_day = (await pairing.now() + 3 * DAY).date()
    await pairing.tell("person_left", person_id="p-senior", last_day=str(last_day))
    await pairing.caught_up()
    await pairing.forward(10 * DAY)
    return (await _settled(pairing)).handle


async def undeliverable(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Mails to one side are refused, until the mailbox takes them again."""
    stage.mailer.refusing.add("p-senior")
    pairing = await stage.open_pairing()
    await pairing.ask("accept", "mentor")
    await pairing.told_all()
    await pairing.forward(4 * DAY)
    await pairing.told_all()
    stage.mailer.refusing.clear()
    await pairing.ask("accept", "mentee")
    return (await _settled(pairing)).handle


async def recovered(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The workflow was lost; started again, it finds its journal ahead and goes on from there."""
    lost = await stage.open_pairing()
    await lost.ask("accept", "mentor")
    setup = (await lost.told_all()).setup
    await lost.handle.terminate()
    pairing = await stage.start_pairing(lost.pairing_id, {"setup": setup})
    await pairing.until(lambda state: bool(state.preparation.accepted.mentor))
    await pairing.ask("accept", "mentee", message_id="m-2")
    await pairing.handle.cancel()
    await pairing.until(lambda state: bool(state.desk.rejected))
    return (await _settled(pairing)).handle


async def slowly_recorded(stage: Stage) -> WorkflowHandle[Any, Any]:
    """The journal keeps an answer waiting until patience takes over; all else arrives meanwhile."""
    pairing = await stage.open_pairing()
    await pairing.told_all()
    with stage.journal.held():
        answering = asyncio.create_task(pairing.ask("accept", "mentor"))
        await until(partial(_held_up, stage), bool)
        await pairing.tell("person_changed", person_id="p-stranger")
        # Answered once the first attempt was given up: the next update meets the second one.
        await pairing.state()
        update = await pairing.handle.start_update(
            "accept", pairing.message("mentee"), wait_for_stage=WorkflowUpdateStage.ACCEPTED
        )
        await pairing.tell("nobody_knows_this")
        await pairing.state()
    await answering
    await update.result()
    await pairing.caught_up()
    return (await _settled(pairing)).handle


async def _held_up(stage: Stage) -> int:
    return stage.journal.held_up


async def for_years(stage: Stage) -> WorkflowHandle[Any, Any]:
    """An ongoing pairing that has continued as new: its second run."""
    pairing = await stage.open_pairing(term=ongoing())
    await pairing.prepare()
    first = (await pairing.handle.describe()).run_id
    while (await pairing.handle.describe()).run_id == first:
        await pairing.meet()
    await pairing.forward(20 * DAY)
    return stage.client.get_workflow_handle(pairing.handle.id)


async def mistreated(stage: Stage) -> WorkflowHandle[Any, Any]:
    """Everything that can be wrong about a signal, and a pairing that goes on."""
    pairing = await stage.open_pairing()
    await pairing.handle.signal("session_completed")
    await pairing.handle.signal("session_completed", args=[1, 2])
    await pairing.handle.signal("person_left", "not an object")
    await pairing.handle.signal("nobody_knows_this", {"message_id": "x"})
    await pairing.tell("session_completed", session_id="s-9", held_at="2020-01-01T00:00:00Z")
    await pairing.caught_up()
    for side in BOTH:
        await pairing.ask("accept", side)
    return (await _settled(pairing)).handle


async def _settled(pairing: LivePairing) -> LivePairing:
    """Nothing is in the air any more, so that the history ends at a quiet moment."""
    await pairing.told_all()
    return pairing


STORIES: dict[str, Story] = {
    story.__name__: story
    for story in (
        invited,
        expired,
        assessed,
        agreeing,
        planning,
        meeting,
        resting,
        partners,
        closed_unreviewed,
        reviewing,
        left,
        gone,
        undeliverable,
        recovered,
        slowly_recorded,
        for_years,
        mistreated,
        a_cohort,
        confirmed,
        parted,
        paused,
        joined,
        ended,
    )
}

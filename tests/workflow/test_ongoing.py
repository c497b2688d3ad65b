"""An exchange that goes on for years, in many runs of bounded history."""

from datetime import timedelta

from domain.engine.messages import RENEW
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import DeadlineKind, SessionStatus
from domain.pairing.vocabulary import Stage as PairingStage
from domain.programme.session_rules import SessionPattern
from tests.waiting import until
from tests.workflow.material import ongoing
from tests.workflow.stage_setting import SELDOM, LivePairing, Stage
from tests.workflow.ui import attributes, current_details
from workflows.entity import HISTORY_LIMIT

DEADLINE_ELAPSED = "pairing.deadline_elapsed"
LONGEST_TURN = 200
"""Number of events that may follow before a run that has grown too long comes to rest."""


async def test_an_ongoing_pairing_goes_on_for_years(stage: Stage) -> None:
    """Through several runs, history stays bounded, and nothing that was known is lost."""
    pairing = await stage.open_pairing(
        term=ongoing(), deadlines=SELDOM, sessions=SessionPattern(count=1)
    )
    await pairing.prepare()
    for _ in range(5):
        session = await pairing.meet()
        await change_ones_mind(pairing, session.id)
        await pairing.forward(timedelta(weeks=27))
        await pairing.look_back()
        assert await history_length(pairing) < HISTORY_LIMIT + LONGEST_TURN
    state = await pairing.told_all()
    assert state.stage is PairingStage.SESSIONS
    assert (state.tally.held, len(state.reviews)) == (5, 5)
    assert await pairing.folded() == state
    assert await runs_of(pairing) > 1
    assert (await attributes(pairing.handle))["SessionsHeld"] == 5
    assert "|6\N{EM SPACE}|" in await current_details(pairing.handle)


async def test_a_new_run_shows_what_the_old_one_showed(stage: Stage) -> None:
    """After continue-as-new the search attributes, details and state are the same."""
    pairing = await stage.open_pairing()
    await pairing.prepare()
    session = await pairing.meet()
    before: PairingState | None = None
    first = await run_of(pairing)
    while await run_of(pairing) == first:
        before = await pairing.told_all()
        shown = await attributes(pairing.handle), await current_details(pairing.handle)
        await change_ones_mind(pairing, session.id, times=20)
    assert before is not None
    assert await current_details(pairing.handle) == shown[1]
    assert await attributes(pairing.handle) == shown[0]
    state = await pairing.state()
    assert (state.deadlines, state.desk.told, state.setup) == (
        before.deadlines,
        before.desk.told,
        before.setup,
    )
    assert state.sessions[0].status is SessionStatus.HELD


async def test_skipped_time_passes_for_a_new_run_too(stage: Stage) -> None:
    """A pairing that has just continued as new meets a deadline on time when time is skipped."""
    pairing = await stage.open_pairing()
    first = (await pairing.told_all()).next_due
    assert first is not None
    for _ in range(2):
        await renew(pairing)
    await pairing.forward(await pairing.until_due(DeadlineKind.REMINDER))
    elapsed = [one for one in await pairing.records() if one.name == DEADLINE_ELAPSED]
    assert elapsed[0].occurred_at - first.due < timedelta(minutes=1)


async def renew(pairing: LivePairing) -> None:
    """Make a pairing that is at rest continue as new."""
    before = await run_of(pairing)
    await pairing.handle.signal(RENEW)
    await until(lambda: run_of(pairing), lambda run: run != before)


async def change_ones_mind(pairing: LivePairing, session_id: str, times: int = 30) -> None:
    """Events without any other effect, so that a test need not span ten years."""
    for number in range(times):
        await pairing.ask(
            "submit_reflection",
            "mentor",
            session_id=session_id,
            topic="data",
            rating=number % 4 + 1,
        )
    await pairing.ask(
        "submit_reflection", "mentor", session_id=session_id, topic="ai-tools", rating=4
    )


async def history_length(pairing: LivePairing) -> int:
    """Events in the history of the present run."""
    return (await pairing.handle.describe()).history_length


async def run_of(pairing: LivePairing) -> str | None:
    """The present run."""
    return (await pairing.handle.describe()).run_id


async def runs_of(pairing: LivePairing) -> int:
    """How many runs there have been."""
    query = f"WorkflowId = '{pairing.handle.id}'"
    return (await pairing.stage.client.count_workflows(query)).count

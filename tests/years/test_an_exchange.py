"""Two who meet for years."""

from datetime import timedelta

from domain.pairing.vocabulary import SessionStatus
from domain.pairing.vocabulary import Stage as PairingStage
from tests.workflow.material import ongoing
from tests.workflow.stage_setting import LivePairing, Stage
from tests.workflow.test_ongoing import LONGEST_TURN, history_length, runs_of
from tests.workflow.ui import attributes
from workflows.entity import HISTORY_LIMIT
from workflows.pairing_start import LARGEST_START

YEAR = timedelta(days=365)
A_LIFETIME = 40
"""Years for which a state can be handed on, if it grows as it did."""


async def test_years_of_an_exchange_leave_a_bounded_history_and_true_figures(
    stage: Stage, years: int
) -> None:
    """Two meet every four weeks and look back every half year, with all mails and questions that
    this brings: no run becomes too long, the state could be handed on for a lifetime, and every
    figure is that of the sessions."""
    pairing = await stage.open_pairing(term=ongoing())
    await pairing.prepare()
    end, met, longest = await pairing.now() + years * YEAR, 0, 0
    while await pairing.now() < end:
        met += await go_on(pairing)
        longest = max(longest, await history_length(pairing))
    state = await pairing.told_all()
    assert await runs_of(pairing) >= years // 2
    assert met >= 12 * years
    assert longest < HISTORY_LIMIT + LONGEST_TURN
    assert len(state.model_dump_json()) / years * A_LIFETIME < LARGEST_START.bytes
    held = [one for one in await pairing.records() if one.name == "pairing.session_held"]
    assert len(held) == met == state.tally.held
    assert (await attributes(pairing.handle))["SessionsHeld"] == met
    assert len(state.reviews) >= 2 * years - 1
    assert await pairing.folded() == state


async def go_on(pairing: LivePairing) -> int:
    """What comes next: a review, a session four weeks after the last, or time; sessions held."""
    state = await pairing.told_all()
    if state.stage is PairingStage.REVIEW:
        await pairing.look_back()
        return 0
    if all(session.status is not SessionStatus.PLANNED for session in state.sessions):
        await pairing.forward(timedelta(weeks=1))
        return 0
    await pairing.meet()
    await pairing.forward(timedelta(days=25))
    return 1

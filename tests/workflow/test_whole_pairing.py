"""A whole pairing on the real server."""

from datetime import timedelta

from domain.pairing.vocabulary import Stage as PairingStage
from domain.telling.kinds import NoticeKind
from tests.workflow.stage_setting import Stage


async def test_a_pairing_runs_from_invitation_to_partnership(stage: Stage) -> None:
    """Half a year of meetings leads through all stages, and the journal amounts to the state."""
    pairing = await stage.open_pairing()
    state = await pairing.prepare()
    assert state.stage is PairingStage.SESSIONS
    for number in range(len(state.sessions)):
        if number:
            await pairing.forward(timedelta(days=25))
        await pairing.meet()
    await pairing.look_back(partnership=True)
    state = await pairing.told_all()
    assert state.stage is PairingStage.PARTNERSHIP
    assert state.tally.held == 6
    assert await pairing.folded() == state
    assert NoticeKind.CLOSED in stage.mailer.kinds(to="p-senior")

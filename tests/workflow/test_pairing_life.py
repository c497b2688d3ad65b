"""The whole life of a pairing on the real server."""

from datetime import timedelta

from domain.notices import NoticeKind
from domain.pairing.vocabulary import Stage as PairingStage
from tests.workflow.stage_setting import Stage


async def test_a_pairing_lives_from_invitation_to_partnership(stage: Stage) -> None:
    """Half a year of meetings leads through all stages, and the journal amounts to the state."""
    pairing = await stage.open_pairing()
    state = await pairing.prepare()
    assert state.stage is PairingStage.SESSIONS
    for session in state.sessions:
        starts_at = await pairing.now() + timedelta(days=2)
        await pairing.ask(
            "book_session", "mentee", session_id=session.id, starts_at=starts_at.isoformat()
        )
        await pairing.forward(timedelta(days=2, hours=2))
        await pairing.tell(
            "session_completed", session_id=session.id, held_at=starts_at.isoformat()
        )
        await pairing.both("submit_reflection", session_id=session.id, topic="ai-tools", rating=4)
        if session is not state.sessions[-1]:
            await pairing.forward(timedelta(days=25))
    await pairing.both(
        "submit_review",
        confidence={"ai-tools": 5},
        objectives="reached",
        again=True,
        partnership=True,
    )
    state = await pairing.state()
    assert state.stage is PairingStage.PARTNERSHIP
    assert state.sessions_held == 6
    assert await pairing.folded(state.version) == state
    assert NoticeKind.CLOSED in stage.mailer.kinds(to="p-senior")

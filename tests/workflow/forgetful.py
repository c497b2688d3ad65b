"""A pairing of a faulty release: one kind of its letters lacks something."""

from dataclasses import replace

from temporalio import workflow
from temporalio.common import RawValue

from domain.engine.base import Instant
from domain.pairing.commands import FACTS, REQUESTS
from domain.pairing.letters import letter
from domain.pairing.state import PairingState
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import Notice
from workflows.entity import Entity
from workflows.handlers import with_handlers
from workflows.pairing import PAIRING, Pairing
from workflows.pairing_start import PairingResult
from workflows.payloads import MISSING


def _incomplete(state: PairingState, notice: Notice, now: Instant) -> Letter:
    if notice.kind is NoticeKind.ASSESSMENT_REQUEST and notice.side is Side.MENTEE:
        raise LetterIncomplete("the topics are missing")
    return letter(state, notice, now)


@workflow.defn(name="Pairing")
@with_handlers(REQUESTS, FACTS)
class Forgetful(Pairing):
    """Cannot write to the mentee what is to be assessed."""

    def __init__(self) -> None:
        Entity.__init__(self, replace(PAIRING, letter=_incomplete))

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> PairingResult:
        """As any pairing does."""
        return await super().run(raw)

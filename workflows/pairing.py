"""The workflow of one pairing, from the invitation to the closing review and beyond."""

from temporalio import workflow
from temporalio.common import RawValue

from activities.failures import as_failure
from domain.engine.decider import without_fingerprints
from domain.engine.errors import Refused
from domain.pairing.commands import FACTS, REQUESTS, Command, OpenPairing
from domain.pairing.decide.deadlines import DEADLINES
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.details import pairing_details
from domain.pairing.evolve import fold
from domain.pairing.explain import Explanation, explain
from domain.pairing.letters import letter
from domain.pairing.search_values import search_values
from domain.pairing.seats import claims, without_seats
from domain.pairing.state import PairingState
from domain.pairing.taking_back import taken_back
from domain.pairing.vocabulary import Stage
from domain.pairing.waiting import next_in_words
from domain.programme.revision import REVISION
from workflows.continued_state import wait_for_newer_release
from workflows.entity import Entity
from workflows.entity_kind import EntityKind
from workflows.handlers import with_handlers
from workflows.pairing_errands import pairing_errands
from workflows.pairing_start import LARGEST_START, PairingResult, PairingStart
from workflows.payloads import MISSING, decode


@workflow.defn(name="Pairing")
@with_handlers(REQUESTS, FACTS, queries=("state", "explain"))
class Pairing(Entity[PairingState, Command]):
    """A mentor and a mentee, on their way through a reverse-mentoring programme."""

    def __init__(self) -> None:
        super().__init__(PAIRING)

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> PairingResult:
        """Run until nothing more can happen, even if a cancellation is requested."""
        return await self.survive_cancellation(self.course(raw))

    async def course(self, raw: RawValue) -> PairingResult:
        """Every stage has its reminders, its item for the owners and its way out."""
        await self.begin(raw)
        while not self._now.archived:
            await self.invite()
            await self.seek_approval()
            await self.assess()
            await self.clarify_expectations()
            await self.plan()
            await self.hold_sessions()
            await self.review()
            await self.keep_in_touch()
        await self.finish()
        return PairingResult.of(self._now)

    async def begin(self, raw: RawValue) -> None:
        """Open a new pairing, or go on where an earlier run stopped."""
        await self.choose_rules(raw)
        try:
            start = decode(raw, PairingStart, LARGEST_START)
            start.check_belongs_to(workflow.info().workflow_id)
        except Refused as refused:
            wait_for_newer_release(refused)
            raise as_failure(refused) from None
        if start.resume is not None:
            await self._go_on(start.resume)
        elif start.setup is not None:
            await self._open(OpenPairing(setup=start.setup))

    async def invite(self) -> None:
        """Both are asked before anything is formal; a no stays private."""
        await self._while_in(Stage.INVITED)

    async def seek_approval(self) -> None:
        """Line managers are asked, where the programme wants that; a no is nobody's fault."""
        await self._while_in(Stage.APPROVAL)

    async def assess(self) -> None:
        """Both record what they know, how sure they feel, and what experience they have."""
        await self._while_in(Stage.ASSESSMENT)

    async def clarify_expectations(self) -> None:
        """Both say what they hope for, and accept the same version of one agreement."""
        await self._while_in(Stage.EXPECTATIONS)

    async def plan(self) -> None:
        """An action plan follows from competencies, experience and objectives; both accept it."""
        await self._while_in(Stage.PLANNING)

    async def hold_sessions(self) -> None:
        """Sessions are booked, held or missed, and reflected upon by both."""
        await self._while_in(Stage.SESSIONS)

    async def review(self) -> None:
        """Both look back; a closing review ends the pairing, a periodic one leads on."""
        await self._while_in(Stage.REVIEW)

    async def keep_in_touch(self) -> None:
        """Closed, but open to second thoughts; partners hear of each other now and then."""
        await self._while_in(Stage.CLOSED)
        await self._while_in(Stage.PARTNERSHIP)

    @workflow.query(description="Everything the engine knows of the pairing")
    def state(self) -> PairingState | None:
        """The fold of the pairing's journal; nothing before the pairing is opened."""
        return without_fingerprints(self._state) if self._state else None

    @workflow.query(
        description="Why: the causes and rules behind open items and the last notices, with what "
        "came back if they did not arrive. That one arrived is told by: eyelevel history"
    )
    def explain(self) -> Explanation | None:
        """Explain every recent notice and every open item."""
        return explain(self._state) if self._state else None


PAIRING: EntityKind[PairingState, Command] = EntityKind(
    newest=REVISION,
    handle=PAIRING_DECIDER.handle,
    fold=fold,
    decides_by_silence=DEADLINES.decides_by_silence,
    claims=claims,
    without_seats=without_seats,
    resume=lambda state, revision: PairingStart(resume=state, revision=revision),
    letter=letter,
    taken_back=taken_back,
    give_up_days=lambda state: state.setup.deadlines.delivery_give_up_days,
    work=pairing_errands,
    search_values=search_values,
    details=pairing_details,
    next_in_words=next_in_words,
)

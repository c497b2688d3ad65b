"""The course of one cohort: people are matched, paired, accompanied, and led to a good end."""

from temporalio import workflow
from temporalio.common import RawValue

from domain.cohort.commands import FACTS, REQUESTS, AddPerson, ChangeOwnersOfCohort, Command
from domain.cohort.decide.deadlines import DEADLINES
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.details import cohort_details
from domain.cohort.evolve import fold
from domain.cohort.letters import letter
from domain.cohort.search_values import search_values
from domain.cohort.state import CohortState
from domain.cohort.taking_back import taken_back
from domain.cohort.vocabulary import CohortStage
from domain.cohort.waiting import next_in_words
from domain.engine.base import Frozen
from domain.engine.decider import without_fingerprints
from domain.programme.revision import REVISION
from workflows.cohort_errands import cohort_errands
from workflows.cohort_opening import opening_commands, resumed
from workflows.cohort_start import CohortResult, CohortResume
from workflows.entity import Entity
from workflows.entity_kind import EntityKind
from workflows.handlers import with_handlers
from workflows.joining import ask_the_roster, look_for_owners
from workflows.payloads import MISSING


@workflow.defn(name="Cohort")
@with_handlers(REQUESTS, FACTS, queries=("state",))
class Cohort(Entity[CohortState, Command]):
    """A group of people who go through one reverse-mentoring programme together."""

    def __init__(self) -> None:
        super().__init__(COHORT)

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> CohortResult:
        """Run until the last pairing is over, even if a cancellation is requested."""
        return await self.survive_cancellation(self.course(raw))

    async def course(self, raw: RawValue) -> CohortResult:
        """People confirm what matching proposes; the cohort closes after its last pairing."""
        await self.begin(raw)
        while not self._now.archived:
            await self.put_people_together()
            await self.have_pairs_confirmed()
            await self.accompany_pairings()
            await self.bring_to_an_end()
        await self.finish()
        return CohortResult.of(self._now)

    async def begin(self, raw: RawValue) -> None:
        """Check the request down to the last line, then open; or go on from an earlier run."""
        revision = await self.choose_rules(raw)
        if (state := resumed(raw)) is not None:
            await self._go_on(state)
        else:
            await self._open(*await opening_commands(raw, revision))

    async def put_people_together(self) -> None:
        """Hard rules first, then the best assignment; every proposal comes with its reasons."""
        await self._while_in(CohortStage.MATCHING)

    async def have_pairs_confirmed(self) -> None:
        """No one is invited before a person has confirmed, if the request asks for that."""
        await self._while_in(CohortStage.CONFIRMING)

    async def accompany_pairings(self) -> None:
        """Pairings are started and watched; after a decline, people get the next candidate."""
        await self._while_in(CohortStage.RUNNING)

    async def bring_to_an_end(self) -> None:
        """Every pairing is led to its end; the cohort closes when the last one is over."""
        await self._while_in(CohortStage.ENDING)
        await self._while_in(CohortStage.CLOSED)

    @workflow.query(description="Everything the engine knows of the cohort")
    def state(self) -> CohortState | None:
        """The fold of the cohort's journal; nothing before the cohort is opened."""
        return without_fingerprints(self._state) if self._state else None

    async def _look_into(self, message: Frozen) -> None:
        if isinstance(message, AddPerson):
            await workflow.wait_condition(lambda: self._state is not None)
            await ask_the_roster(message, self._now)
        if isinstance(message, ChangeOwnersOfCohort):
            await workflow.wait_condition(lambda: self._state is not None)
            await look_for_owners(message, self._now)


COHORT: EntityKind[CohortState, Command] = EntityKind(
    newest=REVISION,
    handle=COHORT_DECIDER.handle,
    fold=fold,
    decides_by_silence=DEADLINES.decides_by_silence,
    # Its pairings take the seats.
    claims=lambda _state, _events: (),
    without_seats=lambda command, _seats: command,
    resume=lambda state, revision: CohortResume(resume=state, revision=revision),
    letter=letter,
    taken_back=taken_back,
    give_up_days=lambda state: state.request.deadlines.delivery_give_up_days,
    work=cohort_errands,
    search_values=search_values,
    details=cohort_details,
    next_in_words=next_in_words,
)

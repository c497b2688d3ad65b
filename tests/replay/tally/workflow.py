"""The workflow of a tally, as its two releases run it."""

from dataclasses import replace

from temporalio import workflow
from temporalio.common import RawValue

from domain.engine.base import Frozen, Instant
from domain.telling.letters import Letter
from domain.telling.notices import Notice
from tests.replay.tally.rules import (
    EVOLVER,
    NEWEST,
    TALLY_DECIDER,
    Command,
    Count,
    OpenTally,
    Stage,
    Tally,
)
from workflows.entity import Entity
from workflows.entity_kind import EntityKind
from workflows.handlers import with_handlers
from workflows.payloads import MISSING, decode


class TallyStart(Frozen):
    """The argument: nothing, or what an earlier run has handed on."""

    resume: Tally | None = None
    revision: int | None = None


def _letter(state: Tally, notice: Notice, now: Instant) -> Letter:
    raise NotImplementedError("a tally tells nobody anything")


TALLY: EntityKind[Tally, Command] = EntityKind(
    newest=NEWEST,
    handle=TALLY_DECIDER.handle,
    fold=EVOLVER.fold,
    claims=lambda state, events: (),
    without_seats=lambda command, seats: command,
    resume=lambda state, revision: TallyStart(resume=state, revision=revision),
    letter=_letter,
    taken_back=lambda before, after, now: (),
    give_up_days=lambda state: 1,
    work=lambda state: (),
    search_values=lambda state: {},
    decides_by_silence=lambda state, now: False,
    details=lambda state, namespace: f"{state.count}",
    next_in_words=lambda state: "",
)


@with_handlers((Count,))
class _Counting(Entity[Tally, Command]):
    async def course(self, raw: RawValue) -> int:
        """Count until it is enough."""
        await self.choose_rules(raw)
        start = decode(raw, TallyStart)
        if start.resume is not None:
            await self._go_on(start.resume)
        else:
            await self._open(OpenTally())
        while not self._now.archived:
            await self._while_in(Stage.COUNTING)
        await self.finish()
        return self._now.count

    @workflow.query
    def state(self) -> Tally | None:
        """What the run knows."""
        return self._state


@workflow.defn(name="Tally", sandboxed=False)
class FirstRelease(_Counting):
    """Knows the rules up to revision 1."""

    def __init__(self) -> None:
        super().__init__(replace(TALLY, newest=1))

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> int:
        """Count."""
        return await self.survive_cancellation(self.course(raw))


@workflow.defn(name="Tally", sandboxed=False)
class SecondRelease(_Counting):
    """Knows revision 2 as well."""

    def __init__(self) -> None:
        super().__init__(TALLY)

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> int:
        """Count."""
        return await self.survive_cancellation(self.course(raw))

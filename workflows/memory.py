"""What a run knows of its stream. It grows in one way only: decide, let the journal have it,
remember."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Generic

from temporalio import workflow
from temporalio.exceptions import ApplicationError

from domain.engine.base import Instant
from domain.engine.decider import under
from domain.programme.seats import SeatsTaken
from workflows.entity_kind import C, EntityKind, S
from workflows.inbox import InboxEntry
from workflows.recorder import Recorder
from workflows.rules import Rules

NOTHING_RECORDED = "NothingRecorded"
"""Type of the error with which a run ends that was to go on, and has nothing to go on from."""


class Memory(Generic[S, C]):
    """The state of a run, the journal behind it, and the rules by which it changes."""

    def __init__(self, kind: EntityKind[S, C], if_slow: Callable[[], None]) -> None:
        """``if_slow`` is called when the journal does not answer at once."""
        self.state: S | None = None
        self.rules = Rules(kind, revision=0)
        self._recorder = Recorder(if_slow)
        self._recorded_before = Counter[str]()

    @property
    def was_cut_off(self) -> bool:
        """Whether the journal was away for so long that something has to be decided for it."""
        return self._recorder.was_away

    @property
    def _version(self) -> int:
        """Number of events that the run knows to be recorded."""
        return self.state.version if self.state else 0

    def go_by(self, revision: int) -> None:
        """Choose the rules, before anything is decided."""
        self.rules = Rules(self.rules.kind, revision)

    async def go_on(self, trusted: S | None) -> S:
        """Take up what the journal says, which may be ahead of a trusted state: of an append whose
        workflow task was lost, Temporal knows nothing.

        Fails the workflow if there is nothing to go on from.
        """
        known = trusted.version if trusted else 0
        records = await self._recorder.read(known, at_least=known)
        state = self.rules.fold(records, trusted)
        if state is None:
            raise ApplicationError(
                "there is nothing to go on from: the journal has no such stream",
                type=NOTHING_RECORDED,
                non_retryable=True,
            )
        self.state = under(state, self.rules.revision)
        return self.state

    async def catch_up(self) -> None:
        """Believe the journal, which is ahead: after a reset, or a workflow task that was lost.

        One that is behind, as after the restore of an old backup, is waited for.
        """
        known = self._version
        records = await self._recorder.read(known, at_least=known)
        self.state = self.rules.fold(records, self.state)
        self._recorded_before.update(record.content for record in records)

    async def record(self, entries: Sequence[InboxEntry], *, within_task: bool) -> None:
        """Decide on these entries and all that falls due, and remember it once the journal has it.

        ``within_task``: whether the workflow task may stay open for the append.
        """
        away_since: Instant | None = None
        while True:
            away_since = away_since or self._recorder.take_outage()
            now = workflow.now()
            decision = self.rules.decide(
                self.state, entries, now, away_since, self._recorded_before
            )
            if not decision.records:
                break
            append = self._recorder.append if within_task else self._recorder.append_later
            try:
                decided_at = await append(self._version, decision, now)
            except SeatsTaken as taken:
                _without_seats(entries, taken)
                continue
            if decided_at == now:
                break
            if decided_at is not None:
                decision = self.rules.decide(
                    self.state, entries, decided_at, away_since, self._recorded_before
                )
                break
            # Entries are decided again on what is recorded: some may be refused by now.
            await self.catch_up()
        # What a lost task has recorded stands for one message each, not for all that follow.
        self._recorded_before = decision.recorded_before
        self.state = decision.state

    def forget_the_lost_task(self) -> None:
        """No message is left that a lost workflow task can have decided on."""
        self._recorded_before.clear()


def _without_seats(entries: Sequence[InboxEntry], taken: SeatsTaken) -> None:
    """Have the entries that would take these seats decided again: they are refused, mostly."""
    lost = [entry.lose(taken.seats) for entry in entries]
    if not any(lost):
        raise RuntimeError("seats are taken that nobody has asked for: a bug") from taken

"""Makes journal and Temporal agree again: restarts from the journal, restores from Temporal."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from activities.concurrently import concurrently
from activities.ports import Journal
from activities.setups import SetupLookup, StartPairings
from adapters.temporal.restarts import Beginning, Restarts, Started
from adapters.temporal.runs import WORKFLOWS_AT_ONCE, Runs
from domain.cohort.state import CohortState
from domain.engine.errors import Refused, VersionConflict
from domain.engine.tables import complete
from domain.pairing.state import PairingState
from domain.recovery.accounts import JournalAccount, Kind
from domain.recovery.judging import Look


class Outcome(StrEnum):
    """The result of a repair."""

    RESTARTED = "restarted"
    RAN_ALREADY = "ran_already"
    """It was already running: another command was faster."""
    RESTORED = "restored"
    """The journal has its events back."""
    TOO_LARGE = "too_large"
    """The state is larger than Temporal accepts."""
    REFUSED = "refused"
    """What the pairing needs to begin can no longer be looked up."""
    HISTORY_GONE = "history_gone"
    """Temporal no longer keeps the missing events."""
    CONFLICT = "conflict"
    """The journal has other events in place of the missing ones."""


@dataclass(frozen=True)
class Repair:
    """The repair of one workflow."""

    workflow_id: str
    outcome: Outcome
    events: int = 0
    """Number of events that were restored."""
    why: str | None = None

    @property
    def worked(self) -> bool:
        """Nothing is left to do."""
        return self.outcome in (Outcome.RESTARTED, Outcome.RAN_ALREADY, Outcome.RESTORED)

    @property
    def is_loss(self) -> bool:
        """Events are gone for good."""
        return self.outcome in (Outcome.HISTORY_GONE, Outcome.CONFLICT)


_OUTCOMES = complete(
    Started,
    {
        Started.STARTED: Outcome.RESTARTED,
        Started.RAN_ALREADY: Outcome.RAN_ALREADY,
        Started.TOO_LARGE: Outcome.TOO_LARGE,
    },
)


class Repairs:
    """Everything that can be done about a difference. All of it is safe to repeat."""

    def __init__(
        self, journal: Journal, runs: Runs, restarts: Restarts, setups: SetupLookup
    ) -> None:
        self._journal = journal
        self._runs = runs
        self._restarts = restarts
        self._setups = setups

    async def restart(
        self, looks: Sequence[Look], done: Callable[[], object] = lambda: None
    ) -> list[Repair]:
        """Start workflows at the state in the journal; ``done`` is called after each.

        A run that was open when it was looked at is ended and replaced in one step; one that was
        started since is left alone.

        Pairings come first, because a cohort sends its instructions as soon as it runs: a pairing
        that does not run yet would hear of them an hour later.
        """
        pairings = [look for look in looks if look.after.kind is Kind.PAIRING]
        cohorts = [look for look in looks if look.after.kind is Kind.COHORT]
        repairs = await concurrently(self._restart, pairings, at_once=WORKFLOWS_AT_ONCE, done=done)
        repairs += await concurrently(self._restart, cohorts, at_once=WORKFLOWS_AT_ONCE, done=done)
        return repairs

    async def restore(self, look: Look) -> Repair:
        """Append the events that the journal has lost, as far as Temporal's history has them.

        With them go their letters: nobody knows which of these were sent before they were lost. A
        mail that is sent twice has the same Message-ID.
        """
        if look.run is None:
            return Repair(look.workflow_id, Outcome.HISTORY_GONE)
        version = look.after.version
        lost = (await self._runs.memory(look.run)).after(version)
        if lost is None:
            return Repair(look.workflow_id, Outcome.HISTORY_GONE)
        try:
            # The journal checks the version: a worker that appended meanwhile wins.
            await self._journal.append(
                look.workflow_id, version, lost.records, lost.letters, lost.taken_back
            )
        except VersionConflict:
            return Repair(look.workflow_id, Outcome.CONFLICT)
        return Repair(look.workflow_id, Outcome.RESTORED, events=len(lost.records))

    async def _restart(self, look: Look) -> Repair:
        try:
            beginning = await self._beginning(look.after)
        except Refused as refused:
            return Repair(look.workflow_id, Outcome.REFUSED, why=str(refused))
        ran = look.run is not None and look.run.is_open
        started = await self._restarts.start(beginning, instead_of_running=ran)
        return Repair(look.workflow_id, _OUTCOMES[started])

    async def _beginning(self, account: JournalAccount) -> Beginning:
        """The state to go on from; if nothing is recorded yet, the setup made by the cohort."""
        match account.state:
            case CohortState() as state:
                return Beginning(account.workflow_id, account.kind, {"resume": state})
            case PairingState() as state:
                title = state.setup.title
                return Beginning(account.workflow_id, account.kind, {"resume": state}, title)
            case None:
                return await self._first_beginning(account)

    async def _first_beginning(self, account: JournalAccount) -> Beginning:
        if account.promise is None:
            raise ValueError(f"nothing is known of {account.workflow_id}")
        cohort, entry = account.promise.cohort, account.promise.entry
        batch = StartPairings.of(cohort, [entry], datetime.now(UTC).date())
        setup = await self._setups.of(batch, batch.terms[0])
        return Beginning(account.workflow_id, account.kind, {"setup": setup}, setup.title)

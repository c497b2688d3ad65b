"""Recovery and reconciliation as a whole: what is compared, and in which order it is repaired."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from activities.ports import Journal
from adapters.recovery.examining import examine
from adapters.recovery.reading import read_cohorts, read_everything, read_streams
from adapters.recovery.repairing import Repair, Repairs
from adapters.temporal.runs import Runs
from domain.recovery.accounts import JournalAccount
from domain.recovery.judging import Difference, Look

Progress: TypeAlias = Callable[[str, int | None], Callable[[], object]]
"""Called at each step with its name and number of things, if known; returns what to call after each
thing."""


def no_progress(_what: str, _total: int | None) -> Callable[[], object]:
    """Shows nothing."""
    return lambda: None


@dataclass(frozen=True)
class Reconciliation:
    """Compares journal and Temporal namespace, and repairs either from the other."""

    journal: Journal
    runs: Runs
    repairs: Repairs
    progress: Progress = no_progress

    async def accounts(self, cohort_ids: Sequence[str] | None) -> list[JournalAccount]:
        """What the journal says about these cohorts and their pairings; ``None``: about all."""
        done = self.progress("Read the journal", None)
        if cohort_ids is None:
            return await read_everything(self.journal, done)
        return await read_cohorts(self.journal, cohort_ids, done)

    async def find(
        self, accounts: Sequence[JournalAccount], cohort_ids: Sequence[str] | None
    ) -> list[Look]:
        """Look at everything that should be running, and at everything that is."""
        running = await self.runs.open_ids(cohort_ids)
        known = {account.workflow_id for account in accounts}
        # What runs and is not in the journal at all may have lost its whole stream.
        unknown = [workflow_id for workflow_id in running if workflow_id not in known]
        accounts = [*accounts, *await read_streams(self.journal, unknown)]
        return await self.look(
            account for account in accounts if account.is_open or account.workflow_id in running
        )

    async def look(self, accounts: Iterable[JournalAccount]) -> list[Look]:
        """Look at the runs of these workflows in Temporal."""
        looked_at = list(accounts)
        done = self.progress("Look at Temporal", len(looked_at))
        return await examine(looked_at, self.journal, self.runs, done)

    async def restart(self, looks: Sequence[Look]) -> list[Repair]:
        """Start these workflows at the state in the journal, pairings before cohorts."""
        done = self.progress("Start from the journal", len(looks))
        return await self.repairs.restart(looks, done)

    async def repair(self, looks: Sequence[Look], *, accept_loss: bool) -> list[Repair]:
        """Repair what can be repaired now: first the journal, and only then Temporal.

        Look again afterwards: a journal that has its events back may reveal more differences. With
        ``accept_loss``, events that the journal has lost and Temporal no longer keeps are given up.
        """
        lost = those(looks, Difference.JOURNAL_BEHIND)
        done = self.progress("Restore the journal", len(lost))
        repairs: list[Repair] = []
        for look in lost:
            repairs.append(await self.repairs.restore(look))
            done()
        # These looks are at the journal as it was: others follow, now that it has its events back.
        if any(repair.worked for repair in repairs):
            return repairs
        given_up = {repair.workflow_id for repair in repairs if accept_loss and repair.is_loss}
        due = [
            *those(looks, Difference.NOT_RUNNING, Difference.RUN_BEHIND),
            *(look for look in lost if look.workflow_id in given_up),
        ]
        left = [repair for repair in repairs if repair.workflow_id not in given_up]
        return left + await self.restart(due)


def those(looks: Iterable[Look], *differences: Difference) -> list[Look]:
    """The looks with one of these differences."""
    now = datetime.now(UTC)
    return [look for look in looks if look.difference(now) in differences]

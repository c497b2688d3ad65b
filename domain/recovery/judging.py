"""Whether journal and Temporal agree about a workflow."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from domain.engine.base import Instant
from domain.recovery.accounts import JournalAccount, RunAccount

TIME_TO_OPEN = timedelta(minutes=15)
"""A cohort may run this long, being checked and matched, before its first event is recorded."""
TIME_TO_ANSWER = timedelta(minutes=1)
"""Workers answer within seconds; after this, a person should look."""


class Difference(StrEnum):
    """The ways in which journal and Temporal can differ."""

    NOT_RUNNING = "not_running"
    """The journal says that something can still happen, but nothing runs."""
    RUN_BEHIND = "run_behind"
    """The journal has events that the run does not know, as after a reset."""
    JOURNAL_BEHIND = "journal_behind"
    """The journal has lost events, as after the restore of an older backup."""
    UNREADABLE = "unreadable"
    """The journal holds an event that this release cannot read."""
    NEVER_RECORDED = "never_recorded"
    """The workflow has been running for a while, and its stream is empty."""


@dataclass(frozen=True)
class Look:
    """A look at a run, between two looks into the journal.

    The journal is written first, memory second: while a workflow is busy, the journal is ahead of
    its run for a moment. So what was in the journal *before* the look, the run must know; and what
    the run knows must be in the journal *after* it.
    """

    before: JournalAccount
    run: RunAccount | None
    after: JournalAccount

    @property
    def workflow_id(self) -> str:
        """The id of the workflow."""
        return self.before.workflow_id

    @property
    def is_in_doubt(self) -> bool:
        """The run seems to be behind, but it is writing: look again."""
        run = self.run
        return bool(run and run.is_open and run.is_writing and run.version < self.before.version)

    def difference(self, now: Instant) -> Difference | None:
        """The difference that is certain; if there are several, the one to repair first."""
        # Before all others: nothing else can be said of it, and nothing is to be done to its run.
        if self.after.unreadable:
            return Difference.UNREADABLE
        # Then: starting a run from a journal that lacks events would lose them for good.
        if self.run is not None and self.run.version > self.after.version:
            return Difference.JOURNAL_BEHIND
        if self.run is None or not self.run.is_open:
            return Difference.NOT_RUNNING if self.after.is_open else None
        if self.run.version < self.before.version:
            return None if self.is_in_doubt else Difference.RUN_BEHIND
        nothing = self.after.version == 0 and self.run.version == 0
        if nothing and now - self.run.started_at > TIME_TO_OPEN:
            return Difference.NEVER_RECORDED
        return None

    def waits_for_a_worker(self, now: Instant) -> bool:
        """No worker handles what has happened: none is running, or the workflow is stuck."""
        since = self.run.unanswered_since if self.run and self.run.is_open else None
        return since is not None and now - since > TIME_TO_ANSWER

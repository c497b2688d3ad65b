"""What the journal and Temporal each say about one workflow."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.cohort.state import CohortDeadline, CohortState, PairingEntry
from domain.engine.base import Instant
from domain.engine.journal import Unreadable
from domain.pairing.state import Deadline, PairingState
from domain.programme.ids import is_cohort

State: TypeAlias = CohortState | PairingState


class Kind(StrEnum):
    """What a workflow is: the name of its type in Temporal."""

    COHORT = "Cohort"
    PAIRING = "Pairing"

    @classmethod
    def of(cls, workflow_id: str) -> "Kind":
        """The kind of the workflow with this id, which is one of the two."""
        return cls.COHORT if is_cohort(workflow_id) else cls.PAIRING


@dataclass(frozen=True)
class Promise:
    """A pairing that its cohort has started, whether or not the journal has events of it."""

    cohort: CohortState
    entry: PairingEntry


@dataclass(frozen=True)
class JournalAccount:
    """What the journal says about a workflow."""

    workflow_id: str
    state: State | None = None
    """The fold of its stream; absent when the stream is empty."""
    promise: Promise | None = None
    """Given where the stream is empty although the pairing was started."""
    unreadable: Unreadable | None = None
    """Given where the stream cannot be read; then nothing else is known of it."""

    @property
    def kind(self) -> Kind:
        """Cohort or pairing."""
        return Kind.of(self.workflow_id)

    @property
    def version(self) -> int:
        """Number of events in the stream."""
        return self.state.version if self.state else 0

    @property
    def is_open(self) -> bool:
        """Something can still happen, or it cannot be told: so the workflow should be running."""
        if self.unreadable:
            return True
        return self.promise is not None if self.state is None else not self.state.archived

    @property
    def next_due(self) -> Instant | None:
        """When the first deadline falls due."""
        return self.state.next_due.due if self.state and self.state.next_due else None

    def overdue(self, now: Instant) -> tuple[Deadline | CohortDeadline, ...]:
        """The deadlines in the past: they elapse as soon as the workflow runs."""
        lines = self.state.deadlines if self.state else ()
        return tuple(line for line in lines if line.due <= now)


class RunStatus(StrEnum):
    """The status of a run, in Temporal's words."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELED = "canceled"
    TERMINATED = "terminated"
    CONTINUED_AS_NEW = "continued_as_new"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True)
class RunAccount:
    """What Temporal says about the latest run of a workflow."""

    workflow_id: str
    run_id: str
    status: RunStatus
    version: int
    """Number of events that the run knows to be recorded."""
    started_at: Instant
    is_writing: bool = False
    """An append is in progress, so the journal may be ahead for a moment."""
    unanswered_since: Instant | None = None
    """Since when something has been waiting for a worker; absent if nothing is."""

    @property
    def is_open(self) -> bool:
        """Whether the run is running."""
        return self.status is RunStatus.RUNNING

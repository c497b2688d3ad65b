"""What the journal and Temporal say of one workflow, each for itself."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from domain.cohort.state import CohortDeadline, CohortState, PairingEntry
from domain.engine.base import Instant
from domain.pairing.state import Deadline, PairingState
from domain.programme.ids import CohortId, cohort_workflow_id

State: TypeAlias = CohortState | PairingState


class Kind(StrEnum):
    """What a workflow is: the name of its type in Temporal."""

    COHORT = "Cohort"
    PAIRING = "Pairing"

    @classmethod
    def of(cls, workflow_id: str) -> "Kind":
        """The kind of the workflow with this id."""
        is_cohort = workflow_id.startswith(cohort_workflow_id(CohortId("")))
        return cls.COHORT if is_cohort else cls.PAIRING


@dataclass(frozen=True)
class Promise:
    """A pairing that its cohort has started, whether or not anything is recorded of it."""

    cohort: CohortState
    entry: PairingEntry


@dataclass(frozen=True)
class JournalAccount:
    """What the journal says of a workflow."""

    workflow_id: str
    state: State | None = None
    """The fold of its stream; absent when the stream is empty."""
    promise: Promise | None = None
    """Given where the stream is empty although the pairing was started."""

    @property
    def kind(self) -> Kind:
        """Cohort or pairing."""
        return Kind.of(self.workflow_id)

    @property
    def version(self) -> int:
        """Events of the stream."""
        return self.state.version if self.state else 0

    @property
    def is_open(self) -> bool:
        """Something can still happen: the workflow should be running."""
        return self.promise is not None if self.state is None else not self.state.archived

    @property
    def on_their_way(self) -> int:
        """Notices that are not settled yet."""
        return len(self.state.desk.outbox) if self.state else 0

    @property
    def next_due(self) -> Instant | None:
        """When the first deadline falls due."""
        return self.state.next_due.due if self.state and self.state.next_due else None

    def overdue(self, now: Instant) -> tuple[Deadline | CohortDeadline, ...]:
        """Deadlines that have passed; they are acted upon as soon as the workflow runs."""
        lines = self.state.deadlines if self.state else ()
        return tuple(line for line in lines if line.due <= now)


class RunStatus(StrEnum):
    """How a run is, in Temporal's words."""

    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELED = "canceled"
    TERMINATED = "terminated"
    CONTINUED_AS_NEW = "continued_as_new"
    TIMED_OUT = "timed_out"


@dataclass(frozen=True)
class RunAccount:
    """What Temporal says of the latest run of a workflow."""

    workflow_id: str
    run_id: str
    status: RunStatus
    version: int
    """So many events does the run take for recorded."""
    started_at: Instant
    is_writing: bool = False
    """An append is under way, so that the journal may be ahead for a moment."""
    unanswered_since: Instant | None = None
    """Something has happened that no worker has taken in since then."""

    @property
    def is_open(self) -> bool:
        """It runs."""
        return self.status is RunStatus.RUNNING

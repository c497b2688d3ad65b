"""What a pairing costs Temporal and PostgreSQL, measured where they count it."""

from collections import Counter
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from temporalio.api.enums.v1 import EventType
from temporalio.worker import Worker

from activities.wiring import Adapters
from adapters.postgres.journal import PostgresJournal
from adapters.postgres.outbox import PostgresOutbox
from tests.workflow.stage_setting import LivePairing, Stage
from worker import build_worker

if TYPE_CHECKING:
    from asyncpg.connection import LoggedQuery

    from adapters.postgres.pool import Pool

TIME_SKIPPED = EventType.EVENT_TYPE_WORKFLOW_EXECUTION_TIME_SKIPPING_TRANSITIONED
"""Only tests have this event."""


@dataclass(frozen=True)
class Cost:
    """What something has cost, or may cost at most."""

    temporal_events: int
    history_bytes: int
    """Of these events."""
    journal_events: int
    statements: int
    """Of SQL; each is a round trip from the worker to PostgreSQL."""
    local_activities: int
    activities: int
    """Ordinary ones: each is three events, a task of its own and another workflow task."""
    timers: int
    """Started; each is cancelled later, or fires."""
    upserts: int
    """Of search attributes; each is also a write to Temporal's index."""

    @property
    def figures(self) -> dict[str, int]:
        """Each with its name in words."""
        return {one.name.replace("_", " "): getattr(self, one.name) for one in fields(self)}

    def since(self, before: "Cost") -> "Cost":
        """What has been added."""
        return Cost(*map(int.__sub__, self.figures.values(), before.figures.values()))

    def beyond(self, budget: "Cost") -> list[str]:
        """What is more than its budget, a sentence for each figure."""
        return [
            f"{name} have grown to {spent}, at most {most} are in the budget"
            for (name, spent), most in zip(
                self.figures.items(), budget.figures.values(), strict=True
            )
            if spent > most
        ]


class Statements:
    """Counts what a connection is told to do."""

    def __init__(self) -> None:
        self.count = 0

    def note(self, _query: "LoggedQuery") -> None:
        """Count one more."""
        self.count += 1


@dataclass
class StageWithPostgres(Stage):
    """A stage for one pairing, with its journal and outbox in PostgreSQL."""

    pool: "Pool" = field(kw_only=True)
    statements: Statements = field(kw_only=True)

    @property
    def adapters(self) -> Adapters:
        """The journal and the outbox are real."""
        return replace(
            super().adapters, journal=PostgresJournal(self.pool), outbox=PostgresOutbox(self.pool)
        )

    def worker_without_post(self) -> Worker:
        """A worker that sends no mails: a post would use the connection, too."""
        return self.labour.patient(build_worker(self.client, self.queue, self.adapters))

    async def cost(self, pairing: LivePairing) -> Cost:
        """All that a pairing has cost so far."""
        statements = self.statements.count
        stored = await PostgresJournal(self.pool).read(pairing.handle.id)
        self.statements.count = statements
        history = await pairing.handle.fetch_history()
        events = [event for event in history.events if event.event_type != TIME_SKIPPED]
        kinds = Counter(event.event_type for event in events)
        return Cost(
            temporal_events=len(events),
            history_bytes=sum(event.ByteSize() for event in events),
            journal_events=len(stored),
            statements=statements,
            local_activities=kinds[EventType.EVENT_TYPE_MARKER_RECORDED],
            activities=kinds[EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED],
            timers=kinds[EventType.EVENT_TYPE_TIMER_STARTED],
            upserts=kinds[EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES],
        )

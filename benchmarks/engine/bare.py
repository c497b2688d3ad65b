"""The least that an entity can be: its update inserts one row, in an activity, and answers."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from temporalio import activity, workflow

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

TABLE = """
CREATE TABLE bare (
    workflow_id text,
    number integer,
    content jsonb NOT NULL,
    PRIMARY KEY (workflow_id, number)
)
"""
INSERT = "INSERT INTO bare VALUES ($1, $2, $3)"
SECONDS = timedelta(seconds=10)

Row = tuple[str, int, str]


class Insertion:
    """The activity."""

    def __init__(self, pool: "Pool") -> None:
        self._pool = pool

    @activity.defn(name="insert")
    async def insert(self, workflow_id: str, number: int, content: str) -> None:
        """One row, one statement, one commit."""
        await self._pool.execute(INSERT, workflow_id, number, content)


class _Entity:
    """One row when it is opened, as a pairing has its first event; then one for each message."""

    def __init__(self) -> None:
        self._number = 0
        self._is_over = False

    def _next(self, content: str) -> list[Any]:
        self._number += 1
        return [workflow.info().workflow_id, self._number, content]

    async def _until_over(self) -> None:
        await workflow.wait_condition(lambda: self._is_over)


@workflow.defn(name="Bare")
class Bare(_Entity):
    """With an ordinary activity, as most would write it."""

    @workflow.run
    async def run(self) -> None:
        """Insert a row, and wait for messages until the end."""
        await self._insert("{}")
        await self._until_over()

    @workflow.update
    async def tell(self, content: str) -> int:
        """Insert, and answer how many rows there are."""
        await self._insert(content)
        return self._number

    @workflow.signal
    def end(self) -> None:
        """Complete."""
        self._is_over = True

    async def _insert(self, content: str) -> None:
        row = self._next(content)
        await workflow.execute_activity("insert", args=row, start_to_close_timeout=SECONDS)


@workflow.defn(name="BareLocal")
class BareLocal(_Entity):
    """With a local activity: nothing on Temporal that inserts a row is faster."""

    @workflow.run
    async def run(self) -> None:
        """Insert a row, and wait for messages until the end."""
        await self._insert("{}")
        await self._until_over()

    @workflow.update
    async def tell(self, content: str) -> int:
        """Insert, and answer how many rows there are."""
        await self._insert(content)
        return self._number

    @workflow.signal
    def end(self) -> None:
        """Complete."""
        self._is_over = True

    async def _insert(self, content: str) -> None:
        row = self._next(content)
        await workflow.execute_local_activity("insert", args=row, start_to_close_timeout=SECONDS)

"""A journal as years of use would leave it: many cohorts, whose pairings live at the same time."""

from collections.abc import Iterator
from heapq import merge
from itertools import count
from typing import Any

import asyncpg

from adapters.postgres.records import EventRow, rows_of
from benchmarks.journal.lives import cohort_events, mixture, renamed, renamed_cohort
from benchmarks.journal.load import Append

TABLE_COLUMNS = (
    *("global_pos", "stream_id", "version", "event_id", "type", "schema_ver"),
    *("data", "private", "meta", "occurred_at", "recorded_at"),
)
AT_ONCE = 50_000
"""Rows per COPY."""


async def fill(dsn: str, events: int) -> None:
    """Write so many events into an empty journal, past its function and without its read tables."""
    rows = _journal()
    connection = await asyncpg.connect(dsn)
    try:
        for first in range(1, events + 1, AT_ONCE):
            block = [next(rows) for _ in range(min(AT_ONCE, events + 1 - first))]
            await connection.copy_records_to_table("event", records=block, columns=TABLE_COLUMNS)
        await connection.execute("VACUUM ANALYZE event")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


def _journal() -> Iterator[tuple[Any, ...]]:
    """Rows of the table ``event``, one cohort after the other, without end."""
    position = count(1)
    for number in count(1):
        for row in merge(*_streams(f"c-{number}"), key=lambda row: row.occurred_at):
            stream, _, *others = row
            yield next(position), stream, *others, row.occurred_at


def _streams(cohort_id: str) -> Iterator[list[EventRow]]:
    """The rows of a cohort and of a hundred pairings, each in its order."""
    own = Append(f"cohort-{cohort_id}", 0, renamed_cohort(cohort_events(), cohort_id))
    yield list(rows_of(*own))
    number = count(1)
    for share, records in mixture():
        for _ in range(share):
            pairing_id = f"{cohort_id}-{next(number)}"
            life = Append(f"pairing-{pairing_id}", 0, renamed(records, pairing_id, cohort_id))
            yield list(rows_of(*life))

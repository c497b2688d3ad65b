"""A journal as years of use would leave it: many cohorts, whose pairings run at the same time."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import count, islice
from typing import Any

import asyncpg

from adapters.postgres.records import EventRow, rows_of
from benchmarks.journal.streams import (
    cohort_events,
    half_a_year,
    mixture,
    renamed,
    renamed_cohort,
)
from tests.unit.cohort.story import running

TABLE_COLUMNS = (
    *("global_pos", "stream_id", "version", "event_id", "type", "schema_ver"),
    *("data", "private", "meta", "occurred_at", "recorded_at"),
)
ROWS_PER_COPY = 50_000
"""Rows per COPY."""
COHORT = "cohort-c"
"""The one of `fill_halfway`."""
LAST_OPEN = 160
"""After this many events, a pairing is still meeting."""


async def fill(dsn: str, events: int) -> None:
    """Write this many events into an empty journal, bypassing its function and its read tables."""
    rows = _in_order(row for number in count(1) for row in _usual_cohort(f"c-{number}"))
    await _copy(dsn, islice(rows, events))


async def fill_halfway(dsn: str, pairings: int) -> None:
    """Write one cohort whose pairings are all still open, each somewhere on its way."""
    cohort = running(*(f"mentor-{number}+mentee-{number}" for number in range(pairings))).records
    records_ = half_a_year()[:LAST_OPEN]
    streams = [rows_of(COHORT, 0, cohort)]
    for number in range(pairings):
        pairing_id = f"c-{number + 1:03d}"
        so_far = records_[: 1 + number * len(records_) // pairings]
        streams.append(rows_of(f"pairing-{pairing_id}", 0, renamed(so_far, pairing_id, "c")))
    await _copy(dsn, _in_order(_side_by_side(streams)))


async def _copy(dsn: str, rows: Iterator[tuple[Any, ...]]) -> None:
    connection = await asyncpg.connect(dsn)
    try:
        while block := list(islice(rows, ROWS_PER_COPY)):
            await connection.copy_records_to_table("event", records=block, columns=TABLE_COLUMNS)
        await connection.execute("VACUUM ANALYZE event")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


def _in_order(rows: Iterable[EventRow]) -> Iterator[tuple[Any, ...]]:
    """Rows of the table ``event``, recorded as they come."""
    for position, (stream, _, *others) in enumerate(rows, start=1):
        yield position, stream, *others, others[-1]


def _side_by_side(streams: Iterable[Sequence[EventRow]]) -> Iterator[EventRow]:
    """The events of all streams as they occurred."""
    return merge(*streams, key=lambda row: row.occurred_at)


def _usual_cohort(cohort_id: str) -> Iterator[EventRow]:
    """A cohort and its hundred pairings."""
    streams = [rows_of(f"cohort-{cohort_id}", 0, renamed_cohort(cohort_events(), cohort_id))]
    number = count(1)
    for share, records in mixture():
        for _ in range(share):
            pairing_id = f"{cohort_id}-{next(number)}"
            records_ = renamed(records, pairing_id, cohort_id)
            streams.append(rows_of(f"pairing-{pairing_id}", 0, records_))
    return _side_by_side(streams)

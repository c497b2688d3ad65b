"""How long does it take to recreate every read table from the journal?"""

import time
from dataclasses import dataclass, field
from statistics import median

import asyncpg

from adapters.postgres.follower import FOLLOWING, advance
from adapters.postgres.pool import open_pool
from adapters.postgres.read_tables import READ_TABLES
from adapters.postgres.rebuild import rebuild
from benchmarks.journal.filling import fill
from benchmarks.journal.peers import OURS
from benchmarks.journal.report import Goal, Table, progress, whole
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground

EMPTY = "read tables empty before"
RIGHT = "read tables right before"
ONE_LOOK = "SELECT count(data->>'session_id') FROM event"
"""Reads the data of every event once, which no rebuild can do without."""


@dataclass
class Course:
    """When a rebuild was where; seconds from its start."""

    start: float = field(default_factory=time.perf_counter)
    moments: list[float] = field(default_factory=list)

    def note(self, _done: int, _all: int) -> None:
        """As `rebuild` reports its progress: after each slice, and at the end."""
        self.moments.append(time.perf_counter() - self.start)

    @property
    def whole(self) -> float:
        """Seconds until the end."""
        return self.moments[-1]

    @property
    def carrying(self) -> float:
        """Seconds until every event was carried over, while appends went on."""
        return self.whole - self.at_last

    @property
    def at_last(self) -> float:
        """Seconds of what follows: comparison and, if rows differ, correction."""
        return self.moments[-1] - (self.moments[-2] if len(self.moments) > 1 else 0.0)


async def measure_rebuild(ground: Ground, scale: Scale) -> list[Table]:
    """The tables are empty and right in turns."""
    courses: dict[str, list[Course]] = {EMPTY: [], RIGHT: []}
    looks: list[float] = []
    corrected = 0
    async with ground.database(OURS) as dsn:
        progress(f"rebuild: writing {whole(scale.rebuilt_events)} events")
        await fill(dsn, scale.rebuilt_events)
        await _let_followers_catch_up(dsn)
        connection = await asyncpg.connect(dsn)
        for turn in range(scale.rounds):
            progress(f"rebuild: round {turn + 1} of {scale.rounds}")
            start = time.perf_counter()
            await connection.execute(ONE_LOOK)
            looks.append(time.perf_counter() - start)
            await connection.execute(f"TRUNCATE {', '.join(READ_TABLES)}")
            for state in (EMPTY, RIGHT):
                await connection.execute("CHECKPOINT")
                course = Course()
                found = await rebuild(dsn, course.note)
                courses[state].append(course)
                corrected = max(corrected, sum(found.corrected.values()))
        await connection.close()
    return [_table(scale.rebuilt_events, courses, median(looks), corrected)]


async def _let_followers_catch_up(dsn: str) -> None:
    """Bring followers to their usual state: what they lag behind is no work of a rebuild."""
    async with await open_pool(dsn) as pool:
        for projection in FOLLOWING:
            while await advance(pool, projection):
                pass


def _table(events: int, courses: dict[str, list[Course]], look: float, corrected: int) -> Table:
    rates = {
        state: events / median(course.whole for course in of_one)
        for state, of_one in courses.items()
    }
    rows = [
        [
            state,
            f"{events / rates[state]:.2f}",
            whole(rates[state]),
            f"{median(course.carrying for course in of_one):.2f}",
            f"{median(course.at_last for course in of_one):.2f}",
        ]
        for state, of_one in courses.items()
    ]
    rows.append(
        ["only reading each event's data once", f"{look:.2f}", whole(events / look), "", ""]
    )
    return Table(
        title=f"Rebuild of the read tables from {whole(events)} events",
        columns=(
            "rebuild",
            "seconds",
            "events/s",
            "carrying over, s",
            "comparison and correction, s",
        ),
        rows=rows,
        notes=(
            f"Rows of the read tables: {whole(corrected)}. Appends wait during the correction.",
        ),
        goals=[
            Goal(f"rebuild, {state}: 500,000 events/s", whole(rate), rate >= 500_000)
            for state, rate in rates.items()
        ],
    )

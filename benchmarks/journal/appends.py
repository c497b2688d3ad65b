"""How fast are appends, from one caller to many, one event to a hundred?"""

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from benchmarks.journal.contenders.base import Contender, Store
from benchmarks.journal.load import Caller, callers
from benchmarks.journal.measuring import Figures, Sample, medians
from benchmarks.journal.peers import BARE, LIMIT, OURS, everybody
from benchmarks.journal.report import Goal, Table, milliseconds, progress, times, whole
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground

CALLERS = (1, 16, 64)
SIZES = (1, 3, 100)
"""Events per append."""

WARM_UP = 0.5
"""Seconds: connections are opened, statements prepared, and speeds estimated."""
FIRST_GUESS = 5_000
"""Events that are made ready for the warm-up."""
RESERVE = 1.5
"""How many times the events are made ready that a contender is expected to write."""
FIRST_PEER = "pyeventsourcing, default"

_numbers = count(1)


@dataclass
class Lane:
    """One contender with its callers, round after round."""

    contender: Contender[Any]
    store: Store[Any]
    callers: list[Caller[Any]]
    size: int
    pace: float = FIRST_GUESS / WARM_UP
    """Events per second, as far as is known."""

    async def run(self, seconds: float) -> Sample:
        """One sample."""
        events = self.pace * seconds * RESERVE
        for caller in self.callers:
            caller.refill(int(events / self.size / len(self.callers)) + 3)
        gc.collect()
        sample = await self.store.run(self.callers, seconds)
        self.pace = sample.rate
        return sample


async def measure_appends(ground: Ground, scale: Scale) -> list[Table]:
    """One table per number of callers and events."""
    return [
        _table(number, size, await _measure(ground, scale, number, size))
        for number in CALLERS
        for size in SIZES
    ]


async def _measure(ground: Ground, scale: Scale, number: int, size: int) -> dict[str, Figures]:
    """The contenders take turns, each round in another order."""
    contenders = everybody()
    samples: dict[str, list[Sample]] = {contender.name: [] for contender in contenders}
    async with ground.stores(contenders) as stores:
        lanes = [
            Lane(
                contender,
                store,
                callers(f"b{next(_numbers)}", number, (size,), contender.made_ready),
                size,
            )
            for contender, store in zip(contenders, stores, strict=True)
        ]
        for lane in lanes:
            await lane.run(WARM_UP)
        for turn in range(scale.rounds):
            progress(f"append: {number} × {size}, round {turn + 1} of {scale.rounds}")
            for lane in _rotated(lanes, turn):
                samples[lane.contender.name].append(await lane.run(scale.seconds))
    return {name: medians(of_one) for name, of_one in samples.items()}


def _rotated(lanes: Sequence[Lane], turn: int) -> list[Lane]:
    first = turn % len(lanes)
    return [*lanes[first:], *lanes[:first]]


def _table(number: int, size: int, figures: dict[str, Figures]) -> Table:
    ours, bare = figures[OURS.name], figures[BARE.name]
    return Table(
        title=f"{number} caller{'s' * (number > 1)} × {size} event{'s' * (size > 1)} per append",
        columns=("append", "events/s", "p50 ms", "p99 ms", OURS.name, BARE.name),
        rows=[
            [
                name,
                whole(of_one.rate),
                milliseconds(of_one.p50),
                milliseconds(of_one.p99),
                times(ours.rate / of_one.rate),
                times(bare.rate / of_one.rate),
            ]
            for name, of_one in figures.items()
        ],
        goals=_goals(figures) if (number, size) == (64, 1) else (),
    )


def _goals(figures: dict[str, Figures]) -> list[Goal]:
    """What the journal is to reach with 64 callers of one event each."""
    goals: list[Goal] = []
    for ours in (OURS.name, BARE.name):
        rate = figures[ours].rate
        if peer := figures.get(FIRST_PEER):
            ratio = rate / peer.rate
            goals.append(Goal(f"{ours}: 15 × {FIRST_PEER}", times(ratio), ratio >= 15))
        share = rate / figures[LIMIT.name].rate
        goals.append(Goal(f"{ours}: 60 % of {LIMIT.name}", f"{share:.0%}", share >= 0.6))
    p50 = figures[OURS.name].p50
    goals.append(Goal("p50 below 6 ms at 64 callers", f"{milliseconds(p50)} ms", p50 < 0.006))
    return goals

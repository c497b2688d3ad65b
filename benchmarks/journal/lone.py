"""What does a lone append cost, compared with a bare INSERT of one row?"""

import math
from statistics import median
from typing import Any

from benchmarks.journal.contenders.base import Contender, Store
from benchmarks.journal.load import Caller, callers
from benchmarks.journal.measuring import Sample
from benchmarks.journal.peers import BARE, LIMIT_EACH, OURS, SINGLE
from benchmarks.journal.report import Goal, Table, milliseconds, progress
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground

CONTENDERS: tuple[Contender[Any], ...] = (OURS, BARE, LIMIT_EACH, SINGLE)


async def measure_lone(ground: Ground, scale: Scale) -> list[Table]:
    """The contenders take turns append by append, so that a slow moment of the disk meets all."""
    rounds: list[list[Sample]] = []
    async with ground.stores(CONTENDERS) as stores:
        lanes: list[tuple[Store[Any], Caller[Any]]] = [
            (store, callers("lone", 1, (1,), contender.made_ready)[0])
            for contender, store in zip(CONTENDERS, stores, strict=True)
        ]
        await _take_turns(lanes, scale.lone_appends)
        for turn in range(scale.rounds):
            progress(f"lone append: round {turn + 1} of {scale.rounds}")
            rounds.append(await _take_turns(lanes, scale.lone_appends))
    return [_table(rounds)]


async def _take_turns(lanes: list[tuple[Store[Any], Caller[Any]]], appends: int) -> list[Sample]:
    samples = [Sample() for _ in lanes]
    for _ in range(appends):
        for sample, (store, caller) in zip(samples, lanes, strict=True):
            caller.refill(1)
            sample.latencies += (await store.run([caller], math.inf)).latencies
    return samples


def _table(rounds: list[list[Sample]]) -> Table:
    ratios = [
        median(_ratio(samples, place) for samples in rounds) for place in range(len(CONTENDERS))
    ]
    return Table(
        title="One caller, one event, in turns with the others",
        columns=("append", "p50 ms", "p99 ms", "p50 to the bare INSERT"),
        rows=[
            [
                contender.name,
                milliseconds(median(samples[place].quantile(0.50) for samples in rounds)),
                milliseconds(median(samples[place].quantile(0.99) for samples in rounds)),
                f"{ratios[place]:.2f} ×",
            ]
            for place, contender in enumerate(CONTENDERS)
        ],
        goals=[
            Goal("lone append: 1.3 × a bare INSERT at most", f"{ratios[0]:.2f} ×", ratios[0] <= 1.3)
        ],
    )


def _ratio(samples: list[Sample], place: int) -> float:
    """Within one round: the bare INSERT is the last of the contenders."""
    return samples[place].quantile(0.50) / samples[-1].quantile(0.50)

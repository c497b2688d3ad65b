"""What the contenders have come to, beside the first of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from benchmarks.engine.measuring import History, Messages, Openings
from benchmarks.journal.report import Table, milliseconds, whole


@dataclass
class Found:
    """What a contender has come to, round by round."""

    alone: list[Messages] = field(default_factory=list)
    sixteen: list[Messages] = field(default_factory=list)
    """With 16 messages in flight."""
    openings: list[Openings] = field(default_factory=list)
    histories: list[History] = field(default_factory=list)


def life_table(found: Mapping[str, Found]) -> Table:
    """A row for each contender; its rounds are compared with the same rounds of the first one."""
    first = next(iter(found.values()))
    rows = {name: _row(one, first) for name, one in found.items()}
    return Table(
        title="A life of 37 messages",
        columns=("contender", *next(iter(rows.values()))),
        rows=[[name, *row.values()] for name, row in rows.items()],
    )


def _row(one: Found, first: Found) -> dict[str, str]:
    rates = [round_.per_second for round_ in one.alone]
    times = [round_.p50 for round_ in one.alone]
    busy = [round_.per_second for round_ in one.sixteen]
    return {
        "messages/s, 1 in flight": f"{median(rates):.0f} "
        + _ratio(rates, [round_.per_second for round_ in first.alone]),
        "p50 ms": f"{milliseconds(median(times))} "
        + _ratio(times, [round_.p50 for round_ in first.alone]),
        "messages/s, 16 in flight": f"{median(busy):.0f} "
        + _ratio(busy, [round_.per_second for round_ in first.sixteen]),
        "p50 ms, 16": milliseconds(median(round_.p50 for round_ in one.sixteen)),
        "p99 ms, 16": milliseconds(median(round_.p99 for round_ in one.sixteen)),
        "CPU ms per message": milliseconds(median(round_.cpu for round_ in one.sixteen)),
        "Temporal events": whole(median(history.events for history in one.histories)),
        "KB of history": f"{median(history.bytes for history in one.histories) / 1000:.0f}",
        "starts/s": whole(median(opening.accepted for opening in one.openings)),
        "opened/s": whole(median(opening.per_second for opening in one.openings)),
        "MB per open one": f"{median(opening.megabytes for opening in one.openings):.2f}",
    }


def _ratio(own: Sequence[float], other: Sequence[float]) -> str:
    pairs = zip(own, other, strict=True)
    return f"({median(mine / theirs for mine, theirs in pairs):.2f} ×)"

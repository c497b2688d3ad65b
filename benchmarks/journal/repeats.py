"""What happens to appends that are sent again?"""

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from benchmarks.journal.contenders.base import Contender, Store
from benchmarks.journal.load import Append, Caller, streams_in_portions
from benchmarks.journal.measuring import Sample
from benchmarks.journal.peers import OURS, peers
from benchmarks.journal.report import Goal, Table, progress, whole
from benchmarks.journal.scale import Scale
from benchmarks.journal.stage import Ground, numbers

STREAMS = 32
SENDERS = 2
"""Callers that send each append at about the same moment, without waiting for each other."""


class Outcome(NamedTuple):
    """The results of one contender's appends."""

    store: str
    different: int
    first: Sample
    again: Sample
    twice: int
    """Events that were written more than once."""


async def measure_repeats(ground: Ground, scale: Scale) -> list[Table]:
    """First everything is sent by two at a time, then by two at a time once more."""
    length = scale.repeated_appends // STREAMS
    outcomes = [await _outcome(ground, contender, length) for contender in [OURS, *peers()]]
    twice = outcomes[0].twice
    return [
        Table(
            title=f"Appends of one event, each sent by {SENDERS} callers at once, and all again",
            columns=(
                *("append", "different", "sent", "answered", "refused", "written twice"),
                *("repetitions/s", "answered", "refused"),
            ),
            rows=[_row(outcome) for outcome in outcomes],
            notes=(
                "Answered: the caller learns that its event is in the journal. Refused: the caller "
                "has to find out whether it was itself that wrote it.",
            ),
            goals=[Goal("no event is written twice", f"{twice}", not twice)],
        )
    ]


def _row(outcome: Outcome) -> list[str]:
    first, again = outcome.first, outcome.again
    repetitions = len(again.latencies) + again.refused
    return [
        outcome.store,
        whole(outcome.different),
        whole(len(first.latencies) + first.refused),
        whole(len(first.latencies)),
        whole(first.refused),
        whole(outcome.twice),
        whole(repetitions / again.seconds),
        whole(len(again.latencies)),
        whole(again.refused),
    ]


async def _outcome(ground: Ground, contender: Contender[Any], length: int) -> Outcome:
    progress(f"repeats: {contender.name}")
    async with ground.database(contender) as dsn, contender.opened(dsn) as store:
        first = await _send(contender, store, length)
        again = await _send(contender, store, length)
        written = len(await numbers(dsn, contender.committed))
    different = STREAMS * length
    return Outcome(contender.name, different, first, again, twice=written - different)


async def _send(contender: Contender[Any], store: Store[Any], length: int) -> Sample:
    callers = [
        Caller(_beginning(stream, length), contender.made_ready)
        for stream in range(STREAMS)
        for _ in range(SENDERS)
    ]
    for caller in callers:
        caller.refill(length)
    return await store.run(callers, math.inf)


def _beginning(stream: int, length: int) -> Iterator[Append]:
    return islice(streams_in_portions(f"again-{stream}", (1,)), length)

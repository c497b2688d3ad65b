"""Who appends what: callers that each write one stream after the other, a portion at a time."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import count, islice
from typing import Generic, NamedTuple, TypeVar

from benchmarks.journal.streams import half_a_year, renamed
from domain.engine.journal import EventRecord

T = TypeVar("T")

COHORT = "bench"


class Append(NamedTuple):
    """Events of one stream, to be appended directly after ``version``."""

    stream: str
    version: int
    records: Sequence[EventRecord]


class Call(NamedTuple, Generic[T]):
    """An append as a contender takes it, made ready before the clock starts."""

    events: int
    what: T


class Caller(Generic[T]):
    """One of several who append at the same time, each to streams of its own."""

    def __init__(self, appends: Iterator[Append], made_ready: Callable[[Append], T]) -> None:
        self._appends = appends
        self._made_ready = made_ready
        self.waiting: deque[Call[T]] = deque()
        """What to append next. What a measurement leaves over is for the following one."""

    def refill(self, calls: int) -> None:
        """Prepare this many calls."""
        for append in islice(self._appends, max(0, calls - len(self.waiting))):
            self.waiting.append(Call(len(append.records), self._made_ready(append)))


def callers(
    name: str, number: int, sizes: Sequence[int], made_ready: Callable[[Append], T]
) -> list[Caller[T]]:
    """Callers at different places of their streams, as pairings are.

    The first append of each has the events up to its place.
    """
    length = len(_events_of_one())
    return [
        Caller(streams_in_portions(f"{name}-{place}", sizes, place * length // number), made_ready)
        for place in range(number)
    ]


def streams_in_portions(name: str, sizes: Sequence[int], begun: int = 0) -> Iterator[Append]:
    """Appends without end: portions of these sizes in turn, of one pairing after the other.

    The very first has ``begun`` events instead. What is left of a stream at its end, if less than a
    portion, is left out.
    """
    turn = 0
    for number in count():
        pairing_id = f"{name}-{number}"
        records = renamed(_events_of_one(), pairing_id, COHORT)
        version = 0
        size = min(begun, len(records)) or sizes[turn % len(sizes)]
        while version + size <= len(records):
            yield Append(f"pairing-{pairing_id}", version, records[version : version + size])
            version += size
            turn += 1
            size = sizes[turn % len(sizes)]
        begun = 0


@cache
def _events_of_one() -> tuple[EventRecord, ...]:
    return half_a_year()


def bytes_per_event() -> float:
    """Size of an event on average, as JSON."""
    sizes = [len(record.model_dump_json()) for record in _events_of_one()]
    return sum(sizes) / len(sizes)

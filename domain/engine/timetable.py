"""Deadlines as data, for pairings and cohorts alike: pure functions on the lines of a timetable."""

from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum
from typing import Generic, TypeVar

from domain.engine.base import Frozen, Instant

K_co = TypeVar("K_co", bound=StrEnum, covariant=True)
K = TypeVar("K", bound=StrEnum)


class Deadline(Frozen, Generic[K_co]):
    """One line of a timetable."""

    kind: K_co
    due: Instant


D = TypeVar("D", bound=Deadline[StrEnum])


def moved(lines: tuple[D, ...], by: timedelta, *kinds: StrEnum) -> tuple[D, ...]:
    """The lines with all deadlines of these kinds (none named: of every kind) moved."""
    return tuple(
        one.model_copy(update={"due": one.due + by}) if not kinds or one.kind in kinds else one
        for one in lines
    )


def due_of(lines: Iterable[D], kind: StrEnum) -> Instant | None:
    """When the first deadline of a kind falls due."""
    return next((one.due for one in lines if one.kind is kind), None)


class Ladders(Generic[K]):
    """Deadlines of one matter, the mildest first: when a later one is due, the earlier are moot.

    Those that are ``decisive`` come before all others, in this order: what they bring to an end
    needs no reminder any more.
    """

    def __init__(self, *ladders: tuple[K, ...], decisive: tuple[K, ...] = ()) -> None:
        self._ladders = ladders
        self._decisive = decisive

    def most_pressing(self, lines: Iterable[D], now: Instant) -> D | None:
        """Of all that is due, what to act on first: decisive, else the last rung of its ladder."""
        due = [one for one in lines if one.due <= now]
        return min(due, key=self._rank, default=None)

    def _rank(self, line: Deadline[StrEnum]) -> tuple[int, int, Instant, str]:
        decisive: tuple[StrEnum, ...] = self._decisive
        place = decisive.index(line.kind) if line.kind in decisive else len(decisive)
        return place, -self._ladder(line.kind).index(line.kind), line.due, line.kind

    def superseded(self, lines: Iterable[D], kind: StrEnum, now: Instant) -> tuple[D, ...]:
        """Milder deadlines of the same matter that are due as well."""
        ladder = self._ladder(kind)
        milder = ladder[: ladder.index(kind)]
        return tuple(one for one in lines if one.kind in milder and one.due <= now)

    def _ladder(self, kind: StrEnum) -> tuple[StrEnum, ...]:
        return next((ladder for ladder in self._ladders if kind in ladder), (kind,))

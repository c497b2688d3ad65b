"""Deadlines as data, for pairings and cohorts alike: pure functions on the lines of a timetable."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Generic, Protocol, Self, TypeVar

from domain.engine.base import Frozen, Instant

K_co = TypeVar("K_co", bound=StrEnum, covariant=True)


class Deadline(Frozen, Generic[K_co]):
    """One line of a timetable."""

    kind: K_co
    due: Instant

    @property
    def about(self) -> str | None:
        """What the deadline is about, if there can be several of its kind at a time."""
        return None


D = TypeVar("D", bound=Deadline[StrEnum])
D_co = TypeVar("D_co", bound=Deadline[StrEnum], covariant=True)


class Pause(Frozen, Generic[D_co]):
    """Time in which every deadline stands still."""

    since: Instant
    return_on: date | None = None
    kept: tuple[D_co, ...] = ()
    """The deadlines as they were when the pause began; its length will be added to them."""


class LocalDays(Protocol):
    """The days of one place."""

    def local_day(self, instant: Instant) -> date:
        """The day on which an instant falls."""
        ...

    def days_later(self, instant: Instant, days: int) -> Instant:
        """The same local time, so many days later; earlier if negative."""
        ...


class Timed(Protocol):
    """A state with a timetable."""

    @property
    def calendar(self) -> LocalDays:
        """By whose days a pause is long."""
        ...

    @property
    def deadlines(self) -> tuple[Deadline[StrEnum], ...]:
        """Sorted by due date."""
        ...

    @property
    def pause(self) -> Pause[Deadline[StrEnum]] | None:
        """The pause, while there is one."""
        ...

    def model_copy(self, *, update: Mapping[str, object] | None = None, deep: bool = False) -> Self:
        """A copy with other values."""
        ...


S = TypeVar("S", bound=Timed)


def with_deadlines(state: S, lines: Iterable[Deadline[StrEnum]]) -> S:
    """The state with these deadlines and no others."""
    # Down to the last part, so that equal sets of deadlines are equal states.
    in_order = sorted(lines, key=lambda line: (line.due, line.kind, line.about or ""))
    return state.model_copy(update={"deadlines": tuple(in_order)})


def with_deadline(state: S, line: Deadline[StrEnum]) -> S:
    """The state with one more deadline, replacing one of the same kind about the same thing."""
    same = (line.kind, line.about)
    others = (deadline for deadline in state.deadlines if (deadline.kind, deadline.about) != same)
    return with_deadlines(state, (*others, line))


def disarm(state: S, *kinds: StrEnum) -> S:
    """The state without any deadline of these kinds."""
    return with_deadlines(
        state, (deadline for deadline in state.deadlines if deadline.kind not in kinds)
    )


def only(state: S, *kinds: StrEnum) -> S:
    """The state with the deadlines of these kinds only."""
    return with_deadlines(
        state, (deadline for deadline in state.deadlines if deadline.kind in kinds)
    )


def days_of_pause(state: Timed, now: Instant) -> int:
    """How many local days the pause has lasted by now; 0 without one."""
    if state.pause is None:
        return 0
    return (state.calendar.local_day(now) - state.calendar.local_day(state.pause.since)).days


def moved(lines: Iterable[D], calendar: LocalDays, days: int) -> tuple[D, ...]:
    """The lines with every deadline so many days later, at the same local time."""
    return tuple(
        line.model_copy(update={"due": calendar.days_later(line.due, days)}) for line in lines
    )


def due_of(lines: Iterable[D], kind: StrEnum) -> Instant | None:
    """When the first deadline of a kind falls due; None if there is none."""
    return next((line.due for line in lines if line.kind is kind), None)


class Ladders(Generic[K_co]):
    """Deadlines of one matter, the mildest first: when a later one is due, the earlier are moot.

    Those that are ``decisive`` come before all others, in this order: once they have ended a
    matter, it needs no reminder.
    """

    def __init__(self, *ladders: tuple[K_co, ...], decisive: tuple[K_co, ...] = ()) -> None:
        self._ladders = ladders
        self._decisive = decisive

    def most_pressing(self, lines: Iterable[D], now: Instant) -> D | None:
        """The deadline to act on first: a decisive one, else the last rung of its ladder."""
        due = [line for line in lines if line.due <= now]
        return min(due, key=self._rank, default=None)

    def _rank(self, line: Deadline[StrEnum]) -> tuple[int, int, Instant, str]:
        decisive: tuple[StrEnum, ...] = self._decisive
        place = decisive.index(line.kind) if line.kind in decisive else len(decisive)
        # The kind comes last only so that the choice never depends on the order of the lines.
        return place, -self._ladder(line.kind).index(line.kind), line.due, line.kind

    def superseded(self, lines: Iterable[D], by: Deadline[StrEnum], now: Instant) -> tuple[D, ...]:
        """Milder deadlines of the same matter that are due as well."""
        ladder = self._ladder(by.kind)
        milder = ladder[: ladder.index(by.kind)]
        return tuple(
            line
            for line in lines
            if line.kind in milder and line.about == by.about and line.due <= now
        )

    def matters(self, lines: Iterable[D]) -> tuple[tuple[D, ...], ...]:
        """The lines of each matter together, in the order in which they fall due."""
        found = dict[tuple[tuple[StrEnum, ...], str | None], list[D]]()
        for line in sorted(lines, key=lambda line: line.due):
            found.setdefault((self._ladder(line.kind), line.about), []).append(line)
        return tuple(map(tuple, found.values()))

    def is_milder(self, kind: StrEnum, than: StrEnum) -> bool:
        """Whether the first comes before the second on the ladder of both."""
        ladder = self._ladder(kind)
        return than in ladder and ladder.index(kind) < ladder.index(than)

    def _ladder(self, kind: StrEnum) -> tuple[StrEnum, ...]:
        return next((ladder for ladder in self._ladders if kind in ladder), (kind,))

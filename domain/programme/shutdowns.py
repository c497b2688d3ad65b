"""Shutdowns that are announced while a cohort runs: what may be announced, and what it moves."""

from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from domain.engine.base import Instant
from domain.engine.errors import Problem
from domain.engine.timetable import Deadline, Ladders
from domain.programme.calendar import WorkingCalendar
from domain.programme.dates import day
from domain.programme.request import MOST_SHUTDOWNS, Shutdown

LONGEST_SHUTDOWN = timedelta(days=180)
"""A longer shutdown is a typo."""

K = TypeVar("K", bound=StrEnum)
D = TypeVar("D", bound=Deadline[StrEnum])


def objections_to_length(shutdown: Shutdown, path: str) -> Iterator[Problem]:
    """The problem of a shutdown that is too long."""
    if shutdown.last - shutdown.first >= LONGEST_SHUTDOWN:
        problem = "is too long: is there a mistake in a year?"
        allowed = f"at most {LONGEST_SHUTDOWN.days} days"
        yield Problem(path=path, problem=problem, allowed=allowed)


def objections_to_news(
    shutdown: Shutdown, known: Collection[Shutdown], today: date
) -> Iterator[Problem]:
    """What speaks against announcing this one now; ``known`` are those announced before."""
    yield from objections_to_length(shutdown, "shutdown")
    if shutdown.last < today:
        yield Problem(path="shutdown.last", problem="is over", allowed=f"{today} or later")
    if len(known) >= MOST_SHUTDOWNS:
        yield Problem(
            path="shutdown", problem="is one too many", allowed=f"{MOST_SHUTDOWNS} in a cohort"
        )


def in_words(shutdown: Shutdown) -> str:
    """From when to when, and where."""
    where = ", ".join(shutdown.sites) or "the whole company"
    return f"{day(shutdown.first)} to {day(shutdown.last)}, {where}"


def behind(
    lines: Iterable[D],
    ladders: Ladders[K],
    calendar: WorkingCalendar,
    closed: Collection[date],
    now: Instant,
    is_a_term: Callable[[D], bool],
) -> Iterator[D]:
    """The lines with none of them on one of the ``closed`` days; rungs keep their distance.

    A term for people (``is_a_term``) that ends on such a day goes on behind them with as many
    working days as were left of it; a day that somebody has named only moves to the next one.
    """
    for matter in ladders.matters(lines):
        dues = [line.due for line in matter]
        if calendar.local_day(dues[0]) in closed and is_a_term(matter[0]):
            on_time = calendar.apart((now, *dues))[1:]
        else:
            on_time = calendar.apart(dues)
        for line, due in zip(matter, on_time, strict=True):
            yield line.model_copy(update={"due": due})

"""Days for a series of meetings: at a cadence, on working days, within a term."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from domain.programme.session_rules import SessionPattern

_LOOK_AHEAD_DAYS = 366
"""Without an end of the term, a working day is searched this many days past the last wanted day."""


class WorkingDays(Protocol):
    """Tells working days from others."""

    def is_working_day(self, day: date, /) -> bool:
        """Whether people are at work."""
        ...


def spread(
    first: date, end: date | None, pattern: SessionPattern, calendar: WorkingDays
) -> tuple[date, ...]:
    """Working days for a series of meetings, each as near as possible to its place in the cadence.

    ``first`` is the first possible day, ``end`` the first day after the term. A term too short for
    all meetings of the pattern gets fewer of them, not a quicker rhythm; only the last may come
    early, by the tolerance. A term without a working day gets none.
    """
    every_days, distance = pattern.every_days, timedelta(days=pattern.least_distance)
    stop = end or first + timedelta(days=every_days * pattern.count + _LOOK_AHEAD_DAYS)
    days = _working_days(first, stop, calendar)
    room = (stop - first).days - 1 + pattern.tolerance
    count = min(pattern.count, room // every_days + 1, len(_apart(days, distance)))
    # From the end backwards: the latest day of each meeting that leaves room for the others.
    latest = _apart(days[::-1], distance)[:count][::-1]
    chosen: list[date] = []
    for n, limit in enumerate(latest):
        earliest = chosen[-1] + distance if chosen else first
        place = first + timedelta(days=every_days * n)
        chosen.append(_nearest(days, place, earliest, limit))
    return tuple(chosen)


def _working_days(first: date, stop: date, calendar: WorkingDays) -> list[date]:
    days = (first + timedelta(days=n) for n in range((stop - first).days))
    return [day for day in days if calendar.is_working_day(day)]


def _apart(days: Iterable[date], distance: timedelta) -> list[date]:
    """As many of the days as keep the least distance."""
    kept: list[date] = []
    for day in days:
        if not kept or abs(day - kept[-1]) >= distance:
            kept.append(day)
    return kept


def _nearest(days: Sequence[date], place: date, earliest: date, latest: date) -> date:
    """The day nearest to its place within the limits; of two equally near ones the later."""
    low, high = bisect_left(days, earliest), bisect_left(days, latest)
    right = min(max(bisect_left(days, place), low), high)
    left = max(right - 1, low)
    return days[right] if abs(days[right] - place) <= abs(place - days[left]) else days[left]

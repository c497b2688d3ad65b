"""Days for a series of meetings: at a cadence, on working days, within a term."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.programme.calendar import WorkingCalendar

LEAST_DAYS_BETWEEN = 4
"""Half a week: meetings are never closer together, unless the cadence is shorter."""

_LOOK_AHEAD_DAYS = 366
"""Without an end of the term, a working day is searched this many days past the last wanted day."""


def spread(
    first: date, end: date | None, count: int, every_days: int, calendar: WorkingCalendar
) -> tuple[date, ...]:
    """Working days for ``count`` meetings, each as near as possible to its place in the cadence.

    ``first`` is the first possible day, ``end`` the first day after the term. A term too short for
    the cadence is divided evenly. One too short for ``count`` meetings at least
    `LEAST_DAYS_BETWEEN` apart gets fewer of them, and one without a working day gets none.
    """
    distance = timedelta(days=min(every_days, LEAST_DAYS_BETWEEN))
    stop = end or first + timedelta(days=every_days * count + _LOOK_AHEAD_DAYS)
    days = _working_days(first, stop, calendar)
    count = min(count, len(_apart(days, distance)))
    # From the end backwards: the latest day of each meeting that leaves room for the others.
    latest = _apart(days[::-1], distance)[:count][::-1]
    chosen: list[date] = []
    for place, limit in zip(_places(first, stop, count, every_days), latest, strict=True):
        earliest = chosen[-1] + distance if chosen else first
        chosen.append(_nearest(days, place, earliest, limit))
    return tuple(chosen)


def _working_days(first: date, stop: date, calendar: WorkingCalendar) -> list[date]:
    days = (first + timedelta(days=n) for n in range((stop - first).days))
    return [day for day in days if calendar.is_working_day(day)]


def _apart(days: Iterable[date], distance: timedelta) -> list[date]:
    """As many of the days as keep the least distance."""
    kept: list[date] = []
    for day in days:
        if not kept or abs(day - kept[-1]) >= distance:
            kept.append(day)
    return kept


def _places(first: date, stop: date, count: int, every_days: int) -> list[date]:
    """The days of the meetings if every day were a working day."""
    room = (stop - first).days - 1
    if every_days * (count - 1) <= room:
        return [first + timedelta(days=every_days * n) for n in range(count)]
    return [first + timedelta(days=room * n // (count - 1)) for n in range(count)]


def _nearest(days: Sequence[date], place: date, earliest: date, latest: date) -> date:
    """The day nearest to its place within the limits; of two equally near ones the later."""
    low, high = bisect_left(days, earliest), bisect_left(days, latest)
    right = min(max(bisect_left(days, place), low), high)
    left = max(right - 1, low)
    return days[right] if abs(days[right] - place) <= abs(place - days[left]) else days[left]

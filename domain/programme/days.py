"""Where days begin and end, by the working calendar."""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.engine.base import Instant
from domain.programme.calendar import WorkingCalendar
from domain.programme.request import Shutdown


def end_of(day: date, calendar: WorkingCalendar) -> Instant:
    """The last moment of a day. Raises `OverflowError` for the last day of the year 9999."""
    return calendar.at_local(day + timedelta(days=1), 0) - timedelta(microseconds=1)


def days_of(shutdown: Shutdown) -> Iterator[date]:
    """Every day on which it is closed."""
    length = (shutdown.last - shutdown.first).days + 1
    return (shutdown.first + timedelta(days=n) for n in range(length))

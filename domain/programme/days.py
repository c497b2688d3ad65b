"""Where days begin and end, by the working calendar."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.programme.calendar import WorkingCalendar


def end_of(day: date, calendar: WorkingCalendar) -> Instant:
    """The last moment of a day. Raises `OverflowError` for the last day of the year 9999."""
    return calendar.at_local(day + timedelta(days=1), 0) - timedelta(microseconds=1)

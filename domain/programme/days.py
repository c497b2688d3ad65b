"""Days as the working calendar bounds them."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.programme.calendar import WorkingCalendar


def end_of(day: date, calendar: WorkingCalendar) -> Instant:
    """The last moment of a day. Raises `OverflowError` for the last day there is."""
    return calendar.at_local(day + timedelta(days=1), 0) - timedelta(microseconds=1)

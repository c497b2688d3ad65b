"""The working calendar: the days on which both sides are at work.

Holidays are looked up by an activity and recorded, so that a replay never depends on a library's
version; they are looked up again long before the record runs out. Everything here is a pure
function of that record.
"""

from bisect import bisect_left
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from domain.engine.base import Frozen, Instant
from domain.programme.people import TimeZoneName

START_OF_WORK = 9
"""The local hour to which an instant on a day off is moved."""

LOOKED_AHEAD = timedelta(days=2 * 366)
"""Holidays are looked up again while so much of the record is left: no deadline is set for longer,
and two reviews lie no further apart."""

_DAY = timedelta(days=1)
_DAYS_OF_A_WEEK = 7


def _sorted_once(days: tuple[date, ...]) -> tuple[date, ...]:
    return tuple(sorted(set(days)))


def _leaves_a_working_day(weekdays: tuple[int, ...]) -> tuple[int, ...]:
    once = tuple(sorted(set(weekdays)))
    if len(once) == _DAYS_OF_A_WEEK:
        raise ValueError("must leave at least one working day in the week")
    return once


DaysOff = Annotated[tuple[date, ...], AfterValidator(_sorted_once)]
"""Sorted, every day once, whatever order it was given in."""
Weekdays = Annotated[
    tuple[Annotated[int, Field(ge=0, le=6)], ...], AfterValidator(_leaves_a_working_day)
]
"""Days of the week as `datetime.date.weekday` counts them: 0 is Monday, 6 is Sunday."""


class WorkingCalendar(Frozen):
    """Days off in one time zone: weekends, holidays of all sites concerned, company shutdowns."""

    time_zone: TimeZoneName
    days_off: DaysOff = ()
    weekend: Weekdays = (5, 6)
    known_until: date | None = None
    """The last day whose holidays were looked up; absent: they need not be looked up again."""

    def runs_out(self, now: Instant) -> bool:
        """Whether holidays should be looked up again."""
        last = self.known_until
        return last is not None and last - self.local_day(now) < LOOKED_AHEAD

    @property
    def zone(self) -> ZoneInfo:
        """The zone in which a day of this calendar begins and ends."""
        return ZoneInfo(self.time_zone)

    def is_working_day(self, day: date) -> bool:
        """Whether the day is neither at a weekend nor a holiday nor in a shutdown."""
        return day.weekday() not in self.weekend and not self._is_day_off(day)

    def on_or_after(self, day: date) -> date:
        """The day itself if it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += _DAY
        return day

    def next_working_day(self, day: date) -> date:
        """The first working day after ``day``; never the day itself."""
        return self.on_or_after(day + _DAY)

    def local_day(self, instant: Instant) -> date:
        """The day on which an instant falls in the calendar's zone."""
        return instant.astimezone(self.zone).date()

    def at_local(self, day: date, hour: int) -> Instant:
        """The instant (UTC) at which clocks of the zone show ``hour`` o'clock on ``day``.

        An hour that is skipped in spring is read as if the clocks had not changed (one hour later
        on the wall); an hour that occurs twice in autumn means its first occurrence.
        """
        return datetime.combine(day, time(hour), tzinfo=self.zone).astimezone(UTC)

    def roll_forward(self, instant: Instant) -> Instant:
        """The instant (UTC) itself on a working day, else 09:00 local time of the next one."""
        day = self.local_day(instant)
        if self.is_working_day(day):
            return instant.astimezone(UTC)
        return self.at_local(self.on_or_after(day), START_OF_WORK)

    def roll_back(self, instant: Instant) -> Instant:
        """The instant (UTC) itself on a working day, else the same local time of the last one
        before."""
        local = instant.astimezone(self.zone)
        while not self.is_working_day(local.date()):
            local -= _DAY
        return local.astimezone(UTC)

    def in_days(self, instant: Instant, days: int) -> Instant:
        """The same local time ``days`` later (UTC), or 09:00 of the next working day.

        A deadline at 09:00 stays at 09:00 when the clocks change.
        """
        later = instant.astimezone(self.zone) + _DAY * days
        return self.roll_forward(later)

    def in_working_days(self, instant: Instant, days: int) -> Instant:
        """The same local time ``days`` working days later (UTC).

        On a day off they begin to count at 09:00 of the next working day.
        """
        local = self.roll_forward(instant).astimezone(self.zone)
        day = local.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return datetime.combine(day, local.time(), tzinfo=self.zone).astimezone(UTC)

    def _is_day_off(self, day: date) -> bool:
        place = bisect_left(self.days_off, day)
        return place < len(self.days_off) and self.days_off[place] == day


class RecordCalendar(Frozen):
    """The engine has looked up the holidays of the years to come."""

    calendar: WorkingCalendar

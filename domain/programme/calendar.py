"""The working calendar: the days on which both sides are at work.

Holidays are looked up by an activity and recorded, so that a replay never depends on a library's
version; they are looked up again long before the record runs out. Everything here is a pure
function of that record.
"""

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from domain.engine.base import Frozen, Instant
from domain.programme.people import TimeZoneName

START_OF_WORK = 9
"""The local hour to which an instant on a day off is moved."""

USUAL_WEEKEND = (5, 6)
"""Saturday and Sunday, where nothing else is known."""

LOOKED_AHEAD = timedelta(days=2 * 366)
"""Holidays are looked up again while so much of the record is left: no deadline is set for longer,
and two reviews lie no further apart."""

_DAY = timedelta(days=1)
_DAYS_OF_A_WEEK = 7
_HOURS_OF_A_DAY = 24
_SKIPPED_IN_SPRING = timedelta(hours=1)
"""What is due in an hour that summer time skips is due an hour later."""


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
    weekend: Weekdays = USUAL_WEEKEND
    zones: tuple[TimeZoneName, ...] = ()
    """Where the people concerned are; empty: in the calendar's own zone."""
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

    def closed_since(
        self, earlier: "WorkingCalendar", days: Iterable[date] = ()
    ) -> tuple[date, ...]:
        """Holidays and shutdowns here that the earlier calendar knew to be working days; and those
        of the ``days`` that lie at a weekend here, and did not before."""
        last = earlier.known_until
        weekends = {day for day in days if day.weekday() in self.weekend}
        return tuple(
            day
            for day in sorted({*self.days_off, *weekends})
            if earlier.is_working_day(day) and (last is None or day <= last)
        )

    def is_working_day(self, day: date) -> bool:
        """Whether the day is neither at a weekend nor a holiday nor in a shutdown."""
        return day.weekday() not in self.weekend and not self._is_day_off(day)

    def is_off_for_somebody(self, instant: Instant) -> bool:
        """Whether it falls on a day off where one of the people concerned is."""
        zones = (ZoneInfo(zone) for zone in self.zones or (self.time_zone,))
        return not all(self.is_working_day(instant.astimezone(zone).date()) for zone in zones)

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
        return self._at(day, time(hour))

    def roll_forward(self, instant: Instant) -> Instant:
        """The instant (UTC) itself on a working day, else 09:00 local time of the next one.

        It is a working day as long as it still is one for somebody concerned.
        """
        day = self.local_day(instant)
        days = (day, *(instant.astimezone(ZoneInfo(zone)).date() for zone in self.zones))
        if any(map(self.is_working_day, days)):
            return instant.astimezone(UTC)
        return self.at_local(self.on_or_after(day), START_OF_WORK)

    def end_of_work(self, day: date, hour: int) -> Instant:
        """The instant (UTC) at which the clocks of all people concerned have shown ``hour`` on
        ``day``."""
        at = datetime.combine(day, time(hour))
        zones = (ZoneInfo(zone) for zone in self.zones or (self.time_zone,))
        return max(at.replace(tzinfo=zone).astimezone(UTC) for zone in zones)

    def until_end_of_work(self, instant: Instant, hour: int) -> Instant:
        """The first end of a working day that is not before the instant (UTC)."""
        day = self.local_day(instant) - _DAY  # west of here it may not be over yet
        while not self.is_working_day(day) or self.end_of_work(day, hour) < instant:
            day += _DAY
        return self.end_of_work(day, hour)

    def roll_back(self, instant: Instant) -> Instant:
        """The instant (UTC) itself on a working day, else the same local time of the last one
        before."""
        local = instant.astimezone(self.zone)
        while not self.is_working_day(local.date()):
            local -= _DAY
        return local.astimezone(UTC)

    def days_later(self, instant: Instant, days: int) -> Instant:
        """The same local time ``days`` later (UTC), at work or not; earlier if negative.

        09:00 stays 09:00 when the clocks change.
        """
        local = instant.astimezone(self.zone)
        return self._at(local.date() + _DAY * days, local.time())

    def in_days(self, instant: Instant, days: int) -> Instant:
        """The same local time ``days`` later (UTC), or 09:00 of the next working day."""
        return self.roll_forward(self.days_later(instant, days))

    def in_working_days(self, instant: Instant, days: int) -> Instant:
        """The same local time ``days`` working days later (UTC).

        On a day off they begin to count at 09:00 of the next working day.
        """
        local = self.roll_forward(instant).astimezone(self.zone)
        day = local.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return self._at(day, local.time())

    def in_working_hours(self, instant: Instant, hours: int) -> Instant:
        """The end of a short term for people (UTC): clock hours that leave out days off.

        48 hours after Friday 17:00 are Tuesday 17:00. On a day off they begin to count at 09:00 of
        the next working day.
        """
        days, rest = divmod(hours, _HOURS_OF_A_DAY)
        local = self.in_working_days(instant, days).astimezone(self.zone) + timedelta(hours=rest)
        return self._at(self.on_or_after(local.date()), local.time())

    def rungs(self, since: Instant, *days: int) -> tuple[Instant, ...]:
        """The deadlines of one matter (UTC), these numbers of days after ``since``.

        What is asked on the eve of a shutdown is not reminded of on the morning after it.
        """
        return self.apart([since, *(self.days_later(since, number) for number in days)])[1:]

    def apart(self, dues: Iterable[Instant]) -> tuple[Instant, ...]:
        """Instants in ascending order, each on a working day, none of them closer to the one before
        than usual weeks would have it.

        A shutdown that moves one of them moves those after it: seven days apart are at least five
        working days apart, one day is at least one.
        """
        wanted, moved = list(dues), list[Instant]()
        for number, due in enumerate(wanted):
            on_time = self.roll_forward(due)
            if number:
                on_time = max(on_time, self._after(moved[-1], due, wanted[number - 1]))
            moved.append(on_time)
        return tuple(moved)

    def _after(self, moved: Instant, due: Instant, before: Instant) -> Instant:
        """When ``due`` may be at the earliest, if what should be at ``before`` is at ``moved``."""
        days = (self._on_the_wall(due) - self._on_the_wall(before) + _SKIPPED_IN_SPRING) // _DAY
        if days == 0:
            return self.roll_forward(moved + (due - before))
        at_work = _DAYS_OF_A_WEEK - len(self.weekend)
        return self.in_working_days(moved, max(1, days * at_work // _DAYS_OF_A_WEEK))

    def _on_the_wall(self, instant: Instant) -> datetime:
        return instant.astimezone(self.zone).replace(tzinfo=None)

    def _at(self, day: date, clock: time) -> Instant:
        return datetime.combine(day, clock, tzinfo=self.zone).astimezone(UTC)

    def _is_day_off(self, day: date) -> bool:
        place = bisect_left(self.days_off, day)
        return place < len(self.days_off) and self.days_off[place] == day


class RecordCalendar(Frozen):
    """The engine has looked up the holidays of the years to come."""

    calendar: WorkingCalendar
    shutdowns: int
    """Number of shutdowns that were known then; one may have been announced since."""

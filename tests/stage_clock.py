"""The day on which the suite lives, and the only clock that tests may read.

By default it is a quiet Monday morning: no public holiday, no weekend and no change of clocks comes
for weeks. ``EYELEVEL_TEST_TODAY=2026-12-24T17:30+01:00 make test`` lives then instead; or, once
that moment has passed, in the next year in which the same date falls on the same day of the week.

Workflows reach that day because they are started through the gateway of `tests.conftest`. From
there on time passes at its usual speed: `now` is ahead of the machine's clock by the same length as
they are.
"""

import os
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

VARIABLE = "EYELEVEL_TEST_TODAY"
QUIET_MONDAY = datetime(2030, 1, 14, 10, tzinfo=ZoneInfo("Europe/Berlin"))


class NoMoment(ValueError):
    """What the variable says is not a moment; the text says what would be."""


def now() -> datetime:
    """What time it is on the stage, in UTC."""
    return wall_clock() + ahead()


def today() -> date:
    """What day it is on the stage, for those who are in Berlin."""
    return now().astimezone(QUIET_MONDAY.tzinfo).date()


def wall_clock() -> datetime:
    """What the machine's clock says: for comparison with what servers write down themselves."""
    return datetime.now(UTC)


@cache
def ahead() -> timedelta:
    """How far the stage is ahead of the machine, from the first call on. Raises `NoMoment`."""
    return begins_at(os.environ.get(VARIABLE, ""), wall_clock()) - wall_clock()


def begins_at(wanted: str, wall_clock: datetime) -> datetime:
    """The moment that was asked for, or the next one like it. Raises `NoMoment`."""
    if not wanted:
        return next_like(QUIET_MONDAY, wall_clock)
    try:
        moment = datetime.fromisoformat(wanted)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None:
        raise NoMoment(
            f"{VARIABLE} must be a date and time with an offset, such as 2026-12-24T17:30+01:00"
        )
    return next_like(moment, wall_clock)


def next_like(moment: datetime, wall_clock: datetime) -> datetime:
    """The moment itself; once it has passed, the same date and weekday in a later year.

    29 February comes back in a leap year. The days of a year fall on the same weekdays again after
    5, 6 or 11 years; 29 February after 28. What depends on Easter does not come back.
    """
    year = moment.year
    while True:
        try:
            found = moment.replace(year=year)
        except ValueError:  # there is no such day in this year
            year += 1
            continue
        if found > wall_clock and found.weekday() == moment.weekday():
            return found
        year += 1

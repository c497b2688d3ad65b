"""`make test-any-day`: the tests that live through time, as of moments when something is special.

``python -m tests.any_day`` takes words of the names of moments, to live some of them only:
``python -m tests.any_day eve friday``.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import holidays

from tests import stage_clock

BERLIN = ZoneInfo("Europe/Berlin")
PYTEST = (sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", "-q")
PARTS = ("tests/workflow", "tests/docs", "tests/e2e")

SATURDAY, SUNDAY = 5, 6
DAY = timedelta(days=1)


def _is_good_friday(day: date) -> bool:
    return holidays.country_holidays("DE", language="de").get(day) == "Karfreitag"


def _is_last_sunday_of(month: int) -> Callable[[date], bool]:
    """Whether a day is the last Sunday of a month; on two of these the clocks change."""
    return lambda day: (day.month, day.weekday()) == (month, SUNDAY) and (day + 7 * DAY).day < 8


MOMENTS: Mapping[str, tuple[Callable[[date], bool], str]] = {
    "Saturday": (lambda day: day.weekday() == SATURDAY, "11:00"),
    "Sunday": (lambda day: day.weekday() == SUNDAY, "20:00"),
    "Christmas Eve": (lambda day: (day.month, day.day) == (12, 24), "17:30"),
    "New Year's Eve": (lambda day: (day.month, day.day) == (12, 31), "23:30"),
    "29 February": (lambda day: (day.month, day.day) == (2, 29), "10:00"),
    "Good Friday": (_is_good_friday, "10:00"),
    "the night that loses an hour": (_is_last_sunday_of(3), "01:55"),
    "the night that wins an hour": (_is_last_sunday_of(10), "02:55"),
}
"""By name: which days, and when on the first of them that is to come, by the clocks of Berlin.

At five to two, or to three, the clocks change while the tests run.
"""


def moment(name: str, after: datetime) -> datetime:
    """The first such moment after another one."""
    is_such_a_day, at = MOMENTS[name]
    day = after.astimezone(BERLIN).date()
    while True:
        found = datetime.fromisoformat(f"{day}T{at}").replace(tzinfo=BERLIN)
        if is_such_a_day(day) and found.astimezone(UTC) > after:
            return found
        day += DAY


@dataclass(frozen=True)
class Lived:
    """How the tests did at one moment."""

    name: str
    at: str
    is_green: bool
    seconds: float

    def __str__(self) -> str:
        colour = "green" if self.is_green else "RED"
        return f"{colour:5}  {self.name}, {self.at} ({self.seconds / 60:.0f} min)"


def live(name: str, parts: Sequence[str]) -> Lived:
    """Run the tests as of one moment, while their output is shown."""
    at = moment(name, stage_clock.wall_clock()).isoformat(timespec="minutes")
    sys.stdout.write(f"\n== {name}: {stage_clock.VARIABLE}={at}\n")
    sys.stdout.flush()
    begun = time.monotonic()
    done = subprocess.run(
        [*PYTEST, *parts], env={**os.environ, stage_clock.VARIABLE: at}, check=False
    )
    return Lived(name, at, done.returncode == 0, time.monotonic() - begun)


def main(words: Sequence[str]) -> int:
    """Live all moments, one after the other, and sum up; 1 if any was red."""
    chosen = [name for name in MOMENTS if not words or any(word in name.lower() for word in words)]
    lived = [live(name, PARTS) for name in chosen]
    sys.stdout.write("\n" + "".join(f"{result}\n" for result in lived))
    return 0 if lived and all(result.is_green for result in lived) else 1


if __name__ == "__main__":
    sys.exit(main([word.lower() for word in sys.argv[1:]]))

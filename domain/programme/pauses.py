"""What pauses of pairings and cohorts have in common."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.programme.calendar import START_OF_WORK, WorkingCalendar
from domain.programme.request import Deadlines

_DAYS_OF_A_WEEK = 7


def check_return(
    return_on: date | None,
    since: Instant,
    now: Instant,
    calendar: WorkingCalendar,
    deadlines: Deadlines,
) -> None:
    """Raise `NotAllowed` if a pause cannot end on this day. Without a day it can."""
    if return_on is None:
        return
    today = calendar.local_day(now)
    latest = calendar.local_day(since) + timedelta(weeks=deadlines.pause_max_weeks)
    if not today < return_on <= latest:
        raise not_allowed(
            "return_on", "is not a day on which the pause may end", f"after today, up to {latest}"
        )


def back_at_work(return_on: date, calendar: WorkingCalendar) -> Instant:
    """When a pause with a date of return is over: that morning, or the next working morning."""
    return calendar.roll_forward(calendar.at_local(return_on, START_OF_WORK))


def next_question(
    since: Instant, now: Instant, calendar: WorkingCalendar, deadlines: Deadlines
) -> Instant | None:
    """When to ask next whether the pause continues: the first question still ahead (case 34)."""
    asked = calendar.rungs(since, *_question_days(deadlines))
    return next((due for due in asked if due > now), None)


def longest_pause(since: Instant, calendar: WorkingCalendar, deadlines: Deadlines) -> Instant:
    """When a pause without a date of return has been too long; not on the day of a question."""
    longest = deadlines.pause_max_weeks * _DAYS_OF_A_WEEK
    asked = [days for days in _question_days(deadlines) if days < longest]
    return calendar.rungs(since, *asked, longest)[-1]


def _question_days(deadlines: Deadlines) -> list[int]:
    return [weeks * _DAYS_OF_A_WEEK for weeks in sorted(deadlines.pause_question_weeks)]

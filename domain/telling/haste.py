"""When a mail goes: at once, or when people are at work, by the clock at their place."""

from datetime import date, timedelta
from enum import StrEnum

from domain.engine.base import Instant
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours

_DAYS_OF_A_WEEK = 7


class Haste(StrEnum):
    """How soon a person should read a mail, the most urgent first."""

    AT_ONCE = "at_once"
    """It answers what somebody has just done, such as a booking: at any hour of any day."""
    IN_HOURS = "in_hours"
    """There is little time for it: at once in working hours, else when they begin."""
    NEXT_POST = "next_post"
    """With the next post of a working day."""
    DAILY = "daily"
    """With the first post of a working day: all that owners have to do is one mail a day."""
    UNHURRIED = "unhurried"
    """With another mail within some days, else with the first post after them."""


def first_due(
    haste: Haste, issued_at: Instant, waits_until: Instant | None, hours: MailHours | None
) -> Instant:
    """When a mail that was issued is due, if it does not go with another one before.

    ``waits_until``: until when that is soon enough; absent: for as long as it takes.
    """
    if hours is None or haste is not Haste.UNHURRIED:
        return issued_at
    gathered = issued_at + timedelta(days=hours.gather_days)
    return min(gathered, waits_until) if waits_until else gathered


def may_go(now: Instant, hours: MailHours, calendar: WorkingCalendar) -> bool:
    """Whether it is a working hour at the place of whoever reads a mail."""
    return _in_hours(now, hours, calendar) == now


def send_at(
    haste: Haste, due: Instant, now: Instant, hours: MailHours, calendar: WorkingCalendar
) -> Instant:
    """When a mail goes that is due: now, or later (UTC).

    ``calendar``: the working days of the person who reads it, in their time zone. A post that was
    missed, as the mail server was away, is made up for in working hours.
    """
    match haste:
        case Haste.AT_ONCE:
            return now
        case Haste.IN_HOURS:
            earliest = due
        case Haste.NEXT_POST:
            earliest = _next_post(due, hours.posts, calendar)
        case Haste.DAILY | Haste.UNHURRIED:
            earliest = _next_post(due, hours.posts[:1], calendar)
    return _in_hours(max(earliest, now), hours, calendar)


def digest_at(due: Instant, hours: MailHours, calendar: WorkingCalendar) -> Instant:
    """When the first weekly mail goes that is not before ``due`` (UTC)."""
    day = calendar.local_day(due)
    last = day - timedelta(days=(day.weekday() - hours.digest_day.number) % _DAYS_OF_A_WEEK)
    at = _first_post(last, hours, calendar)
    if at >= due:
        return at
    return _first_post(last + timedelta(days=_DAYS_OF_A_WEEK), hours, calendar)


def is_digest_day(now: Instant, hours: MailHours, calendar: WorkingCalendar) -> bool:
    """Whether the weekly mail goes on this day at the place of whoever reads it."""
    day = calendar.local_day(now)
    digest = digest_at(calendar.at_local(day, 0), hours, calendar)
    return calendar.local_day(digest) == day


def _first_post(day: date, hours: MailHours, calendar: WorkingCalendar) -> Instant:
    return calendar.at_local(calendar.on_or_after(day), hours.posts[0])


def asked_by(until: Instant, hours: MailHours, calendar: WorkingCalendar) -> Instant:
    """The end of the last working day of a person that is not after ``until`` (UTC).

    That is what people are told: whoever answers by then is in time, as nothing is decided before.
    """
    day = calendar.local_day(until)
    while not calendar.is_working_day(day) or calendar.end_of_work(day, hours.until) > until:
        day -= timedelta(days=1)
    return calendar.end_of_work(day, hours.until)


def _next_post(due: Instant, posts: tuple[int, ...], calendar: WorkingCalendar) -> Instant:
    day = calendar.local_day(due)
    if calendar.is_working_day(day):
        today = (calendar.at_local(day, hour) for hour in posts)
        found = next((post for post in today if post >= due), None)
        if found is not None:
            return found
    return calendar.at_local(calendar.next_working_day(day), posts[0])


def _in_hours(instant: Instant, hours: MailHours, calendar: WorkingCalendar) -> Instant:
    local = instant.astimezone(calendar.zone)
    if calendar.is_working_day(local.date()):
        if hours.include(local.hour):
            return instant
        if local.hour < hours.begin:
            return calendar.at_local(local.date(), hours.begin)
    return calendar.at_local(calendar.next_working_day(local.date()), hours.begin)

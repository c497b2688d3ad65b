"""When a mail goes, by the clock and the working days of whoever reads it."""

from datetime import date, timedelta

from activities.ports import Cast, Holidays, RegionDays, UnknownRegion
from domain.engine.base import Instant
from domain.programme.calendar import USUAL_WEEKEND, WorkingCalendar
from domain.programme.days import days_of
from domain.programme.people import MailChoice, Person
from domain.telling.haste import Haste, asked_by, digest_at, is_digest_day, may_go, send_at
from domain.telling.letters import Letter

LOOKED_AHEAD = timedelta(days=62)
"""Longer than people anywhere are off; a mail that has waited for so long goes."""

LOOKED_BACK = timedelta(days=8)
"""A day in some time zone, and a week: the last weekly mail may wait for the end of days off."""

FURTHEST_BACK = timedelta(days=31)
"""Longer than people are off before the end of a term to answer: it ends on a working day."""


class MailTimes:
    """Looks up the days off where people are, each place once a day."""

    def __init__(self, holidays: Holidays) -> None:
        self._holidays = holidays
        self._known: dict[tuple[str, date], RegionDays] = {}

    def send_at(self, letter: Letter, reader: Person, due: Instant, now: Instant) -> Instant:
        """When the letter goes: now, or later (UTC). ``due``: when it could first have gone.

        One that is not due yet may go now, if it is the time for mails: it goes with another one.
        """
        hours = letter.hours
        if hours is None:
            return now
        calendar = self._calendar(letter, reader, min(due, now).date())
        weekly = _weekly(letter, reader, due, calendar)
        if due > now:
            goes_along = weekly is None or is_digest_day(now, hours, calendar)
            return now if goes_along and may_go(now, hours, calendar) else due
        if weekly is not None:
            return send_at(Haste.IN_HOURS, weekly, now, hours, calendar)
        return send_at(letter.haste, due, now, hours, calendar)

    def with_time_to_answer(self, letter: Letter, cast: Cast, now: Instant) -> Cast:
        """The people of a letter, with the end of the working day by which it asks for an answer.

        If none is left before the letter's own moment, that one is told.
        """
        if letter.hours is None or letter.until is None:
            return cast
        day = letter.until.date() - FURTHEST_BACK
        by = asked_by(letter.until, letter.hours, self._calendar(letter, cast.recipient, day))
        return cast.model_copy(update={"answer_by": by}) if by > now else cast

    def _calendar(self, letter: Letter, reader: Person, day: date) -> WorkingCalendar:
        site = self._site(reader.site, day - LOOKED_BACK)
        closed = (days_of(one) for one in letter.shutdowns if one.closes(reader.site))
        return WorkingCalendar(
            time_zone=reader.time_zone,
            days_off=(*site.holidays, *(day for days in closed for day in days)),
            weekend=site.weekend or USUAL_WEEKEND,
        )

    def _site(self, site: str, first: date) -> RegionDays:
        if len(self._known) > 1_000:
            self._known.clear()
        if (site, first) not in self._known:
            self._known[site, first] = self._look_up(site, first)
        return self._known[site, first]

    def _look_up(self, site: str, first: date) -> RegionDays:
        try:
            return self._holidays.of(site, first, first + LOOKED_AHEAD)
        except UnknownRegion:
            # The roster refuses such a site; it may be older than the library of holidays.
            return RegionDays(holidays=(), weekend=USUAL_WEEKEND)


def _weekly(
    letter: Letter, reader: Person, due: Instant, calendar: WorkingCalendar
) -> Instant | None:
    """When the weekly mail goes in which the letter comes; none if it does not wait for one."""
    if letter.hours is None or reader.mails is not MailChoice.WEEKLY or not letter.can_wait:
        return None
    at, latest = digest_at(due, letter.hours, calendar), letter.waits_until
    return at if latest is None or at <= latest else None

"""Public holidays and weekends of a region, from the library `holidays`."""

from collections.abc import Iterable
from datetime import date, timedelta

import holidays
from holidays.constants import CATHOLIC, PUBLIC
from holidays.holiday_base import HolidayBase

from activities.ports import RegionDays, UnknownRegion

_DAYS_OF_A_WEEK = 7


class LibraryHolidays:
    """`activities.ports.Holidays`. Regions as in ISO 3166: ``DE``, ``DE-BW``, ``GB-ENG``."""

    def of(self, region: str, first: date, last: date) -> RegionDays:
        """Holidays from ``first`` to ``last``, substitute days included, and the weekend.

        A day on which only the Catholic places of a region are closed counts for all of it: a day
        off too many delays something by a day, and one too few disturbs people on a holiday.
        """
        country, _, part = region.partition("-")
        known = holidays.list_supported_countries(include_aliases=False)
        if country not in known:
            raise UnknownRegion("an ISO 3166 country, or country and region, such as DE-BW")
        if part and part not in known[country]:
            raise UnknownRegion(
                ", ".join([country, *(f"{country}-{part}" for part in known[country])])
            )
        calendar = _calendar(country, part or None, range(first.year, last.year + 1))
        weekend, single_days = _weekend(calendar, first, last)
        days = {day for day in calendar if first <= day <= last}
        return RegionDays(holidays=tuple(sorted(days | single_days)), weekend=weekend)


def _calendar(country: str, region: str | None, years: Iterable[int]) -> HolidayBase:
    known = holidays.country_holidays(country).supported_categories
    categories = tuple(category for category in (PUBLIC, CATHOLIC) if category in known)
    return holidays.country_holidays(country, region, years=years, categories=categories)


def _weekend(calendar: HolidayBase, first: date, last: date) -> tuple[tuple[int, ...], set[date]]:
    """The days of the week that are always off, and the single days of those that are at times.

    Regions of a country may have their own weekend, and some change it from a certain day on.
    """
    length = max((last - first).days + 1, _DAYS_OF_A_WEEK)
    days = [first + timedelta(days=n) for n in range(length)]
    off = {day for day in days if calendar.is_weekend(day)}
    at_work = {day.weekday() for day in days if day not in off}
    weekend = {day.weekday() for day in off} - at_work
    single_days = {day for day in off if day.weekday() in at_work and day <= last}
    return tuple(sorted(weekend)), single_days

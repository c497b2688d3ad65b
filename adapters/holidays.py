"""Public holidays and weekends of a region, from the library `holidays`."""

from datetime import date

import holidays

from activities.ports import RegionDays, UnknownRegion


class LibraryHolidays:
    """`activities.ports.Holidays`. Regions as in ISO 3166: ``DE``, ``DE-BW``, ``GB-ENG``."""

    def of(self, region: str, first: date, last: date) -> RegionDays:
        """Holidays from ``first`` to ``last``, substitute days included, and the weekend."""
        country, _, part = region.partition("-")
        known = holidays.list_supported_countries(include_aliases=False)
        if country not in known:
            raise UnknownRegion("an ISO 3166 country, or country and region, such as DE-BW")
        if part and part not in known[country]:
            raise UnknownRegion(
                ", ".join([country, *(f"{country}-{part}" for part in known[country])])
            )
        calendar = holidays.country_holidays(
            country, subdiv=part or None, years=range(first.year, last.year + 1)
        )
        return RegionDays(
            holidays=tuple(day for day in sorted(calendar) if first <= day <= last),
            weekend=tuple(sorted(calendar.weekend)),
        )

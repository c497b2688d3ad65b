"""The countries and regions whose holidays are known."""

import re

import holidays

_ISO_3166 = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")


def holiday_regions() -> frozenset[str]:
    """Every ``site`` that has a calendar: countries, and regions such as ``DE-BW``.

    Areas that are no regions of ISO 3166 (zones of school holidays, single cities) are left out.
    """
    countries = holidays.list_supported_countries(include_aliases=False)
    regions = (f"{country}-{region}" for country, parts in countries.items() for region in parts)
    return frozenset(name for name in (*countries, *regions) if _ISO_3166.fullmatch(name))

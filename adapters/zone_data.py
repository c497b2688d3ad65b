"""The time zone data: that of the locked package, whatever the system has."""

import zoneinfo


def use_locked_zones() -> None:
    """Read zones from the package `tzdata`, which the lock pins, and not from the system's folders.

    Systems are often a year behind, and then tell an hour that is wrong where a country has changed
    its rules. To be called before anything else: zones that were read before stay as they were.
    """
    zoneinfo.reset_tzpath(())
    zoneinfo.ZoneInfo.clear_cache()

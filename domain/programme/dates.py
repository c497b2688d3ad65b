"""Days and moments as people read them in letters, lists and answers of the command line."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.engine.base import Instant


def moment(instant: Instant, zone: ZoneInfo) -> str:
    """A point in time in the programme's zone."""
    return f"{instant.astimezone(zone):%a %d %b %Y %H:%M}"


def day(on: date) -> str:
    """A day."""
    return f"{on:%a %d %b %Y}"

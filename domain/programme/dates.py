"""Days and moments as people read them in mails, lists and answers of the command line."""

from datetime import date
from zoneinfo import ZoneInfo

from domain.engine.base import Instant


def moment(instant: Instant, zone: ZoneInfo) -> str:
    """A point in time in the programme's zone, such as “Mon 08 Mar 2027 09:00”."""
    return f"{instant.astimezone(zone):%a %d %b %Y %H:%M}"


def day(on: date) -> str:
    """A day."""
    return f"{on:%a %d %b %Y}"

"""The rules of a time zone around a session, as calendars understand them (RFC 5545, VTIMEZONE).

Written here because `icalendar` lists single dates, which Outlook does not read, and sets the
beginning of daylight saving time one hour late.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

_YEAR = timedelta(days=366)
_DAY = timedelta(days=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True)
class _Regime:
    """One offset from a moment on; absent: for as long as matters."""

    since: datetime | None
    before: timedelta
    offset: timedelta
    name: str


def zone_rules(zone: ZoneInfo, at: datetime) -> Timezone:
    """The offset in force at ``at``, and the next one if the clocks change within a year."""
    present = _present(zone, at)
    following = next(_changes(zone, at, at + _YEAR), None)
    yearly = following is not None and present.since is not None
    rules = Timezone()
    rules.add("tzid", zone.key)
    for regime in filter(None, (present, following)):
        rules.add_component(_observance(regime, yearly=yearly))
    return rules


def _present(zone: ZoneInfo, at: datetime) -> _Regime:
    offset = _offset(zone, at)
    *_, latest = (
        _Regime(None, offset, offset, _name(zone, at)),
        *_changes(zone, at - _YEAR, at),
    )
    return latest


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[_Regime]:
    """Every change of the clocks after ``begin`` and not after ``end``."""
    earlier = begin.astimezone(UTC)
    while earlier < end:
        later = min(earlier + _DAY, end.astimezone(UTC))
        if _offset(zone, earlier) != _offset(zone, later):
            yield _change_between(zone, earlier, later)
        earlier = later


def _change_between(zone: ZoneInfo, earlier: datetime, later: datetime) -> _Regime:
    before, after = _offset(zone, earlier), _offset(zone, later)
    while later - earlier > timedelta(seconds=1):
        middle = earlier + (later - earlier) / 2
        earlier, later = (middle, later) if _offset(zone, middle) == before else (earlier, middle)
    return _Regime(later.replace(microsecond=0), before, after, _name(zone, later))


def _observance(regime: _Regime, *, yearly: bool) -> TimezoneStandard | TimezoneDaylight:
    summer = regime.offset > regime.before
    component = TimezoneDaylight() if summer else TimezoneStandard()
    begin = datetime(1970, 1, 1)  # noqa: DTZ001 — local time, as the RFC wants it here
    if regime.since is not None:
        begin = (regime.since + regime.before).replace(tzinfo=None)
    component.add("dtstart", begin)
    if yearly:
        component.add("rrule", _every_year_like(begin))
    component.add("tzoffsetfrom", regime.before)
    component.add("tzoffsetto", regime.offset)
    component.add("tzname", regime.name)
    return component


def _every_year_like(begin: datetime) -> vRecur:
    """The same weekday of the same week of the month; the last one if it is the last."""
    is_last = (begin + 7 * _DAY).month != begin.month
    week = -1 if is_last else (begin.day - 1) // 7 + 1
    return vRecur(FREQ="YEARLY", BYMONTH=begin.month, BYDAY=f"{week}{_WEEKDAYS[begin.weekday()]}")


def _offset(zone: ZoneInfo, at: datetime) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta()


def _name(zone: ZoneInfo, at: datetime) -> str:
    return at.astimezone(zone).tzname() or zone.key

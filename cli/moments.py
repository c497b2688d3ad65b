"""`--as-of WHEN`: a day, or a point in time."""

from datetime import UTC, date, datetime
from typing import TypeAlias

import typer

from domain.engine.base import Instant
from domain.programme.calendar import WorkingCalendar
from domain.programme.days import end_of

When: TypeAlias = date | datetime | None
"""A day, a point in time, or now."""

_ALLOWED = "a day such as 2027-03-01, or a time with its offset such as 2027-03-01T12:00+01:00"
_LAST = datetime.max.replace(tzinfo=UTC)
"""As of now: later than anything in a journal."""


def asked(when: str | None) -> When:
    """What was typed, parsed. Raises `typer.BadParameter` for anything else."""
    if when is None:
        return None
    found = _parsed(when)
    if isinstance(found, datetime) and found.tzinfo is None:
        raise typer.BadParameter(f"a time needs its offset: {_ALLOWED}", param_hint="--as-of")
    return found


def _parsed(when: str) -> date | datetime:
    for read in (date.fromisoformat, datetime.fromisoformat):
        try:
            return read(when)
        except ValueError:
            continue
    raise typer.BadParameter(f"not a date: {_ALLOWED}", param_hint="--as-of")


def instant_of(when: When, calendar: WorkingCalendar) -> Instant:
    """The moment itself; the end of a day, in the zone of the pairing or cohort; or now."""
    match when:
        case None:
            return _LAST
        case datetime():
            return when
        case date():
            try:
                return end_of(when, calendar)
            except OverflowError:
                return _LAST

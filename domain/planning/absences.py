"""Days on which two cannot meet because one of them is away: the plan goes on behind them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Away


class Absence(NamedTuple):
    """From the first day of a leave until the first day at work again."""

    first: date
    back: date


def absences(leaves: Iterable[Away], calendar: WorkingCalendar) -> tuple[Absence, ...]:
    """The leaves of both, in order; those that overlap are one.

    A leave without an end is left out: nobody knows by how much the plan has to make way.
    """
    known = sorted(
        Absence(away.away_from, calendar.on_or_after(away.back_on))
        for away in leaves
        if away.back_on
    )
    merged: list[Absence] = []
    for absence in known:
        if merged and absence.first <= merged[-1].back:
            before = merged.pop()
            merged.append(Absence(before.first, max(before.back, absence.back)))
        else:
            merged.append(absence)
    return tuple(merged)


class DaysTogether:
    """Working days without the absences, which are cut out: a plan counts as if there were none."""

    def __init__(self, calendar: WorkingCalendar, since: date, absences: Sequence[Absence]) -> None:
        """``since``: what lies before is of no interest."""
        self._calendar = calendar
        self._absences = [
            Absence(max(absence.first, since), absence.back)
            for absence in absences
            if absence.back > since
        ]

    def real(self, counted: date) -> date:
        """The day on the wall for a day as it is counted."""
        for first, back in self._absences:
            if counted >= first:
                counted += back - first
        return counted

    def counted(self, real: date) -> date:
        """The day as it is counted for a day on the wall; of an absence, that of the return."""
        away = sum(
            (min(back, real) - first for first, back in self._absences if real > first),
            timedelta(),
        )
        return real - away

    def is_working_day(self, counted: date) -> bool:
        """Whether both are at work."""
        return self._calendar.is_working_day(self.real(counted))

"""Days that are proposed to two who have to find a date."""

from datetime import date, timedelta

from domain.engine.base import Instant
from domain.pairing.state import PairingState


def dates_to_propose(state: PairingState, now: Instant) -> tuple[date, ...]:
    """Some working days soon, every second one, on which the term still runs and both are there.

    Those who are away meanwhile get days behind the leave.
    """
    calendar, rules = state.setup.calendar, state.setup.session_rules
    day = calendar.local_day(calendar.in_working_days(now, rules.proposed_after_days))
    latest = calendar.local_day(now) + timedelta(days=rules.book_ahead_days)
    days: list[date] = []
    while len(days) < rules.proposed_dates and day < latest and _is_possible(day, state):
        if state.away_on(day):
            day = calendar.next_working_day(day)
            continue
        days.append(day)
        day = calendar.next_working_day(calendar.next_working_day(day))
    return tuple(days)


def _is_possible(day: date, state: PairingState) -> bool:
    return all(stop is None or day < stop for stop in (state.ends_on, state.gone_from))

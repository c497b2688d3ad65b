"""Days that are proposed to two who have to find a date."""

from datetime import date

from domain.engine.base import Instant
from domain.pairing.state import PairingState
from domain.programme.people import Side


def dates_to_propose(state: PairingState, now: Instant) -> tuple[date, ...]:
    """Some working days soon, every second one, on which the term still runs and both are there."""
    calendar, rules = state.setup.calendar, state.setup.session_rules
    day = calendar.local_day(calendar.in_working_days(now, rules.proposed_after_days))
    days = []
    for _ in range(rules.proposed_dates):
        days.append(day)
        day = calendar.next_working_day(calendar.next_working_day(day))
    return tuple(day for day in days if _is_possible(day, state))


def _is_possible(day: date, state: PairingState) -> bool:
    runs = state.ends_on is None or day < state.ends_on
    return runs and not any(state.has_left(side, day) for side in Side)

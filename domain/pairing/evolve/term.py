"""When the next review is due: at the end of a term, at intervals, or before a person leaves."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.timetable import disarm
from domain.pairing.evolve.surveys import expect_midpoint
from domain.pairing.state import PairingState
from domain.pairing.timetable import END_OF_TERM, arm, due_of
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.calendar import START_OF_WORK
from domain.programme.days import end_of
from domain.programme.people import Side
from domain.programme.request import OngoingTerm


def aim_at_review(state: PairingState, now: Instant) -> PairingState:
    """The state with the deadlines that lead to the next review, derived anew.

    A last day moves the review forward (case 36); a later last day moves it back.
    """
    return expect_midpoint(_aimed(state, now), now)


def aim_at_farewell(state: PairingState, now: Instant) -> PairingState:
    """The state of two who pause, with the review before a last day (case 36).

    It is the one review that does not wait for the return. On hold there is none either.
    """
    state, farewell = disarm(state, DeadlineKind.REVIEW_DUE), farewell_review(state)
    if farewell is None or state.stage is not Stage.SESSIONS or state.on_hold:
        return state
    return arm(state, DeadlineKind.REVIEW_DUE, max(farewell, now))


def _aimed(state: PairingState, now: Instant) -> PairingState:
    planned, farewell = _planned(state), farewell_review(state)
    state = disarm(state, *END_OF_TERM)
    if farewell is not None and farewell < planned:
        return arm(state, DeadlineKind.REVIEW_DUE, max(farewell, now))
    state = arm(state, DeadlineKind.REVIEW_DUE, planned)
    wind_down = _wind_down(state, planned)
    if state.ends_on is None or wind_down <= now:
        return state
    return arm(state, DeadlineKind.WIND_DOWN, wind_down)


def _wind_down(state: PairingState, review: Instant) -> Instant:
    """When both are told that the end is near; before a shutdown that lasts until the review."""
    calendar = state.calendar
    wanted = calendar.days_later(review, -state.setup.deadlines.wind_down_days)
    on_time = calendar.roll_forward(wanted)
    is_too_late = calendar.in_working_days(on_time, 1) > calendar.roll_forward(review)
    return calendar.roll_back(wanted) if is_too_late else on_time


def _planned(state: PairingState) -> Instant:
    """When the review is due if no one leaves."""
    calendar, term = state.setup.calendar, state.setup.term
    if state.ends_on is not None:
        return calendar.at_local(state.ends_on, START_OF_WORK)
    weeks = term.review_every_weeks if isinstance(term, OngoingTerm) else 0
    due = calendar.in_days(state.stage_since, weeks * 7)
    # A pause has moved the deadline there is; one computed anew would be too early.
    return max(due, due_of(state, DeadlineKind.REVIEW_DUE) or due)


def after_last_day(state: PairingState) -> Instant | None:
    """When the first of those who leave has left."""
    days = [day for side in Side if (day := state.departure.last_days.of(side))]
    if not days:
        return None
    return state.setup.calendar.at_local(min(days) + timedelta(days=1), START_OF_WORK)


def in_time(state: PairingState, until: Instant | None) -> Instant | None:
    """The moment until which an answer is of use: never after the last day of a side."""
    days = [day for side in Side if (day := state.departure.last_days.of(side))]
    if until is None or not days:
        return until
    return min(until, end_of(min(days), state.setup.calendar))


def farewell_review(state: PairingState) -> Instant | None:
    """When the closing review has to begin, so that it is over before the last day."""
    gone = after_last_day(state)
    if gone is None:
        return None
    return state.calendar.days_later(gone, -state.setup.deadlines.review_item_days)

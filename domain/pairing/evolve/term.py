"""When the next review is due: at the end of a term, at intervals, or before a person leaves."""

from domain.engine.base import Instant
from domain.engine.timetable import disarm
from domain.pairing.evolve.surveys import expect_midpoint
from domain.pairing.state import PairingState
from domain.pairing.timetable import END_OF_TERM, arm, due_of
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.calendar import START_OF_WORK
from domain.programme.days import end_of
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
    is_coming = state.stage is Stage.SESSIONS or farewell_came_too_early(state, now)
    if farewell is None or not is_coming or state.on_hold:
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
    gone = state.gone_from
    return state.calendar.at_local(gone, START_OF_WORK) if gone else None


def in_time(state: PairingState, until: Instant | None) -> Instant | None:
    """The moment until which an answer is of use: never after the last day of a side."""
    gone = end_of_last_day(state)
    return min(until, gone) if until and gone else until


def end_of_last_day(state: PairingState) -> Instant | None:
    """Until when the first of those who leave is there."""
    first = state.departure.first_last_day
    return end_of(first, state.calendar) if first else None


def farewell_came_too_early(state: PairingState, now: Instant) -> bool:
    """Whether the closing review is open because of a last day that was put off or withdrawn."""
    review, farewell = state.review, farewell_review(state)
    if review is None or review.then is not EndReason.LEFT_COMPANY:
        return False
    return farewell is None or now < farewell


def farewell_review(state: PairingState) -> Instant | None:
    """When the closing review has to begin, so that it is over before the last day."""
    gone, days, calendar = after_last_day(state), state.periods, state.calendar
    if gone is None:
        return None
    wanted = calendar.days_later(gone, -days.review_item_days)
    last_at_work = calendar.roll_back(calendar.days_later(gone, -1))
    if calendar.in_days(wanted, days.review_days) <= last_at_work:
        return wanted
    # In a shutdown nobody looks back: the days count until the last one on which both are there.
    return calendar.roll_back(calendar.days_later(last_at_work, 1 - days.review_item_days))

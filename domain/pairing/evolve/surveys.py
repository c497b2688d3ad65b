"""When short questions are asked: after the first session, halfway, and months after the end."""

from datetime import timedelta

from domain.engine.base import Instant
from domain.engine.tables import Appliers, On
from domain.engine.timetable import disarm
from domain.pairing.events.reviews import SurveyClosed, SurveyOpened
from domain.pairing.lapses import last_met
from domain.pairing.state import PairingState
from domain.pairing.survey import Survey
from domain.pairing.timetable import OPEN_SURVEY, arm, arm_in_days, arm_ladder, day_in_term, due_of
from domain.pairing.vocabulary import UNASKED_END_REASONS, DeadlineKind, SessionStatus
from domain.programme.calendar import START_OF_WORK

Kind = DeadlineKind


def expect_pulse(state: PairingState, now: Instant) -> PairingState:
    """After the first session; a late report of it makes no difference."""
    days, met = state.setup.deadlines.pulse_days, last_met(state)
    if not days or met is None or state.tally.held != 1 or state.asked_in(Survey.PULSE):
        return state
    return arm(state, Kind.PULSE, max(state.calendar.in_days(met, days), now))


def expect_midpoint(state: PairingState, now: Instant) -> PairingState:
    """Halfway from the day on which sessions could begin to the end of the term, if that is ahead.

    A pause has moved the middle along with all other deadlines: one computed anew would be too
    early. An ongoing exchange has its reviews at intervals instead.
    """
    so_far = due_of(state, Kind.MIDPOINT)
    state = disarm(state, Kind.MIDPOINT)
    percent = state.setup.deadlines.midpoint_percent
    halfway = day_in_term(state, percent)
    if halfway is None or not percent or state.asked_in(Survey.MIDPOINT):
        return state
    due = state.calendar.at_local(halfway, START_OF_WORK)
    due = max(due, so_far or due)
    return arm(state, Kind.MIDPOINT, due) if due > now else state


def wait_for_session(state: PairingState, kind: DeadlineKind, now: Instant) -> PairingState:
    """With a session ahead soon, both are asked after it: one mail less, and more to say."""
    soon = state.calendar.in_days(now, state.setup.deadlines.survey_days)
    ends = [
        session.ends_at
        for session in state.sessions
        if session.status is SessionStatus.BOOKED and session.ends_at
    ]
    ahead = [end for end in ends if now < end <= soon]
    if not ahead:
        return state
    after = timedelta(hours=state.setup.deadlines.report_after_hours)
    return arm(state, kind, min(ahead) + after)


def expect_follow_up(state: PairingState, now: Instant) -> PairingState:
    """After the end, if the two have met and may be written to."""
    days, ending = state.setup.deadlines.follow_up_days, state.ending
    is_unasked = ending is None or ending.reason in UNASKED_END_REASONS
    if not days or is_unasked or not state.tally.held or state.asked_in(Survey.FOLLOW_UP):
        return state
    return arm_in_days(state, Kind.FOLLOW_UP, now, days)


def _opened(event: SurveyOpened, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    ladder = (days.survey_reminder_days, days.survey_days)
    return arm_ladder(state, event.occurred_at, OPEN_SURVEY, ladder)


def _closed(event: SurveyClosed, state: PairingState) -> PairingState:
    return disarm(state, *OPEN_SURVEY)


AHEAD: Appliers[PairingState] = (
    On(SurveyOpened, _opened),
    On(SurveyClosed, _closed),
)

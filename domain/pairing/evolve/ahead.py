"""How events move the timetable: what falls due next, and what no longer does."""

from datetime import timedelta
from functools import singledispatch

from domain.calendar import START_OF_WORK
from domain.pairing.events import (
    AgreementDrafted,
    CheckInAnswered,
    DeadlineElapsed,
    PairingEvent,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PersonLeaving,
    PlanAmended,
    StageEntered,
)
from domain.pairing.state import PairingState
from domain.pairing.timetable import (
    BOOKING,
    SILENCE,
    STAGE,
    arm,
    arm_in_days,
    cleared,
    disarm,
    due_of,
    moved,
)
from domain.pairing.vocabulary import CheckIn, DeadlineKind, Stage
from domain.programme import OngoingTerm

Kind = DeadlineKind


@singledispatch
def look_ahead(event: PairingEvent, state: PairingState) -> PairingState:
    """The state with the timetable as the event leaves it; most events do not touch it."""
    return state


@look_ahead.register
def _opened(event: PairingOpened, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    state = arm_in_days(state, Kind.REMINDER, event.occurred_at, days.invitation_reminder_days)
    return arm_in_days(state, Kind.GIVE_UP, event.occurred_at, days.invitation_days)


@look_ahead.register
def _stage_entered(event: StageEntered, state: PairingState) -> PairingState:
    state = disarm(state, *STAGE)
    days = state.setup.deadlines
    match event.stage:
        case Stage.INVITED | Stage.ASSESSMENT | Stage.EXPECTATIONS:
            return _stage_ladder(
                state,
                event,
                days.preparation_reminder_days,
                days.preparation_item_days,
                days.preparation_give_up_days,
            )
        case Stage.PLANNING:
            return _plan_ladder(event, state)
        case Stage.SESSIONS:
            return _sessions_begin(event, state)
        case Stage.REVIEW:
            return _stage_ladder(
                _sessions_end(state),
                event,
                days.review_reminder_days,
                days.review_item_days,
                days.hard_stop_days,
            )
        case Stage.CLOSED:
            return arm_in_days(
                cleared(state), Kind.REOPEN_OVER, event.occurred_at, days.reopen_days
            )
        case Stage.PARTNERSHIP:
            return arm_in_days(
                cleared(state), Kind.FOLLOW_UP, event.occurred_at, days.follow_up_days
            )


def _stage_ladder(
    state: PairingState, event: PairingEvent, reminder: int, item: int, give_up: int
) -> PairingState:
    """Reminder, item and way out of the present stage, in days from now."""
    for kind, days in zip(STAGE, (reminder, item, give_up), strict=True):
        state = arm_in_days(state, kind, event.occurred_at, days)
    return state


def _plan_ladder(event: PairingEvent, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    return _stage_ladder(
        state, event, days.plan_reminder_days, days.plan_item_days, days.plan_give_up_days
    )


def _sessions_begin(event: StageEntered, state: PairingState) -> PairingState:
    days, now = state.setup.deadlines, event.occurred_at
    if state.sessions_held == 0:
        state = arm_in_days(state, Kind.FIRST_BOOKING_MENTEE, now, days.first_booking_mentee_days)
        state = arm_in_days(state, Kind.FIRST_BOOKING_MENTOR, now, days.first_booking_mentor_days)
        state = arm_in_days(state, Kind.FIRST_BOOKING_ITEM, now, days.first_booking_item_days)
    else:
        state = arm_in_days(state, Kind.NEXT_BOOKING, now, days.next_booking_days)
    state = arm_in_days(state, Kind.SILENCE, now, days.silence_days)
    return _with_end_of_term(event, state)


def _with_end_of_term(event: StageEntered, state: PairingState) -> PairingState:
    calendar = state.setup.calendar
    term = state.setup.term
    if state.ends_on is not None:
        end = calendar.at_local(state.ends_on, 0)
        wind_down = end - timedelta(days=state.setup.deadlines.wind_down_days)
        state = arm(state, Kind.REVIEW_DUE, end)
        return arm(state, Kind.WIND_DOWN, wind_down) if wind_down > event.occurred_at else state
    if isinstance(term, OngoingTerm):
        weeks = timedelta(weeks=term.review_every_weeks)
        return arm(state, Kind.REVIEW_DUE, calendar.roll_forward(event.occurred_at + weeks))
    return state


def _sessions_end(state: PairingState) -> PairingState:
    """No more bookings are asked for; reports and reflections of the last sessions still are."""
    return disarm(state, *BOOKING, *SILENCE, Kind.WIND_DOWN, Kind.REVIEW_DUE)


@look_ahead.register
def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    return _stage_ladder(
        state,
        event,
        days.agreement_reminder_days,
        days.agreement_item_days,
        days.agreement_give_up_days,
    )


@look_ahead.register
def _plan_amended(event: PlanAmended, state: PairingState) -> PairingState:
    return _plan_ladder(event, state) if state.stage is Stage.PLANNING else state


@look_ahead.register
def _check_in_answered(event: CheckInAnswered, state: PairingState) -> PairingState:
    if event.check_in is not CheckIn.DID_YOU_MEET or state.stage is not Stage.SESSIONS:
        return state
    quiet = disarm(state, *SILENCE)
    return arm_in_days(quiet, Kind.SILENCE, event.occurred_at, state.setup.deadlines.silence_days)


@look_ahead.register
def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> PairingState:
    days, now = state.setup.deadlines, event.occurred_at
    match event.kind:
        case Kind.SILENCE:
            state = arm_in_days(state, Kind.SILENCE_AGAIN, now, days.silence_again_days)
            return arm_in_days(state, Kind.SILENCE_ITEM, now, days.silence_item_days)
        case Kind.SILENCE_ITEM:
            return arm_in_days(state, Kind.SILENCE, now, days.silence_days)
        case Kind.FOLLOW_UP:
            return arm_in_days(state, Kind.FOLLOW_UP, now, days.partnership_days)
        case Kind.PAUSE_QUESTION:
            return _next_pause_question(event, state)
        case _:
            return state


@look_ahead.register
def _paused(event: PairingPaused, state: PairingState) -> PairingState:
    state = cleared(state)
    longest = timedelta(weeks=state.setup.deadlines.pause_max_weeks)
    state = arm(state, Kind.PAUSE_MAX, event.occurred_at + longest)
    if event.return_on is not None:
        back = state.setup.calendar.at_local(event.return_on, START_OF_WORK)
        return arm(state, Kind.PAUSE_RETURN, back)
    return _next_pause_question(event, state)


def _next_pause_question(event: PairingEvent, state: PairingState) -> PairingState:
    """The first of the configured questions that still lies ahead (case 34)."""
    if state.pause is None:
        return state
    for weeks in state.setup.deadlines.pause_question_weeks:
        due = state.setup.calendar.roll_forward(state.pause.since + timedelta(weeks=weeks))
        if due > event.occurred_at:
            return arm(state, Kind.PAUSE_QUESTION, due)
    return state


@look_ahead.register
def _extended(event: PairingExtended, state: PairingState) -> PairingState:
    longer = timedelta(weeks=event.weeks)
    later = moved(state.deadlines, longer, Kind.WIND_DOWN, Kind.REVIEW_DUE)
    return state.model_copy(update={"deadlines": tuple(sorted(later, key=lambda one: one.due))})


@look_ahead.register
def _leaving(event: PersonLeaving, state: PairingState) -> PairingState:
    """A known last day brings the closing review forward (case 36)."""
    if event.last_day is None or state.stage.is_over or state.pause is not None:
        return state
    calendar = state.setup.calendar
    gone = calendar.at_local(event.last_day + timedelta(days=1), 0)
    state = arm(state, Kind.LAST_DAY, max(gone, event.occurred_at))
    review = max(gone - timedelta(days=state.setup.deadlines.review_item_days), event.occurred_at)
    planned = due_of(state, Kind.REVIEW_DUE)
    if planned is not None and review < planned:
        state = arm(disarm(state, Kind.WIND_DOWN), Kind.REVIEW_DUE, review)
    return state

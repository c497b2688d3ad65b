"""How events move the timetable of a cohort: what falls due next, and what no longer does."""

from datetime import timedelta

from domain.cohort.briefing_events import BriefingRecorded, CohortBriefingWaived, PeopleInvited
from domain.cohort.event import CohortEvent
from domain.cohort.events import (
    CohortCalendarRenewed,
    CohortClosed,
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortEndingBegun,
    CohortItemAcknowledged,
    CohortItemOpened,
    CohortItemSettled,
    CohortItemSnoozed,
    CohortOpened,
    CohortPaused,
    InstructionCarriedOut,
    InstructionGiven,
    MatchesConfirmed,
    MatchesProposed,
    MatchesRejected,
    MatchingEnded,
    OfferAnswered,
    PairingStarted,
    PersonReported,
    PlacesFreed,
    ProgressChecked,
)
from domain.cohort.evolve.course import deadline_postponed
from domain.cohort.evolve.shutdowns import behind_shutdown
from domain.cohort.horizon import end_of_matching
from domain.cohort.partnerless import next_news
from domain.cohort.situation import any_pairing_open, matching_goes_on, pairings_not_running
from domain.cohort.state import CohortState
from domain.cohort.timetable import arm, arm_in_days
from domain.cohort.to_brief import next_attendance
from domain.cohort.vocabulary import CohortDeadlineKind, CohortStage
from domain.engine.base import Instant
from domain.engine.tables import Appliers, On
from domain.engine.timetable import disarm, due_of, only
from domain.programme.pauses import back_at_work, next_question
from domain.programme.request import FixedTerm
from domain.telling.desk import next_item_reminder

Kind = CohortDeadlineKind
ONE_DAY = timedelta(days=1)
UNTIL_TOLD_AGAIN = timedelta(hours=1)
"""From one attempt to reach every pairing to the next."""


def _opened(event: CohortOpened, state: CohortState) -> CohortState:
    return _with_end_of_matching(state, event.occurred_at)


def _with_end_of_matching(state: CohortState, now: Instant) -> CohortState:
    """When too little of a fixed term is left; in an ongoing one, a review period from now."""
    term = state.request.term
    if isinstance(term, FixedTerm):
        return arm(state, Kind.MATCHING_OVER, end_of_matching(state, term))
    return arm_in_days(state, Kind.MATCHING_OVER, now, term.review_every_weeks * 7)


def _proposed(event: MatchesProposed, state: CohortState) -> CohortState:
    state = _with_news(event, state)
    if not event.pairs:
        return state
    days = state.request.deadlines
    ladder = (days.confirmation_reminder_days, days.confirmation_days)
    reminder, item = state.calendar.rungs(event.occurred_at, *ladder)
    state = arm(state, Kind.CONFIRMATION_REMINDER, reminder)
    return arm(state, Kind.CONFIRMATION_ITEM, item)


def _with_news(event: CohortEvent, state: CohortState) -> CohortState:
    """Whoever waits, or has not answered, hears of it again."""
    due = None if state.matching.over else next_news(state)
    return arm(state, Kind.WAITING_NEWS, due) if due else disarm(state, Kind.WAITING_NEWS)


def _matching_ended(event: MatchingEnded, state: CohortState) -> CohortState:
    return _with_news(event, _decided(event, state))


def _person_reported(event: PersonReported, state: CohortState) -> CohortState:
    return _with_news(event, _decided(event, state))


def _decided(
    event: MatchesConfirmed | MatchesRejected | MatchingEnded | PersonReported, state: CohortState
) -> CohortState:
    if state.matching.proposals:
        return state
    return disarm(state, Kind.CONFIRMATION_REMINDER, Kind.CONFIRMATION_ITEM)


def _with_attendance(
    event: PeopleInvited | BriefingRecorded | CohortBriefingWaived | CohortDeadlineElapsed,
    state: CohortState,
) -> CohortState:
    """The owners are asked about the next briefing at which somebody is expected."""
    due = next_attendance(state, event.occurred_at)
    return arm(state, Kind.ATTENDANCE, due) if due else disarm(state, Kind.ATTENDANCE)


def _started(event: PairingStarted, state: CohortState) -> CohortState:
    planned = due_of(state.deadlines, Kind.PROGRESS_CHECK) is not None
    return state if planned else _with_next_check(state, event.occurred_at)


def _checked(event: ProgressChecked, state: CohortState) -> CohortState:
    if not any_pairing_open(state):
        return disarm(state, Kind.PROGRESS_CHECK)
    return _with_next_check(state, event.occurred_at)


def _calendar_renewed(event: CohortCalendarRenewed, state: CohortState) -> CohortState:
    """What falls due in a shutdown that was announced meanwhile moves behind it."""
    return behind_shutdown(event, state)


def _carried_out(event: InstructionCarriedOut, state: CohortState) -> CohortState:
    """Pairings that were not reached are told again, during a pause as well.

    Those that are known not to run seldom: the watch says when they run again.
    """
    if not state.unreached:
        return disarm(state, Kind.TELL_AGAIN)
    only_stopped = set(state.unreached) <= set(pairings_not_running(state))
    wait = ONE_DAY if only_stopped else UNTIL_TOLD_AGAIN
    return arm(state, Kind.TELL_AGAIN, event.occurred_at + wait)


def _with_next_check(state: CohortState, now: Instant) -> CohortState:
    hours = state.request.deadlines.progress_check_hours
    return arm(state, Kind.PROGRESS_CHECK, now + timedelta(hours=hours))


def _elapsed(event: CohortDeadlineElapsed, state: CohortState) -> CohortState:
    match event.kind:
        case Kind.MATCHING_OVER if matching_goes_on(state):
            return _with_end_of_matching(state, event.occurred_at)
        case Kind.WAITING_NEWS:
            return _with_news(event, state)
        case Kind.ITEM_REMINDER:
            return _items_changed(event, state)
        case Kind.ATTENDANCE:
            return _with_attendance(event, state)
        case Kind.PAUSE_QUESTION:
            return _with_next_question(event, state)
        case _:
            return state


def _items_changed(event: CohortEvent, state: CohortState) -> CohortState:
    """Open items come back until they are done, in a pause as well."""
    due = next_item_reminder(state)
    return arm(state, Kind.ITEM_REMINDER, due) if due else disarm(state, Kind.ITEM_REMINDER)


def _paused(event: CohortPaused, state: CohortState) -> CohortState:
    """Without a date of return, a pause ends on the working day before its pairings would end it.

    So the cohort tells everyone once, before each pairing would.
    """
    state = only(state, Kind.ITEM_REMINDER)
    if event.return_on is not None:
        return arm(state, Kind.PAUSE_RETURN, back_at_work(event.return_on, state.calendar))
    days = state.request.deadlines.pause_max_weeks * 7 - 1
    last = state.calendar.days_later(event.occurred_at, days)
    state = arm(state, Kind.PAUSE_MAX, state.calendar.roll_back(last))
    return _with_next_question(event, state)


def _with_next_question(event: CohortEvent, state: CohortState) -> CohortState:
    if state.pause is None:
        return state
    deadlines = state.request.deadlines
    due = next_question(state.pause.since, event.occurred_at, state.calendar, deadlines)
    return arm(state, Kind.PAUSE_QUESTION, due) if due else state


def _ending_begun(event: CohortEndingBegun, state: CohortState) -> CohortState:
    """The cohort waits for its pairings, and no longer than they can take to end."""
    state = only(state, Kind.ITEM_REMINDER)
    if not any_pairing_open(state):
        return state
    return _with_next_check(_with_end_of_pairings(state, event.occurred_at), event.occurred_at)


def _instruction_given(event: InstructionGiven, state: CohortState) -> CohortState:
    """A pairing that is ended later than the others, because it was reopened, has its time too."""
    if state.ending is None or state.stage is CohortStage.CLOSED:
        return state
    return _with_end_of_pairings(state, event.occurred_at)


def _with_end_of_pairings(state: CohortState, now: Instant) -> CohortState:
    """Every pairing has a hard stop, after which it can be reopened for some days."""
    days = state.request.deadlines
    stages = (days.review_days, days.review_reminder_days, days.review_item_days)
    hard_stop = state.calendar.rungs(now, *stages, days.hard_stop_days)[-1]
    return arm_in_days(state, Kind.ENDING_OVER, hard_stop, days.review_days + days.reopen_days)


def _closed(event: CohortClosed, state: CohortState) -> CohortState:
    return only(state)


AHEAD: Appliers[CohortState] = (
    On(CohortOpened, _opened),
    On(MatchesProposed, _proposed),
    On(MatchesConfirmed, _decided),
    On(MatchesRejected, _decided),
    On(MatchingEnded, _matching_ended),
    On(PersonReported, _person_reported),
    On(PeopleInvited, _with_attendance),
    On(BriefingRecorded, _with_attendance),
    On(CohortBriefingWaived, _with_attendance),
    On(PlacesFreed, _with_news),
    On(OfferAnswered, _with_news),
    On(PairingStarted, _started),
    On(ProgressChecked, _checked),
    On(InstructionCarriedOut, _carried_out),
    On(CohortDeadlineElapsed, _elapsed),
    On(CohortDeadlinePostponed, deadline_postponed),
    On(CohortCalendarRenewed, _calendar_renewed),
    On(CohortPaused, _paused),
    On(CohortEndingBegun, _ending_begun),
    On(InstructionGiven, _instruction_given),
    On(CohortClosed, _closed),
    On(CohortItemOpened, _items_changed),
    On(CohortItemAcknowledged, _items_changed),
    On(CohortItemSnoozed, _items_changed),
    On(CohortItemSettled, _items_changed),
)

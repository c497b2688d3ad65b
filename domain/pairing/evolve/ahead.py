"""How events move the timetable: what falls due next, and what no longer does."""

from domain.engine.base import Instant
from domain.engine.tables import Appliers, On
from domain.engine.timetable import disarm, only
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import (
    DeadlineElapsed,
    DeadlinePostponed,
    HoldBegun,
    HoldLifted,
    PairingArchived,
    PairingExtended,
    PairingOpened,
    PairingPaused,
    PairingResumed,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.messages import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
)
from domain.pairing.events.people import (
    ManagerChanged,
    PersonComingBack,
    PersonGoingAway,
    PersonLeaving,
    PersonStaying,
)
from domain.pairing.events.preparation import (
    AgreementDrafted,
    BriefingNoted,
    BriefingWaived,
    ContactConfirmed,
    PlanAmended,
    PlanContinued,
)
from domain.pairing.events.reviews import CheckInAnswered
from domain.pairing.evolve.booking import (
    arm_silence,
    ask_for_booking,
    await_briefing,
    expect_reports_after_reopening,
)
from domain.pairing.evolve.course import deadline_postponed
from domain.pairing.evolve.surveys import expect_follow_up, wait_for_session
from domain.pairing.evolve.term import after_last_day, aim_at_farewell, aim_at_review
from domain.pairing.missing import unapproved
from domain.pairing.state import PairingState
from domain.pairing.timetable import (
    AFTERWARDS,
    BOOKING,
    END_OF_TERM,
    FIRST_CONTACT,
    OPEN_SURVEY,
    SILENCE,
    STAGE,
    SURVEYS,
    UNPAUSED,
    arm,
    arm_in_days,
    arm_ladder,
    due_of,
)
from domain.pairing.vocabulary import (
    UNASKED_END_REASONS,
    CheckIn,
    CheckInAnswer,
    DeadlineKind,
    SessionStatus,
    Stage,
)
from domain.programme.calendar import START_OF_WORK
from domain.programme.pauses import back_at_work, longest_pause, next_question
from domain.programme.people import Side
from domain.telling.desk import next_item_reminder

Kind = DeadlineKind
COHORT_COMES_FIRST_DAYS = 7
"""A cohort ends its own pause before its pairings do, also when an outage has cost it days."""


def _opened(event: PairingOpened, state: PairingState) -> PairingState:
    return _expect_answers_to_invitation(event, state)


def _stage_entered(event: StageEntered, state: PairingState) -> PairingState:
    if event.stage.is_over:
        return _over(event, state)
    state = only(state, Kind.ITEM_REMINDER) if event.left.is_over else disarm(state, *STAGE)
    days, now = state.setup.deadlines, event.occurred_at
    match event.stage:
        case Stage.INVITED:
            return _expect_answers_to_invitation(event, state)
        case Stage.APPROVAL:
            return _expect_approval(event, state)
        case Stage.ASSESSMENT | Stage.EXPECTATIONS:
            ladder = (
                days.preparation_reminder_days,
                days.preparation_item_days,
                days.preparation_give_up_days,
            )
            return _expect_contact(event, arm_ladder(state, now, STAGE, ladder))
        case Stage.PLANNING:
            return _expect_contact(event, _expect_acceptance_of_plan(event, state))
        case Stage.SESSIONS:
            return _sessions_begin(event, state)
        case Stage.REVIEW:
            return _review_begins(event, state)
        case _:
            return state


def _expect_contact(event: StageEntered, state: PairingState) -> PairingState:
    """From both yeses on the two are to get in touch; also anew when they are reopened."""
    begins = event.stage is Stage.ASSESSMENT or event.left.is_over
    known = state.preparation.in_touch_since is not None
    if not begins or known or not state.setup.first_contact:
        return state
    days = state.setup.deadlines
    ladder = (days.first_contact_days, days.first_contact_item_days)
    return arm_ladder(state, event.occurred_at, FIRST_CONTACT, ladder)


def _in_touch(event: ContactConfirmed, state: PairingState) -> PairingState:
    return disarm(state, *FIRST_CONTACT)


def _over(event: StageEntered, state: PairingState) -> PairingState:
    """Closed, or partners: it can be reopened for a while; both are asked what they still use."""
    days, now = state.setup.deadlines, event.occurred_at
    if event.left.is_over:
        state = only(state, *AFTERWARDS, Kind.ITEM_REMINDER)
        if state.ending is not None and state.ending.reason in UNASKED_END_REASONS:
            state = disarm(state, Kind.FOLLOW_UP, *OPEN_SURVEY)
    else:
        state = only(state, Kind.ITEM_REMINDER)
        state = arm_in_days(state, Kind.REOPEN_OVER, now, days.reopen_days)
        state = expect_follow_up(state, now)
    if event.stage is not Stage.PARTNERSHIP:
        return state
    return arm_in_days(state, Kind.STILL_PARTNERS, now, days.partnership_days)


def _reopening_over(event: ReopeningOver, state: PairingState) -> PairingState:
    return disarm(state, Kind.REOPEN_OVER)


def _review_begins(event: StageEntered, state: PairingState) -> PairingState:
    """No more bookings are asked for; reports on the last sessions still are."""
    days = state.setup.deadlines
    not_any_more = (*BOOKING, *SILENCE, *END_OF_TERM, *SURVEYS, *FIRST_CONTACT)
    state = disarm(state, *not_any_more, Kind.BRIEFING_MISSING)
    ladder = (days.review_reminder_days, days.review_item_days, days.hard_stop_days)
    # The reminder keeps its distance from the day by which the review is asked for.
    rungs = state.calendar.rungs(event.occurred_at, days.review_days, *ladder)[1:]
    for kind, due in zip(STAGE, rungs, strict=True):
        state = arm(state, kind, due)
    return state


def _archived(event: PairingArchived, state: PairingState) -> PairingState:
    return only(state)


def _expect_answers_to_invitation(event: PairingEvent, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    ladder = (days.invitation_reminder_days, days.invitation_days)
    return arm_ladder(state, event.occurred_at, (Kind.REMINDER, Kind.GIVE_UP), ladder)


def _expect_approval(event: PairingEvent, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    ladder = (days.approval_reminder_days, days.approval_item_days, days.approval_days)
    return arm_ladder(state, event.occurred_at, STAGE, ladder)


def _manager_changed(event: ManagerChanged, state: PairingState) -> PairingState:
    """Whoever is asked only now has as long as the one before."""
    is_asked = state.stage is Stage.APPROVAL and event.side in unapproved(state)
    return _expect_approval(event, state) if is_asked else state


def _expect_acceptance_of_plan(event: PairingEvent, state: PairingState) -> PairingState:
    days = state.setup.deadlines
    ladder = (days.plan_reminder_days, days.plan_item_days, days.plan_give_up_days)
    return arm_ladder(state, event.occurred_at, STAGE, ladder)


def _sessions_begin(event: StageEntered, state: PairingState) -> PairingState:
    now = event.occurred_at
    if event.left.is_over:
        state = expect_reports_after_reopening(state, now)
    return aim_at_review(await_briefing(ask_for_booking(state, now), now), now)


def _briefing_known(event: BriefingNoted | BriefingWaived, state: PairingState) -> PairingState:
    """The gate opens, and the first session is asked for; or it shuts, if a record was wrong."""
    if state.unbriefed:
        return await_briefing(ask_for_booking(state, event.occurred_at), event.occurred_at)
    is_asked = any(due_of(state, kind) for kind in (*BOOKING, *SILENCE))
    return state if is_asked else ask_for_booking(state, event.occurred_at)


def _agreement_drafted(event: AgreementDrafted, state: PairingState) -> PairingState:
    """Nothing waits for another version that is proposed while sessions go on."""
    if state.stage is not Stage.EXPECTATIONS:
        return state
    days = state.setup.deadlines
    ladder = (
        days.agreement_reminder_days,
        days.agreement_item_days,
        days.agreement_give_up_days,
    )
    return arm_ladder(state, event.occurred_at, STAGE, ladder)


def _plan_amended(event: PlanAmended, state: PairingState) -> PairingState:
    if state.stage is not Stage.PLANNING:
        return state
    return _expect_acceptance_of_plan(event, state)


def _plan_continued(event: PlanContinued, state: PairingState) -> PairingState:
    return ask_for_booking(state, event.occurred_at)


def _check_in_answered(event: CheckInAnswered, state: PairingState) -> PairingState:
    if event.check_in is not CheckIn.DID_YOU_MEET or state.stage is not Stage.SESSIONS:
        return state
    if due_of(state, Kind.STILL_NOT_MET):
        return state
    quiet = disarm(state, *SILENCE)
    if event.answer is CheckInAnswer.NOT_MET and _nothing_is_booked(state):
        days = state.setup.deadlines.silence_item_days
        return arm_in_days(quiet, Kind.STILL_NOT_MET, event.occurred_at, days)
    return arm_silence(quiet, event.occurred_at)


def _nothing_is_booked(state: PairingState) -> bool:
    return all(session.status is not SessionStatus.BOOKED for session in state.sessions)


def _deadline_elapsed(event: DeadlineElapsed, state: PairingState) -> PairingState:
    days, now = state.setup.deadlines, event.occurred_at
    match event.kind:
        case Kind.SILENCE:
            ladder = (days.silence_again_days, days.silence_item_days)
            return arm_ladder(state, now, (Kind.SILENCE_AGAIN, Kind.SILENCE_ITEM), ladder)
        case Kind.SILENCE_ITEM | Kind.STILL_NOT_MET:
            return arm_silence(state, now)
        case Kind.PULSE | Kind.MIDPOINT:
            return wait_for_session(state, event.kind, now)
        case Kind.STILL_PARTNERS:
            return arm_in_days(state, Kind.STILL_PARTNERS, now, days.partnership_days)
        case Kind.PAUSE_QUESTION:
            return _next_pause_question(event, state)
        case Kind.ITEM_REMINDER:
            return _items_changed(event, state)
        case Kind.AWAY:
            return _arm_away(event, state)
        case _:
            return state


def _items_changed(event: PairingEvent, state: PairingState) -> PairingState:
    """Open items come back until they are done."""
    due = next_item_reminder(state)
    return arm(state, Kind.ITEM_REMINDER, due) if due else disarm(state, Kind.ITEM_REMINDER)


def _paused(event: PairingPaused, state: PairingState) -> PairingState:
    """A pause with a day of return ends on it; one without is asked about until it is too long."""
    if state.on_hold:
        return state
    state = aim_at_farewell(only(state, *UNPAUSED), event.occurred_at)
    if event.return_on is not None:
        back = back_at_work(event.return_on, state.setup.calendar)
        return arm(state, Kind.PAUSE_RETURN, back)
    since = state.pause.since if state.pause else event.occurred_at
    last = longest_pause(since, state.calendar, state.setup.deadlines)
    if event.quiet:
        return arm_in_days(state, Kind.PAUSE_MAX, last, COHORT_COMES_FIRST_DAYS)
    return _next_pause_question(event, arm(state, Kind.PAUSE_MAX, last))


def _hold_begun(event: HoldBegun, state: PairingState) -> PairingState:
    """Nothing falls due but the end of the hold itself."""
    if due_of(state, Kind.HOLD_OVER):
        return state
    days = state.setup.deadlines.hold_max_weeks * 7
    return arm_in_days(only(state, *UNPAUSED), Kind.HOLD_OVER, event.occurred_at, days)


def _next_pause_question(event: PairingEvent, state: PairingState) -> PairingState:
    """The first of the configured questions that still lies ahead (case 34)."""
    if state.pause is None:
        return state
    setup = state.setup
    due = next_question(state.pause.since, event.occurred_at, setup.calendar, setup.deadlines)
    return arm(state, Kind.PAUSE_QUESTION, due) if due else state


def _term_moved(
    event: PairingResumed | HoldLifted | PairingExtended, state: PairingState
) -> PairingState:
    """One command moves everything that depends on the end of the term (case 52)."""
    if state.stage is not Stage.SESSIONS or state.pause is not None:
        return state
    return aim_at_review(state, event.occurred_at)


def _leaving(event: PersonLeaving, state: PairingState) -> PairingState:
    """A known last day ends the pairing, and moves the closing review before it (case 36)."""
    gone = after_last_day(state)
    if gone is None or gone <= event.occurred_at or state.stage is Stage.CLOSED:
        return state
    state = arm(state, Kind.LAST_DAY, gone)
    return _aim_anew(state, event.occurred_at)


def _staying(event: PersonStaying, state: PairingState) -> PairingState:
    """The review is due when it was due before, unless the other side leaves."""
    gone = after_last_day(state)
    state = arm(state, Kind.LAST_DAY, gone) if gone else disarm(state, Kind.LAST_DAY)
    return _aim_anew(state, event.occurred_at)


def _aim_anew(state: PairingState, now: Instant) -> PairingState:
    """The next review, after news of a last day."""
    if state.pause is not None:
        return aim_at_farewell(state, now)
    return aim_at_review(state, now) if state.stage is Stage.SESSIONS else state


def _arm_away(event: PairingEvent, state: PairingState) -> PairingState:
    """The next day on which a side goes away."""
    state, today = disarm(state, Kind.AWAY), state.setup.calendar.local_day(event.occurred_at)
    known = (state.departure.away.of(side) for side in Side)
    ahead = [away.away_from for away in known if away and away.away_from > today]
    if not ahead or state.stage.is_over:
        return state
    return arm(state, Kind.AWAY, state.setup.calendar.at_local(min(ahead), START_OF_WORK))


AHEAD: Appliers[PairingState] = (
    On(PairingOpened, _opened),
    On(StageEntered, _stage_entered),
    On(AgreementDrafted, _agreement_drafted),
    On(PlanAmended, _plan_amended),
    On(PlanContinued, _plan_continued),
    On(ContactConfirmed, _in_touch),
    On(BriefingNoted, _briefing_known),
    On(BriefingWaived, _briefing_known),
    On(CheckInAnswered, _check_in_answered),
    On(DeadlineElapsed, _deadline_elapsed),
    On(DeadlinePostponed, deadline_postponed),
    On(PairingPaused, _paused),
    On(PairingResumed, _term_moved),
    On(HoldBegun, _hold_begun),
    On(HoldLifted, _term_moved),
    On(PairingExtended, _term_moved),
    On(ReopeningOver, _reopening_over),
    On(ManagerChanged, _manager_changed),
    On(PersonLeaving, _leaving),
    On(PersonStaying, _staying),
    On(PersonGoingAway, _arm_away),
    On(PersonComingBack, _arm_away),
    On(PairingArchived, _archived),
    On(ItemOpened, _items_changed),
    On(ItemAcknowledged, _items_changed),
    On(ItemSnoozed, _items_changed),
    On(ItemSettled, _items_changed),
)

"""The timetable of a pairing: pure functions on the deadlines in the state."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from domain.engine import timetable
from domain.engine.base import Instant
from domain.engine.outage import Effect
from domain.engine.tables import complete
from domain.engine.timetable import Ladders, moved, only, with_deadline, with_deadlines
from domain.pairing.state import Deadline, PairingState
from domain.pairing.vocabulary import DeadlineKind

STAGE = (DeadlineKind.REMINDER, DeadlineKind.ESCALATION, DeadlineKind.GIVE_UP)
FIRST_CONTACT = (DeadlineKind.FIRST_CONTACT, DeadlineKind.FIRST_CONTACT_ITEM)
FIRST_BOOKING = (
    DeadlineKind.FIRST_BOOKING_MENTEE,
    DeadlineKind.FIRST_BOOKING_MENTOR,
    DeadlineKind.FIRST_BOOKING_ITEM,
)
BOOKING = (*FIRST_BOOKING, DeadlineKind.NEXT_BOOKING, DeadlineKind.STILL_NOT_MET)
SILENCE = (DeadlineKind.SILENCE, DeadlineKind.SILENCE_AGAIN, DeadlineKind.SILENCE_ITEM)
SURVEYS = (DeadlineKind.PULSE, DeadlineKind.MIDPOINT)
"""Surveys that lie ahead while sessions go on."""
OPEN_SURVEY = (DeadlineKind.SURVEY_REMINDER, DeadlineKind.SURVEY_OVER)
AFTERWARDS = (DeadlineKind.REOPEN_OVER, DeadlineKind.FOLLOW_UP, *OPEN_SURVEY)
"""What can still come when a pairing is closed."""
END_OF_TERM = (DeadlineKind.WIND_DOWN, DeadlineKind.REVIEW_DUE)
OF_PEOPLE = (DeadlineKind.LAST_DAY, DeadlineKind.AWAY)
"""Days of the people themselves, which no pause moves."""

UNPAUSED = (*OF_PEOPLE, DeadlineKind.ITEM_REMINDER)
"""What no pause holds up: days of the people, and what the owners are reminded of."""

LADDERS = Ladders(
    STAGE,
    FIRST_CONTACT,
    FIRST_BOOKING,
    (
        DeadlineKind.SESSION_REMINDER,
        DeadlineKind.REPORT_REQUEST,
        DeadlineKind.REPORT_AGAIN,
        DeadlineKind.UNCONFIRMED,
    ),
    SILENCE,
    (DeadlineKind.PAUSE_QUESTION, DeadlineKind.PAUSE_MAX),
    OPEN_SURVEY,
    END_OF_TERM,
    decisive=(
        DeadlineKind.LAST_DAY,
        DeadlineKind.PAUSE_RETURN,
        DeadlineKind.AWAY,
        DeadlineKind.PAUSE_MAX,
        DeadlineKind.HOLD_OVER,
        DeadlineKind.GIVE_UP,
        DeadlineKind.REVIEW_DUE,
    ),
)

EFFECTS = complete(
    DeadlineKind,
    {
        DeadlineKind.REMINDER: Effect.REMINDS,
        DeadlineKind.ESCALATION: Effect.REMINDS,
        DeadlineKind.GIVE_UP: Effect.DECIDES,
        DeadlineKind.FIRST_CONTACT: Effect.REMINDS,
        DeadlineKind.FIRST_CONTACT_ITEM: Effect.REMINDS,
        DeadlineKind.BRIEFING_MISSING: Effect.REMINDS,
        DeadlineKind.FIRST_BOOKING_MENTEE: Effect.REMINDS,
        DeadlineKind.FIRST_BOOKING_MENTOR: Effect.REMINDS,
        DeadlineKind.FIRST_BOOKING_ITEM: Effect.REMINDS,
        DeadlineKind.NEXT_BOOKING: Effect.REMINDS,
        DeadlineKind.SESSION_REMINDER: Effect.REMINDS,
        DeadlineKind.REPORT_REQUEST: Effect.REMINDS,
        DeadlineKind.REPORT_AGAIN: Effect.REMINDS,
        DeadlineKind.UNCONFIRMED: Effect.DECIDES,
        DeadlineKind.OBJECTION_OVER: Effect.DECIDES,
        DeadlineKind.REFLECTION_REMINDER: Effect.REMINDS,
        DeadlineKind.JUNIOR_CHECK_IN: Effect.REMINDS,
        DeadlineKind.ITEM_REMINDER: Effect.REMINDS,
        DeadlineKind.SILENCE: Effect.REMINDS,
        DeadlineKind.SILENCE_AGAIN: Effect.REMINDS,
        DeadlineKind.SILENCE_ITEM: Effect.REMINDS,
        DeadlineKind.STILL_NOT_MET: Effect.REMINDS,
        DeadlineKind.WIND_DOWN: Effect.REMINDS,
        DeadlineKind.REVIEW_DUE: Effect.ON_ITS_DAY,
        DeadlineKind.LAST_DAY: Effect.ON_ITS_DAY,
        DeadlineKind.AWAY: Effect.ON_ITS_DAY,
        DeadlineKind.PAUSE_RETURN: Effect.ON_ITS_DAY,
        DeadlineKind.PAUSE_QUESTION: Effect.REMINDS,
        DeadlineKind.PAUSE_MAX: Effect.DECIDES,
        DeadlineKind.HOLD_OVER: Effect.DECIDES,
        DeadlineKind.REOPEN_OVER: Effect.DECIDES,
        DeadlineKind.PULSE: Effect.REMINDS,
        DeadlineKind.MIDPOINT: Effect.REMINDS,
        DeadlineKind.FOLLOW_UP: Effect.REMINDS,
        DeadlineKind.SURVEY_REMINDER: Effect.REMINDS,
        DeadlineKind.SURVEY_OVER: Effect.DECIDES,
        DeadlineKind.STILL_PARTNERS: Effect.DECIDES,
    },
    verb="knows the effect of",
)


_ASKS = complete(
    DeadlineKind,
    {
        DeadlineKind.REMINDER: True,
        DeadlineKind.GIVE_UP: True,
        DeadlineKind.FIRST_CONTACT: True,
        DeadlineKind.FIRST_CONTACT_ITEM: True,
        DeadlineKind.FIRST_BOOKING_ITEM: True,
        DeadlineKind.UNCONFIRMED: True,
        DeadlineKind.REFLECTION_REMINDER: True,
        DeadlineKind.SILENCE: True,
        DeadlineKind.SILENCE_ITEM: True,
        DeadlineKind.STILL_NOT_MET: True,
        DeadlineKind.PAUSE_MAX: True,
        DeadlineKind.HOLD_OVER: True,
        DeadlineKind.REOPEN_OVER: True,
        DeadlineKind.SURVEY_OVER: True,
        DeadlineKind.STILL_PARTNERS: True,
        DeadlineKind.ESCALATION: False,
        DeadlineKind.BRIEFING_MISSING: False,
        DeadlineKind.FIRST_BOOKING_MENTEE: False,
        DeadlineKind.FIRST_BOOKING_MENTOR: False,
        DeadlineKind.NEXT_BOOKING: False,
        DeadlineKind.SESSION_REMINDER: False,
        DeadlineKind.REPORT_REQUEST: False,
        DeadlineKind.REPORT_AGAIN: False,
        DeadlineKind.OBJECTION_OVER: False,
        DeadlineKind.JUNIOR_CHECK_IN: False,
        DeadlineKind.ITEM_REMINDER: False,
        DeadlineKind.SILENCE_AGAIN: False,
        DeadlineKind.WIND_DOWN: False,
        DeadlineKind.REVIEW_DUE: False,
        DeadlineKind.LAST_DAY: False,
        DeadlineKind.AWAY: False,
        DeadlineKind.PAUSE_RETURN: False,
        DeadlineKind.PAUSE_QUESTION: False,
        DeadlineKind.PULSE: False,
        DeadlineKind.MIDPOINT: False,
        DeadlineKind.FOLLOW_UP: False,
        DeadlineKind.SURVEY_REMINDER: False,
    },
    verb="knows whether anything is asked by",
)
ASKED_BY = frozenset(kind for kind, asks in _ASKS.items() if asks)
"""By these people are asked for something, or may still ask for it: they come at the end of a
working day. What is counted in hours does not."""


def by_the_end_of_work(state: PairingState, due: Instant) -> Instant:
    """The end of the working day of the two by which something is asked for (UTC).

    A programme that writes at any hour keeps the hour.
    """
    calendar, hours = state.setup.calendar, state.setup.mail_hours
    if hours is None:
        return calendar.roll_forward(due)
    return calendar.until_end_of_work(due, hours.until)


def on_time(state: PairingState, line: Deadline) -> Deadline:
    """The deadline on a working day; at its end, if people are asked for something by then."""
    if line.kind in ASKED_BY:
        due = by_the_end_of_work(state, line.due)
    else:
        due = state.setup.calendar.roll_forward(line.due)
    return line.model_copy(update={"due": due})


def decides(line: Deadline, state: PairingState) -> bool:
    """Whether something ends, counts or lapses when the deadline elapses in this state."""
    match line.kind:
        case DeadlineKind.STILL_PARTNERS:
            return (
                state.check_ins.follow_ups_unanswered
                >= state.setup.session_rules.follow_ups_unanswered
            )
        case DeadlineKind.REVIEW_DUE:
            # The end of the term is also the end of the pairing if nobody says that they have met.
            return state.ends_on is not None and not state.may_have_met(line.due)
        case _:
            return EFFECTS[line.kind] is Effect.DECIDES


def arm(
    state: PairingState, kind: DeadlineKind, due: Instant, session_id: str | None = None
) -> PairingState:
    """The state with one more deadline; one of the same kind and session is replaced.

    What falls due on a day off moves to the next working day.
    """
    line = Deadline(kind=kind, due=due, session_id=session_id)
    return with_deadline(state, on_time(state, line))


def arm_in_days(state: PairingState, kind: DeadlineKind, since: Instant, days: int) -> PairingState:
    """A deadline at the same local time, ``days`` later."""
    return arm(state, kind, state.setup.calendar.in_days(since, days))


def arm_ladder(
    state: PairingState, since: Instant, kinds: Sequence[DeadlineKind], days: Iterable[int]
) -> PairingState:
    """Deadlines of one matter, that many days later; they keep their distance."""
    for kind, due in zip(kinds, state.calendar.rungs(since, *days), strict=True):
        state = arm(state, kind, due)
    return state


def disarm_session(state: PairingState, session_id: str) -> PairingState:
    """The state without the deadlines of one session."""
    return with_deadlines(
        state, (deadline for deadline in state.deadlines if deadline.session_id != session_id)
    )


def day_in_term(state: PairingState, percent: int) -> date | None:
    """The day on which this part of the fixed term is over, from when sessions could begin on."""
    if state.ends_on is None:
        return None
    begun = max(state.setup.term.start, state.calendar.local_day(state.stage_since))
    return begun + timedelta(days=(state.ends_on - begun).days * percent // 100)


def without(state: PairingState, gone: tuple[Deadline, ...]) -> PairingState:
    """The state without these very deadlines."""
    return with_deadlines(state, (deadline for deadline in state.deadlines if deadline not in gone))


def with_kept(state: PairingState, kept: tuple[Deadline, ...], days: int) -> PairingState:
    """The deadlines that a pause has kept, so many days later; those of the people do not move."""
    state = only(state, *UNPAUSED)
    for matter in LADDERS.matters(moved(kept, state.calendar, days)):
        dues = state.calendar.apart(line.due for line in matter)
        for line, due in zip(matter, dues, strict=True):
            state = arm(state, line.kind, due, line.session_id)
    return state


def due_of(
    state: PairingState, kind: DeadlineKind, session_id: str | None = None
) -> Instant | None:
    """When a deadline falls due."""
    return timetable.due_of(
        (deadline for deadline in state.deadlines if deadline.session_id == session_id), kind
    )


def due_once_back(state: PairingState, kind: DeadlineKind, now: Instant) -> Instant | None:
    """When a deadline falls due; of one that a pause keeps, as if that ended now."""
    if state.pause is None:
        return due_of(state, kind)
    days = timetable.days_of_pause(state, now)
    return timetable.due_of(moved(state.pause.kept, state.calendar, days), kind)

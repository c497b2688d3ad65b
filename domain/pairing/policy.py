"""How the deadlines of a running pairing move when it goes by other numbers (case 59)."""

from collections.abc import Iterable, Iterator, Mapping

from domain.engine.base import Instant
from domain.engine.outage import Effect
from domain.engine.tables import complete, sparse
from domain.engine.timetable import disarm, with_deadlines
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import EFFECTS, STAGE, arm, day_in_term, on_time
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.pauses import next_question
from domain.programme.request import Deadlines
from domain.programme.running_policy import RunningPolicy

Kind = DeadlineKind
_DAYS_OF_A_WEEK = 7

_OF_STAGE: Mapping[Stage, tuple[str | None, ...]] = sparse(
    Stage,
    {
        Stage.INVITED: ("invitation_reminder_days", None, "invitation_days"),
        Stage.APPROVAL: ("approval_reminder_days", "approval_item_days", "approval_days"),
        Stage.ASSESSMENT: (
            "preparation_reminder_days",
            "preparation_item_days",
            "preparation_give_up_days",
        ),
        Stage.PLANNING: ("plan_reminder_days", "plan_item_days", "plan_give_up_days"),
        Stage.REVIEW: ("review_reminder_days", "review_item_days", "hard_stop_days"),
    },
    otherwise=(None, None, None),
)
_OF_AGREEMENT = ("agreement_reminder_days", "agreement_item_days", "agreement_give_up_days")
_FOLLOWS: Mapping[Kind, str | None] = {
    Kind.FIRST_CONTACT: "first_contact_days",
    Kind.FIRST_CONTACT_ITEM: "first_contact_item_days",
    Kind.BRIEFING_MISSING: "briefing_item_days",
    Kind.FIRST_BOOKING_MENTEE: "first_booking_mentee_days",
    Kind.FIRST_BOOKING_MENTOR: "first_booking_mentor_days",
    Kind.FIRST_BOOKING_ITEM: "first_booking_item_days",
    Kind.NEXT_BOOKING: "next_booking_days",
    Kind.UNCONFIRMED: "unconfirmed_after_days",
    Kind.REFLECTION_REMINDER: "reflection_reminder_days",
    Kind.JUNIOR_CHECK_IN: "junior_check_in_days",
    Kind.SILENCE: "silence_days",
    Kind.SILENCE_AGAIN: "silence_again_days",
    Kind.SILENCE_ITEM: "silence_item_days",
    Kind.STILL_NOT_MET: "silence_item_days",
    Kind.WIND_DOWN: "wind_down_days",
    Kind.PAUSE_MAX: "pause_max_weeks",
    Kind.HOLD_OVER: "hold_max_weeks",
    Kind.PULSE: "pulse_days",
    Kind.MIDPOINT: "midpoint_percent",
    Kind.SURVEY_REMINDER: "survey_reminder_days",
    Kind.SURVEY_OVER: "survey_days",
}
"""The setting that a deadline follows."""
_NEAR = (Kind.SESSION_REMINDER, Kind.REPORT_REQUEST, Kind.REPORT_AGAIN, Kind.OBJECTION_OVER)
"""Counted in hours."""
_DATED = (Kind.REVIEW_DUE, Kind.LAST_DAY, Kind.AWAY, Kind.PAUSE_RETURN)
"""Follow from the term, or from what people have said."""
_NAMED = (Kind.ITEM_REMINDER,)
"""Each open item has been told to its owner with the day by which it is due."""
_OVER = (Kind.REOPEN_OVER, Kind.FOLLOW_UP, Kind.STILL_PARTNERS)
"""Only ahead when the pairing does not run any more: it takes no other numbers then."""
_ANEW = (Kind.PAUSE_QUESTION,)
"""Looked up again, as there are several."""
_STAY: Mapping[Kind, str | None] = dict.fromkeys((*_NEAR, *_DATED, *_NAMED, *_OVER, *_ANEW))
_OTHERS = complete(
    [kind for kind in Kind if kind not in STAGE], _FOLLOWS, _STAY, verb="moves under other numbers"
)
_SWITCHES: Mapping[Kind, str | None] = sparse(
    Kind, {Kind.PULSE: "pulse_days", Kind.MIDPOINT: "midpoint_percent"}, otherwise=None
)
"""Settings that are 0 for never."""
_AT_THEIR_CADENCE = (Kind.NEXT_BOOKING, Kind.SILENCE)


def rerolled(state: PairingState, policy: RunningPolicy, now: Instant) -> PairingState:
    """The state under other numbers, with every deadline moved by the difference.

    Nothing falls due in the past. What would end or lapse comes no earlier than people were told:
    a shorter period holds from the next time on. Questions that are not asked any more fall away.
    """
    state_moved = with_deadlines(state, _all_moved(state.deadlines, state, policy.deadlines, now))
    if (pause := state.pause) is not None:
        kept = tuple(_all_moved(pause.kept, state, policy.deadlines, pause.since))
        state_moved = state_moved.with_part("pause", kept=kept)
    under_them = state_moved.with_part(
        "setup",
        deadlines=policy.deadlines,
        session_rules=policy.session_rules,
        max_extensions=policy.max_extensions,
        confidentiality=policy.confidentiality,
    )
    return _asked_in_pause(under_them, now)


def _asked_in_pause(state: PairingState, now: Instant) -> PairingState:
    """The next question in a pause that has no day of return."""
    pause, setup = state.pause, state.setup
    if pause is None or pause.quiet or pause.hold or pause.return_on is not None:
        return state
    due = next_question(pause.since, now, setup.calendar, setup.deadlines)
    state = disarm(state, Kind.PAUSE_QUESTION)
    return arm(state, Kind.PAUSE_QUESTION, due) if due else state


def _all_moved(
    lines: Iterable[Deadline], state: PairingState, new: Deadlines, now: Instant
) -> Iterator[Deadline]:
    for line in lines:
        switch = _SWITCHES[line.kind]
        if switch is None or getattr(new, switch):
            yield _moved(line, state, new, now)


def _moved(line: Deadline, state: PairingState, new: Deadlines, now: Instant) -> Deadline:
    days = _days_later(line.kind, state, new)
    if days == 0:
        return line
    calendar = state.calendar
    due = max(calendar.in_days(line.due, days), calendar.roll_forward(now))
    if EFFECTS[line.kind] is Effect.DECIDES:
        due = max(due, line.due)
    return on_time(state, line.model_copy(update={"due": due}))


def _days_later(kind: DeadlineKind, state: PairingState, new: Deadlines) -> int:
    """By how many days the deadline is later under the new numbers; earlier if negative."""
    name = _setting(kind, state)
    if name is None:
        return 0
    old = state.setup.deadlines
    longer: int = getattr(new, name) - getattr(old, name)
    if kind in _AT_THEIR_CADENCE:
        return round(longer * state.cadence_days / state.setup.sessions.every_days)
    match kind:
        case Kind.WIND_DOWN:
            return -longer
        case Kind.PAUSE_MAX | Kind.HOLD_OVER:
            return longer * _DAYS_OF_A_WEEK
        case Kind.MIDPOINT:
            before, after = (day_in_term(state, part.midpoint_percent) for part in (old, new))
            return (after - before).days if before and after else 0
        case _:
            return longer


def _setting(kind: DeadlineKind, state: PairingState) -> str | None:
    if kind not in STAGE:
        return _OTHERS[kind]
    if state.stage is not Stage.EXPECTATIONS:
        return _OF_STAGE[state.stage][STAGE.index(kind)]
    asked = _OF_AGREEMENT if state.preparation.agreement else _OF_STAGE[Stage.ASSESSMENT]
    return asked[STAGE.index(kind)]

"""How the deadlines of a running pairing move when it goes by other numbers (case 59)."""

from collections.abc import Mapping

from domain.engine.base import Instant
from domain.engine.outage import Effect
from domain.engine.tables import sparse
from domain.engine.timetable import with_deadlines
from domain.pairing.state import Deadline, PairingState
from domain.pairing.timetable import EFFECTS, STAGE, on_time
from domain.pairing.vocabulary import DeadlineKind, Stage
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
_OTHERS: Mapping[Kind, str | None] = sparse(
    DeadlineKind,
    {
        Kind.FIRST_CONTACT: "first_contact_days",
        Kind.FIRST_CONTACT_ITEM: "first_contact_item_days",
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
    },
    otherwise=None,
)
"""The setting that a deadline follows. What is counted in hours is too near to be moved."""
_AT_THEIR_CADENCE = (Kind.NEXT_BOOKING, Kind.SILENCE)


def rerolled(state: PairingState, policy: RunningPolicy, now: Instant) -> PairingState:
    """The state under other numbers, with every deadline moved by the difference.

    Nothing falls due in the past. What would end or lapse comes no earlier than people were told:
    a shorter period holds from the next time on.
    """
    moved = (_moved(line, state, policy.deadlines, now) for line in state.deadlines)
    state_moved = with_deadlines(state, moved)
    if (pause := state.pause) is not None:
        kept = tuple(_moved(line, state, policy.deadlines, pause.since) for line in pause.kept)
        state_moved = state_moved.with_part("pause", kept=kept)
    return state_moved.with_part(
        "setup",
        deadlines=policy.deadlines,
        session_rules=policy.session_rules,
        max_extensions=policy.max_extensions,
        confidentiality=policy.confidentiality,
    )


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
    longer: int = getattr(new, name) - getattr(state.setup.deadlines, name)
    if kind in _AT_THEIR_CADENCE:
        return round(longer * state.cadence_days / state.setup.sessions.every_days)
    match kind:
        case Kind.WIND_DOWN:
            return -longer
        case Kind.PAUSE_MAX:
            return longer * _DAYS_OF_A_WEEK
        case _:
            return longer


def _setting(kind: DeadlineKind, state: PairingState) -> str | None:
    if kind not in STAGE:
        return _OTHERS[kind]
    if state.stage is not Stage.EXPECTATIONS:
        return _OF_STAGE[state.stage][STAGE.index(kind)]
    asked = _OF_AGREEMENT if state.preparation.agreement else _OF_STAGE[Stage.ASSESSMENT]
    return asked[STAGE.index(kind)]

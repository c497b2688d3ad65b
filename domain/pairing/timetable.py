"""Deadlines as data: what falls due when, and how events move it. Pure functions on the table."""

from datetime import timedelta

from domain.base import Instant
from domain.pairing.state import Deadline, PairingState
from domain.pairing.vocabulary import DeadlineKind

LADDERS = (
    (DeadlineKind.REMINDER, DeadlineKind.ESCALATION, DeadlineKind.GIVE_UP),
    (
        DeadlineKind.FIRST_BOOKING_MENTEE,
        DeadlineKind.FIRST_BOOKING_MENTOR,
        DeadlineKind.FIRST_BOOKING_ITEM,
    ),
    (
        DeadlineKind.SESSION_REMINDER,
        DeadlineKind.REPORT_REQUEST,
        DeadlineKind.REPORT_AGAIN,
        DeadlineKind.UNCONFIRMED,
    ),
    (DeadlineKind.SILENCE, DeadlineKind.SILENCE_AGAIN, DeadlineKind.SILENCE_ITEM),
    (DeadlineKind.PAUSE_QUESTION, DeadlineKind.PAUSE_MAX),
    (DeadlineKind.WIND_DOWN, DeadlineKind.REVIEW_DUE),
)
"""Deadlines of one matter, the mildest first. A later rung that is due makes earlier ones moot."""

BOOKING = LADDERS[1] + (DeadlineKind.NEXT_BOOKING,)
SILENCE = LADDERS[3]
STAGE = LADDERS[0]


def arm(
    state: PairingState, kind: DeadlineKind, due: Instant, session_id: str | None = None
) -> PairingState:
    """The state with one more deadline; one of the same kind and session is replaced."""
    others = [one for one in state.deadlines if (one.kind, one.session_id) != (kind, session_id)]
    others.append(Deadline(kind=kind, due=due, session_id=session_id))
    return _with(state, others)


def arm_in_days(state: PairingState, kind: DeadlineKind, since: Instant, days: int) -> PairingState:
    """A deadline so many days later; on a day off it moves to the next working day."""
    due = state.setup.calendar.roll_forward(since + timedelta(days=days))
    return arm(state, kind, due)


def disarm(state: PairingState, *kinds: DeadlineKind) -> PairingState:
    """The state without any deadline of these kinds."""
    return _with(state, [one for one in state.deadlines if one.kind not in kinds])


def disarm_session(state: PairingState, session_id: str) -> PairingState:
    """The state without the deadlines of one session."""
    return _with(state, [one for one in state.deadlines if one.session_id != session_id])


def cleared(state: PairingState) -> PairingState:
    """The state without any deadline."""
    return _with(state, [])


def moved(
    deadlines: tuple[Deadline, ...], by: timedelta, *kinds: DeadlineKind
) -> tuple[Deadline, ...]:
    """The table with all deadlines of these kinds (none named: of every kind) moved."""
    return tuple(
        one.model_copy(update={"due": one.due + by}) if not kinds or one.kind in kinds else one
        for one in deadlines
    )


def due_of(state: PairingState, kind: DeadlineKind) -> Instant | None:
    """When the first deadline of a kind falls due."""
    return next((one.due for one in state.deadlines if one.kind is kind), None)


def most_pressing(state: PairingState, now: Instant) -> Deadline | None:
    """Of all deadlines that are due, the one to act on first: the last rung of its ladder."""
    due = [one for one in state.deadlines if one.due <= now]
    return min(due, key=lambda one: (-_rung(one.kind), one.due, one.kind), default=None)


def superseded_by(state: PairingState, deadline: Deadline, now: Instant) -> tuple[Deadline, ...]:
    """Milder deadlines of the same matter that are due as well."""
    ladder = _ladder(deadline.kind)
    milder = ladder[: ladder.index(deadline.kind)]
    return tuple(
        one
        for one in state.deadlines
        if one.kind in milder and one.session_id == deadline.session_id and one.due <= now
    )


def without(state: PairingState, gone: tuple[Deadline, ...]) -> PairingState:
    """The state without these very deadlines."""
    return _with(state, [one for one in state.deadlines if one not in gone])


def _with(state: PairingState, deadlines: list[Deadline]) -> PairingState:
    in_order = sorted(deadlines, key=lambda one: (one.due, one.kind, one.session_id or ""))
    return state.model_copy(update={"deadlines": tuple(in_order)})


def _ladder(kind: DeadlineKind) -> tuple[DeadlineKind, ...]:
    return next((ladder for ladder in LADDERS if kind in ladder), (kind,))


def _rung(kind: DeadlineKind) -> int:
    return _ladder(kind).index(kind)

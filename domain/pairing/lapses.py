"""Lapses: appointments that did not come about, and through which side."""

from collections.abc import Iterator

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.session import Lapse, Session
from domain.pairing.sides import side_served_by
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import LapseKind, SessionStatus
from domain.programme.people import Side

LAPSES_KEPT = 60
"""More than any programme counts in a row; the journal has them all."""


def with_lapse(
    state: PairingState, by: Role | None, kind: LapseKind, session_id: str, at: Instant
) -> PairingState:
    """The state with one more lapse of the side for which a role acts, if it acts for one."""
    side = side_served_by(by)
    return state if side is None else with_lapse_of(state, side, kind, session_id, at)


def with_lapse_of(
    state: PairingState, side: Side, kind: LapseKind, session_id: str, at: Instant
) -> PairingState:
    """The state with one more lapse of a side."""
    lapse = Lapse(side=side, kind=kind, session_id=session_id, at=at)
    return state.model_copy(update={"lapses": (*state.lapses, lapse)[-LAPSES_KEPT:]})


def without_miss(state: PairingState, session: Session) -> PairingState:
    """The state in which the present appointment of a session was not missed."""
    missed = (LapseKind.MISSED, session.id, session.starts_at)
    lapses = (lapse for lapse in state.lapses if (lapse.kind, lapse.session_id, lapse.at) != missed)
    return state.model_copy(update={"lapses": tuple(lapses)})


def in_a_row(state: PairingState, side: Side) -> tuple[Lapse, ...]:
    """The lapses of a side since the last session that took place, whenever it was reported."""
    met = last_met(state)
    return tuple(
        lapse for lapse in state.lapses if lapse.side is side and (met is None or lapse.at > met)
    )


def missed_in_a_row(state: PairingState) -> int:
    """Appointments that one side or the other has missed since the last session."""
    rows = (lapse for side in Side for lapse in in_a_row(state, side))
    return sum(lapse.kind is LapseKind.MISSED for lapse in rows)


def last_met(state: PairingState) -> Instant | None:
    """When the last session took place that is known of."""
    return max(_meetings(state), default=None)


def first_met(state: PairingState) -> Instant | None:
    """When the first session took place that is known of."""
    return min(_meetings(state), default=None)


def _meetings(state: PairingState) -> Iterator[Instant]:
    for session in state.sessions:
        if session.status is SessionStatus.HELD and session.held_at:
            yield session.held_at


def is_too_often(state: PairingState, side: Side) -> bool:
    """Whether the owners are to be asked for help: with mentees earlier than with mentors.

    Mentees who give it no priority are the main cause of failure (Jordan & Sorell, HBR 2019).
    """
    rules = state.setup.session_rules
    match side:
        case Side.MENTEE if state.tally.held < rules.early_sessions:
            limit = rules.mentee_lapses_early
        case Side.MENTEE:
            limit = rules.mentee_lapses
        case Side.MENTOR:
            limit = rules.mentor_lapses
    return len(in_a_row(state, side)) >= limit

"""How a pairing closes, and who loses the partner by it through no wish of their own."""

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.events.base import PrivateWords
from domain.pairing.events.course import PairingClosed
from domain.pairing.missing import waiting_for
from domain.pairing.sides import side_served_by
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.people import Side
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome

BOTH, NEITHER = tuple(Side), ()
INVITATIONS = (NoticeKind.INVITATION, NoticeKind.INVITATION_REMINDER)


def closed(
    state: PairingState,
    reason: EndReason,
    now: Instant,
    *,
    by: Role | None = None,
    no_fault: bool = False,
    left_behind: tuple[Side, ...] | None = None,
    quiet: bool = False,
    words: str | None = None,
) -> PairingClosed:
    """The end of a pairing; ``state`` is the pairing before it.

    ``left_behind``: who loses the partner through no wish of their own, where the office says so;
    else it follows from the reason. Of two on hold nobody knows whose wrong it is: whatever ends
    it, nobody is left behind then unless the office says so.
    """
    if left_behind is None:
        left_behind = BOTH if no_fault else _left_behind(state, reason, by)
    return PairingClosed(
        occurred_at=now,
        reason=reason,
        by=by,
        no_fault=no_fault,
        left_behind=left_behind,
        quiet=quiet,
        private=PrivateWords(words=words) if words else None,
    )


def _left_behind(state: PairingState, reason: EndReason, by: Role | None) -> tuple[Side, ...]:
    if state.on_hold:
        return NEITHER
    match reason:
        case EndReason.PROGRAMME_ENDED | EndReason.OBJECTIVES_REACHED:
            return NEITHER
        case EndReason.ANNULLED | EndReason.NO_SEAT:
            return BOTH
        case EndReason.INVITATION_EXPIRED:
            return tuple(side for side in Side if _is_willing(side, state))
        case EndReason.PREPARATION_UNANSWERED | EndReason.NOT_APPROVED:
            return _without(_held_up_by(state))
        case EndReason.PAUSE_EXPIRED:
            return _others_than(state.pause.by if state.pause else None)
        case EndReason.LEFT_COMPANY | EndReason.CLOSED_WITHOUT_REVIEW:
            return _staying(state, reason, by)
        case EndReason.WITHDRAWN_CONSENT:
            # Of two, the office has not said whom it concerns: neither is written to.
            return NEITHER if side_served_by(by) is None else _others_than(by)
        case _ if by is not None and _is_alone(state, by):
            return BOTH
        case _:
            return NEITHER if by is None else _others_than(by)


def _held_up_by(state: PairingState) -> tuple[Side, ...]:
    """Those who did not answer; of line managers, only whose said no: that one said nothing is no
    wish of the employee, and perhaps no mail has arrived."""
    if state.stage is not Stage.APPROVAL:
        return waiting_for(state)
    return tuple(side for side in Side if state.preparation.approved.of(side) is False)


def _is_alone(state: PairingState, by: Role) -> bool:
    """Whoever ends a pairing because the partner is away did not want it to end (case 33)."""
    away, side = state.pause.away if state.pause else None, side_served_by(by)
    return away is not None and side is away.other


def _is_willing(side: Side, state: PairingState) -> bool:
    """The side said yes, or could not: no invitation has reached it."""
    return bool(state.preparation.accepted.of(side)) or not _was_reached(side, state)


def _was_reached(side: Side, state: PairingState) -> bool:
    person = state.setup.person(side)
    outcomes = [
        sent.outcome
        for sent in state.desk.told
        if sent.notice.to == person and sent.notice.kind in INVITATIONS
    ]
    return any(outcome in (None, DeliveryOutcome.DELIVERED) for outcome in outcomes)


def _staying(state: PairingState, reason: EndReason, by: Role | None) -> tuple[Side, ...]:
    """Those who stay in the company while the other leaves; a missing review changes nothing."""
    leaving = tuple(side for side in Side if state.departure.last_days.of(side))
    if leaving:
        return _without(leaving)
    return _others_than(by) if reason is EndReason.LEFT_COMPANY else NEITHER


def _others_than(role: Role | None) -> tuple[Side, ...]:
    """The partner of the side whose wish it was; both, if it was neither's."""
    side = side_served_by(role)
    return BOTH if side is None else (side.other,)


def _without(sides: tuple[Side, ...]) -> tuple[Side, ...]:
    return tuple(side for side in Side if side not in sides)

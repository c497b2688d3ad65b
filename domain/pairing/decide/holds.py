"""Deciding on holds: everything rests until the office ends the pairing or lets it go on."""

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.roles import Role
from domain.engine.tables import Deciders, On
from domain.pairing.closing import closed
from domain.pairing.commands import End, LiftHold, PutOnHold
from domain.pairing.decide.appointments import cancel_booked
from domain.pairing.events.base import Events, PairingEvent, PrivateHold
from domain.pairing.events.course import HoldBegun, HoldLifted, PairingClosed, PairingPaused
from domain.pairing.state import PairingState, Pause
from domain.pairing.vocabulary import EndReason, HoldReason


def _hold(command: PutOnHold, state: PairingState, now: Instant) -> Events:
    """A second one only counts if it is about misconduct, and the first was not."""
    is_new = command.reason is HoldReason.MISCONDUCT and not state.is_undecided
    if state.on_hold and not is_new:
        return ()
    private = PrivateHold(reason=command.reason, words=command.words)
    begun = HoldBegun(occurred_at=now, by=command.acting, private=private)
    return (*cancel_booked(state, now), begun)


def _lift(command: LiftHold, state: PairingState, now: Instant) -> Events:
    """A pause that was beneath the hold goes on, unless it would be over by now."""
    pause = state.pause
    if pause is None or pause.hold is None:
        return ()
    if pause.hold.alone or _is_back(pause, state, now):
        return (HoldLifted(occurred_at=now, by=command.acting),)
    again = PairingPaused(
        occurred_at=now,
        by=pause.by,
        return_on=pause.return_on,
        quiet=pause.quiet,
        away=pause.away,
    )
    return (HoldLifted(occurred_at=now, by=command.acting, quiet=True), again)


def rest_again(by: Role, state: PairingState, now: Instant) -> Events:
    """What is reopened rests again if it was ended on hold, and nobody has decided since."""
    return (HoldBegun(occurred_at=now, by=by),) if state.is_undecided else ()


def _is_back(pause: Pause, state: PairingState, now: Instant) -> bool:
    today = state.setup.calendar.local_day(now)
    return pause.return_on is not None and pause.return_on <= today


def end_of_hold(command: End, state: PairingState, now: Instant) -> PairingClosed:
    """The end of a pairing on hold: at once, whatever the reason, and without a review."""
    return closed(
        state,
        command.reason,
        now,
        by=command.acting,
        left_behind=command.left_behind if command.reason is EndReason.HOLD else None,
        quiet=command.quiet,
        words=command.words,
    )


def check_hold(command: End, state: PairingState) -> None:
    """Raise `NotAllowed` if the end says something that only the end of a hold may say."""
    if command.reason is EndReason.HOLD and not state.on_hold:
        raise not_allowed("reason", "the pairing is not on hold", "once it is; or another reason")
    if command.left_behind and command.reason is not EndReason.HOLD:
        raise not_allowed("left_behind", "follows from the reason", "with the reason hold")


DECIDE: Deciders[PairingState, PairingEvent] = (
    On(PutOnHold, _hold),
    On(LiftHold, _lift),
)

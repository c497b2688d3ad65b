"""Which events of a pairing take seats of the two, and what becomes of a command without them."""

from collections.abc import Sequence

from domain.engine.events import DomainEvent
from domain.pairing.commands import Command, OpenPairing
from domain.pairing.events.course import PairingOpened, PairingReopened
from domain.pairing.events.preparation import InvitationAccepted
from domain.pairing.setup import PairingSetup
from domain.pairing.state import PairingState
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.programme.seats import NoSeat, SeatClaim, no_seat_free


def claims(state: PairingState, events: Sequence[DomainEvent]) -> tuple[SeatClaim, ...]:
    """The seats that these events take; ``state`` is the state after them.

    A pairing has its seats from the beginning. With a yes they are counted again, because the
    capacity may have become smaller since: then whoever says yes first has the seat.
    """
    if state.stage.is_over:
        return ()
    if any(isinstance(event, PairingOpened | PairingReopened) for event in events):
        return tuple(_claim(side, state.setup) for side in Side if _is_limited(state.setup))
    return tuple(
        _claim(event.side, state.setup, answered=True)
        for event in events
        if isinstance(event, InvitationAccepted) and _is_limited(state.setup)
    )


def without_seats(command: Command, seats: tuple[NoSeat, ...]) -> Command:
    """What is decided instead: a pairing that was to begin is over at once, with that reason.

    Raises `NotAllowed` for a message.
    """
    if isinstance(command, OpenPairing):
        return command.model_copy(update={"no_seats": seats})
    raise no_seat_free(seats)


def _is_limited(setup: PairingSetup) -> bool:
    """The rule was not set aside for these two alone."""
    return not any(
        waiver.rule is HardRule.CAPACITY and waiver not in setup.policy.relaxed
        for waiver in setup.waived
    )


def _claim(side: Side, setup: PairingSetup, *, answered: bool = False) -> SeatClaim:
    policy = setup.policy
    relaxed = any(waiver.rule is HardRule.CAPACITY for waiver in policy.relaxed)
    return SeatClaim(
        roster=setup.roster,
        person=setup.person(side),
        side=side,
        capacity=policy.capacity(side),
        extra=int(relaxed),
        answered=answered,
    )

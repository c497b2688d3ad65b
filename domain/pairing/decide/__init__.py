"""`decide(state, command, now) → events`: what a command brings about, or why it is refused.

Only what the command itself states is decided here; what follows from it (the next stage, mails,
items) is in `domain.pairing.consequences`.
"""

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.tables import complete, rule_for
from domain.pairing.commands import COMMANDS, Command, OpenPairing
from domain.pairing.decide import (
    briefing,
    checks,
    course,
    ends,
    holds,
    items,
    orders,
    people,
    preparation,
    sessions,
    shutdowns,
)
from domain.pairing.events.base import Events
from domain.pairing.events.course import PairingOpened
from domain.pairing.gate import check
from domain.pairing.messages import PairingMessage
from domain.pairing.state import PairingState


def decide(
    state: PairingState | None,
    command: Command,
    now: Instant,
    revision: int,
) -> Events:
    """The events that a command brings about; none when it changes nothing.

    ``revision`` is for the first command; all later ones read it from the state.

    Raises `domain.engine.errors.Refused` with every reason when it is not possible.
    """
    if state is None:
        if not isinstance(command, OpenPairing):
            raise not_allowed("", "the pairing has not been opened", "open it first")
        return (PairingOpened(occurred_at=now, setup=command.setup, no_seats=command.no_seats),)
    if isinstance(command, PairingMessage):
        check(state, command)
    return rule_for(command, DECIDE)(command, state, now)


DECIDE = complete(
    COMMANDS,
    preparation.DECIDE,
    briefing.DECIDE,
    sessions.DECIDE,
    checks.DECIDE,
    course.DECIDE,
    ends.DECIDE,
    holds.DECIDE,
    people.DECIDE,
    items.DECIDE,
    orders.DECIDE,
    shutdowns.DECIDE,
    verb="decides",
)
"""The events of a command to a pairing that has been opened."""

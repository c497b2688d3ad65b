"""`decide(state, command, now) → events`: what a command brings about, or why it cannot be.

Only the facts that the command itself states are decided here; what follows from them (the next
stage, mails, items) is in `domain.pairing.consequences`.
"""

from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.pairing.commands import Command, OpenPairing, PairingMessage
from domain.pairing.decide import checks, course, items, orders, people, preparation, sessions
from domain.pairing.decide.registry import decide_on
from domain.pairing.events import PairingEvent, PairingOpened
from domain.pairing.gate import check
from domain.pairing.state import PairingState

__all__ = ["checks", "course", "decide", "items", "orders", "people", "preparation", "sessions"]

Events = tuple[PairingEvent, ...]


def decide(state: PairingState | None, command: Command, now: Instant) -> Events:
    """The events that a command brings about; none when it changes nothing.

    Raises `domain.engine.errors.Refused` with every reason when it is not possible.
    """
    if state is None:
        if not isinstance(command, OpenPairing):
            raise not_allowed("", "the pairing has not been opened", "open it first")
        return (PairingOpened(occurred_at=now, setup=command.setup),)
    if isinstance(command, PairingMessage):
        check(state, command)
    return decide_on(command, state, now)

"""Where the deciders register themselves, one small function per command."""

from functools import singledispatch

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.pairing.commands import Command
from domain.pairing.events import PairingEvent
from domain.pairing.state import PairingState
from domain.programme.people import Side


@singledispatch
def decide_on(command: Command, state: PairingState, now: Instant) -> tuple[PairingEvent, ...]:
    """The events of one command. Every command must be known here: a test asks for it."""
    raise TypeError(f"nobody decides {type(command).__name__}")


def side_of(role: Role) -> Side:
    """The side that speaks. Only for messages whose gate admits nobody else."""
    return Side(role.value)

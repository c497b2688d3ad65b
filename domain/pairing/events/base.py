"""What the events of a pairing have in common, and people's own words in some of them."""

from typing import TypeAlias

from domain.engine.base import Frozen
from domain.engine.events import DomainEvent
from domain.pairing.vocabulary import HoldReason


class PairingEvent(DomainEvent):
    """Base of all events of a pairing."""


Events: TypeAlias = tuple[PairingEvent, ...]
"""What a command or an event brings about, in order."""


class PrivateWords(Frozen):
    """A person's reason, in their own words."""

    words: str


class PrivateHold(Frozen):
    """Why a pairing is on hold."""

    reason: HoldReason
    words: str | None = None


class PrivateExpectations(Frozen):
    """Goals and off-limit topics, in the words of one side."""

    goals: tuple[str, ...]
    off_limits: tuple[str, ...]


class PrivateAgreement(Frozen):
    """Goals and off-limit topics as both agreed."""

    goals_mentor: tuple[str, ...]
    goals_mentee: tuple[str, ...]
    off_limits: tuple[str, ...]

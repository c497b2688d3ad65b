"""What every message from outside carries, whomever it is meant for, and what every answer does."""

from typing import ClassVar

from domain.base import Frozen, Instant, OpaqueId
from domain.pairing.vocabulary import Role


class Message(Frozen):
    """An update or a signal of the contract."""

    name: ClassVar[str]
    """Name of the update or signal."""
    summary: ClassVar[str]
    """One sentence for people, shown in the Temporal UI."""
    message_id: OpaqueId
    """Chosen by the sender; the same id again is answered from what was recorded."""
    acting: Role


class Answer(Frozen):
    """The answer to a message; the same message again gets the same answer."""

    message_id: str
    message: str
    version: int
    """Version of the stream after the message."""
    at: Instant

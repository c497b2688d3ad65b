"""What every message from outside carries, whomever it is meant for, and what every answer does."""

from typing import ClassVar, NamedTuple

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.roles import Role


class Size(NamedTuple):
    """How large something is, or may be, that is handed in as JSON.

    What is larger is a mistake for sure, and is not looked into: a workflow must answer whatever
    has arrived within two seconds, or it stands still for good.
    """

    bytes: int
    values: int
    """Texts, numbers and everything else that stands for itself or contains others."""


SIZE_OF_FACT = Size(bytes=16_000, values=50)
"""Hundreds of signals may wait, and nobody can be answered before all are read: they are small."""


class Message(Frozen):
    """An update or a signal of the contract."""

    name: ClassVar[str]
    """Name of the update or signal."""
    summary: ClassVar[str]
    """One sentence for people, shown in the Temporal UI."""
    largest: ClassVar[Size] = Size(bytes=256_000, values=1_000)
    """Twenty texts of 2,000 characters fit in, even if all are escaped as Unicode."""
    message_id: OpaqueId
    """Chosen by the sender; the same id again is answered from what was recorded."""
    acting: Role


class Answer(Frozen):
    """The answer to a message; the same message again gets the same answer."""

    message_id: str
    message: str
    acting: Role
    version: int
    """Version of the stream after the message."""
    at: Instant

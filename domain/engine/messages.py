"""What every message from outside carries, and every receipt."""

from typing import ClassVar, NamedTuple

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.roles import Role


class Size(NamedTuple):
    """How large JSON is, or may be.

    Anything larger is a mistake and is refused unread: a workflow must answer whatever arrives
    within two seconds, or Temporal takes it for stuck.
    """

    bytes: int
    values: int
    """Texts, numbers and everything else that is a value of its own or contains others."""


SIZE_OF_FACT = Size(bytes=16_000, values=50)
"""Hundreds of signals may be waiting, all of which are read before any update is answered."""


class Message(Frozen):
    """An update or a signal of the contract."""

    name: ClassVar[str]
    """Name of the update or signal."""
    summary: ClassVar[str]
    """One sentence for people, shown in the Temporal UI."""
    largest: ClassVar[Size] = Size(bytes=256_000, values=1_000)
    """Twenty texts of 2,000 characters fit in, even if all are escaped as Unicode."""
    message_id: OpaqueId
    """Chosen by the sender; the same id again gets the recorded receipt."""
    acting: Role


class Receipt(Frozen):
    """The answer to an update; the same message again gets the same receipt."""

    message_id: str
    message: str
    acting: Role
    version: int
    """Version of the stream after the message."""
    at: Instant

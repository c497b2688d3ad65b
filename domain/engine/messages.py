"""What every message from outside carries, and every receipt."""

from typing import ClassVar, NamedTuple, Self

from pydantic import JsonValue, PrivateAttr

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.engine.fingerprints import fingerprint_of
from domain.engine.roles import Role

RENEW = "renew"
"""The one signal that is no news of a pairing or cohort, and leaves no trace in the journal."""


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
    """Chosen by the sender; the same message again gets the recorded receipt."""
    acting: Role
    # No field: it is not for the sender to say.
    _fingerprint: str | None = PrivateAttr(default=None)

    @property
    def fingerprint(self) -> str:
        """Of the JSON in which it came; of a message that was made here, of its own."""
        return self._fingerprint or fingerprint_of(self.model_dump(mode="json"))

    def sent_as(self, content: JsonValue) -> Self:
        """The message, with the fingerprint of the JSON in which it came.

        Reading loses what the sender wrote: a default that was left out, the form of a date.
        """
        sent = self.model_copy()
        sent._fingerprint = fingerprint_of(content)  # noqa: SLF001 - its own copy
        return sent


class Receipt(Frozen):
    """The answer to an update; the same message again gets the same receipt."""

    message_id: str
    message: str
    acting: Role
    version: int
    """Version of the stream after the message."""
    at: Instant

"""What every message from outside carries, whomever it is meant for."""

from typing import ClassVar

from domain.base import Frozen, OpaqueId


class Message(Frozen):
    """An update or a signal of the contract."""

    name: ClassVar[str]
    """Name of the update or signal."""
    summary: ClassVar[str]
    """One sentence for people, shown in the Temporal UI."""
    message_id: OpaqueId
    """Chosen by the sender; the same id again is answered from what was recorded."""

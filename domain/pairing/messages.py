"""What messages to a pairing have in common."""

from typing import Annotated

from pydantic import Field

from domain.engine.messages import SIZE_OF_FACT, Message
from domain.programme.ids import PairingId

HeldMinutes = Annotated[int, Field(ge=1, le=480)]
"""How long a session took; it may be shorter or longer than any that can be booked."""


class PairingMessage(Message):
    """What every message to a pairing carries."""

    pairing_id: PairingId


class Request(PairingMessage):
    """An update: may be refused, and then changes nothing."""


class Fact(PairingMessage):
    """A signal: something that has happened."""

    largest = SIZE_OF_FACT

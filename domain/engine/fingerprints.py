"""Fingerprints of messages: by them a repetition is told from another message under the same id."""

import hashlib
import json
from operator import not_
from typing import Annotated, TypeAlias

from pydantic import Field, JsonValue

from domain.engine.base import Frozen

LENGTH = 32
"""Hexadecimal digits: 128 bits tell apart whatever one sender may send."""


class Fingerprint(Frozen):
    """The fingerprint of a message that was accepted."""

    message_id: str
    value: str


Fingerprints: TypeAlias = Annotated[tuple[Fingerprint, ...], Field(exclude_if=not_)]
"""The latest ones, newest last; without any, a state does not mention them."""


def fingerprint_of(content: JsonValue) -> str:
    """Equal for equal JSON, whatever the order of its names and the white space between them.

    Numbers count as they are written: 1 and 1.0 differ.
    """
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:LENGTH]

"""What all domain events have in common."""

from typing import ClassVar

from domain.base import Frozen, Instant


class DomainEvent(Frozen):
    """Something that has happened. Past participle, immutable, with its type on the wire."""

    tag: ClassVar[str]
    """Type on the wire, with the version of its schema: ``pairing.session_held.v1``."""
    occurred_at: Instant

"""What all domain events have in common."""

from typing import ClassVar

from domain.engine.base import Frozen, Instant
from domain.engine.upcasting import Upcaster


class DomainEvent(Frozen):
    """Something that has happened. Past participle, immutable, with its type on the wire.

    Whoever changes the shape of an event gives it a new version: ``docs/decisions/0013`` says how.
    """

    tag: ClassVar[str]
    """Type on the wire, with the version of its schema: ``pairing.session_held.v1``."""
    older: ClassVar[tuple[Upcaster, ...]] = ()
    """One step from each earlier version to the next: the first leads from v1 to v2."""
    occurred_at: Instant

"""What all domain events have in common."""

from enum import StrEnum
from typing import ClassVar, Generic, TypeVar

from domain.engine.base import Frozen, Instant
from domain.engine.upcasting import Upcaster


class DomainEvent(Frozen):
    """Something that has happened: past participle, immutable, with its tag on the wire.

    If you change the shape of an event, give it a new version: ``docs/decisions/0013`` says how.
    """

    tag: ClassVar[str]
    """Type on the wire, with the version of its schema: ``pairing.session_held.v1``."""
    older: ClassVar[tuple[Upcaster, ...]] = ()
    """One step from each earlier version to the next: the first leads from v1 to v2."""
    occurred_at: Instant


K_co = TypeVar("K_co", bound=StrEnum, covariant=True)


class Elapsed(DomainEvent, Generic[K_co]):
    """A deadline elapsed: what it waits for was not done in time."""

    kind: K_co
    due: Instant
    supersedes: tuple[K_co, ...] = ()
    """Milder deadlines of the same matter that were due as well: five reminders become one."""


def cause_of(event: DomainEvent) -> str:
    """The cause that notices name: the deadline that elapsed, else the tag of the event."""
    return event.kind.value if isinstance(event, Elapsed) else event.tag

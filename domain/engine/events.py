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


class Delay(StrEnum):
    """Why a deadline waits."""

    OUTAGE = "outage"
    """Nothing worked: worker, Temporal or database."""
    LATE_MAIL = "late_mail"
    """A mail that asks for an answer could be handed over only now."""
    MAIL_WAITING = "mail_waiting"
    """A mail that asks for an answer still could not be handed over."""


class Postponed(DomainEvent, Generic[K_co]):
    """A deadline does not decide anything when it was due, but later: nobody could answer."""

    kind: K_co
    due: Instant
    until: Instant
    """When it is due now; as if the pause ended at this moment, if the deadline stands still."""
    delay: Delay
    supersedes: tuple[K_co, ...] = ()
    """Milder deadlines of the same matter that were due as well; the reminder is theirs, too."""

    @property
    def about(self) -> str | None:
        """What the deadline is about, if there can be several of its kind at a time."""
        return None


def cause_of(event: DomainEvent) -> str:
    """The cause that notices name: the deadline that elapsed, else the tag of the event."""
    return event.kind.value if isinstance(event, Elapsed) else event.tag

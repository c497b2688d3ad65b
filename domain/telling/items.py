"""What a named role has to do. Events open and settle items, so that nothing is forgotten."""

from datetime import date

from domain.engine.base import Instant, OpaqueId
from domain.engine.confidence import Discreet
from domain.programme.ids import PairingId, SessionId, pairing_workflow_id
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.catalogue import spec_of
from domain.telling.kinds import KnownKind


class Item(Discreet):
    """One thing to do for the owners of the cohort."""

    id: OpaqueId
    kind: KnownKind
    owner: OwnerRole = OwnerRole.LEAD
    side: Side | None = None
    session_id: SessionId | None = None
    pairing_id: PairingId | None = None
    """The pairing that an item of its cohort is about."""
    opened_at: Instant
    due_on: date
    """By the end of this day it is to be dealt with."""
    remind_at: Instant
    """When its owner is told of it again."""
    told_at: Instant | None = None
    """When its owner was told of it again last."""
    acknowledged: bool = False
    """Somebody is on it: nobody else is told once it is overdue."""
    snoozed_until: date | None = None
    """It does not come back before this day."""
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""

    def is_overdue(self, today: date) -> bool:
        """Whether it should have been dealt with by now."""
        return self.due_on < today

    @property
    def task(self) -> str:
        """What the owner is asked to do; an item of a cohort that is about a pairing names it."""
        about = f" ({pairing_workflow_id(self.pairing_id)})" if self.pairing_id else ""
        return spec_of(self.kind).task + about

    @property
    def confided(self) -> tuple[str, ...]:
        """What it is about, if it is an item in confidence, and what brought it about."""
        return ("kind", "cause") if spec_of(self.kind).in_confidence else ()

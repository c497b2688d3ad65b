"""What a named role has to do. Events open and settle items, so that nothing is forgotten."""

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.ids import SessionId
from domain.programme.people import Side
from domain.programme.request import OwnerRole
from domain.telling.kinds import ItemKind


class Item(Frozen):
    """One thing to do for the owners of the cohort."""

    id: OpaqueId
    kind: ItemKind
    owner: OwnerRole = OwnerRole.LEAD
    side: Side | None = None
    session_id: SessionId | None = None
    opened_at: Instant
    cause: str
    """Wire tag of the event, or kind of the deadline, that brought it about."""

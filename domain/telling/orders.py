"""What the engine orders itself about notices, of pairings and cohorts alike."""

from domain.engine.base import Frozen, OpaqueId
from domain.telling.notices import DeliveryOutcome


class SettleNotice(Frozen):
    """A notice has been delivered, or will never be."""

    notice_id: OpaqueId
    outcome: DeliveryOutcome

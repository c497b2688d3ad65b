"""What the engine itself orders, of pairings and cohorts alike."""

from domain.engine.base import Frozen, OpaqueId
from domain.engine.errors import Problem
from domain.telling.notices import DeliveryOutcome


class ElapseDeadlines(Frozen):
    """Time has passed: whatever is due now is due."""


class SettleNotice(Frozen):
    """A notice has been delivered, or will never be."""

    notice_id: OpaqueId
    outcome: DeliveryOutcome


class RejectMessage(Frozen):
    """A signal could not be taken."""

    message: str
    message_id: str | None
    problems: tuple[Problem, ...]

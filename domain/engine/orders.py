"""What the engine itself orders, of pairings and cohorts alike."""

from domain.engine.base import Frozen
from domain.engine.errors import Problem


class ElapseDeadlines(Frozen):
    """Time has passed: whatever is due now is due."""


class RejectMessage(Frozen):
    """A signal could not be taken."""

    message: str
    message_id: str | None
    problems: tuple[Problem, ...]

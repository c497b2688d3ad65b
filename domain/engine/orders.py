"""Orders: commands that the engine gives itself, for pairings and cohorts alike."""

from domain.engine.base import Frozen
from domain.engine.errors import Problem


class ElapseDeadlines(Frozen):
    """Time has passed: handle every deadline that is due."""


class RejectMessage(Frozen):
    """Record a signal that could not be used."""

    message: str
    message_id: str | None
    problems: tuple[Problem, ...]

"""Orders: commands that the engine gives itself, for pairings and cohorts alike."""

from domain.engine.base import Frozen, Instant
from domain.engine.errors import Problem


class ElapseDeadlines(Frozen):
    """Time has passed: handle every deadline that is due."""

    waiting_since: Instant | None = None
    """When the first deadline was due, before the messages of the same wake-up were handled, or
    when the journal was asked for something that it answered long after; absent if there was
    neither. That something has waited for long is how an outage is noticed."""


class RejectMessage(Frozen):
    """Record a signal that could not be used."""

    message: str
    message_id: str | None
    problems: tuple[Problem, ...]


def changes_nothing(*_: object) -> tuple[()]:
    """The rule for opening what is open already."""
    return ()

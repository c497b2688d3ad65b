"""What all events of a cohort have in common."""

from typing import TypeAlias

from domain.engine.events import DomainEvent


class CohortEvent(DomainEvent):
    """Base of all events of a cohort."""


Events: TypeAlias = tuple[CohortEvent, ...]
"""What a command or an event brings about, in order."""

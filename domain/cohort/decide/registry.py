"""Where the deciders register themselves, one small function per command."""

from functools import singledispatch

from domain.cohort.commands import Command
from domain.cohort.events import CohortEvent
from domain.cohort.state import CohortState
from domain.engine.base import Instant


@singledispatch
def decide_on(command: Command, state: CohortState, now: Instant) -> tuple[CohortEvent, ...]:
    """The events of one command. Every command must be known here: a test asks for it."""
    raise TypeError(f"nobody decides {type(command).__name__}")

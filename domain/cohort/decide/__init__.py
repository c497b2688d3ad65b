"""`decide(state, command, now) → events`: what a command brings about, or why it is refused.

Only what the command itself states is decided here; what follows from it (the next stage, mails,
items) is in `domain.cohort.consequences`.
"""

from domain.cohort.commands import COMMANDS, CohortMessage, Command, OpenCohort
from domain.cohort.decide import (
    briefings,
    course,
    items,
    matches,
    orders,
    pairings,
    people,
    shutdowns,
)
from domain.cohort.decide.opening import opened
from domain.cohort.event import Events
from domain.cohort.gate import check
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.errors import not_allowed
from domain.engine.tables import complete, rule_for


def decide(
    state: CohortState | None,
    command: Command,
    now: Instant,
    revision: int,
) -> Events:
    """The events that a command brings about; none when it changes nothing.

    ``revision`` is for the first command; all later ones read it from the state.

    Raises `domain.engine.errors.Refused` with every reason when it is not possible.
    """
    if state is None:
        if not isinstance(command, OpenCohort):
            raise not_allowed("", "the cohort has not been opened", "open it first")
        return (opened(command, now),)
    if isinstance(command, CohortMessage):
        check(state, command)
    return rule_for(command, DECIDE)(command, state, now)


DECIDE = complete(
    COMMANDS,
    matches.DECIDE,
    briefings.DECIDE,
    pairings.DECIDE,
    people.DECIDE,
    course.DECIDE,
    items.DECIDE,
    orders.DECIDE,
    shutdowns.DECIDE,
    verb="decides",
)
"""The events of a command to a cohort that has been opened."""

"""One step in the life of a cohort: a command comes in, events and a new state come out."""

from domain.cohort.commands import Command
from domain.cohort.consequences import consequences
from domain.cohort.decide import decide
from domain.cohort.evolve import evolve
from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.engine.decider import Life, Step

_LIFE = Life(decide, evolve, consequences, cohort_of=lambda state: state.cohort_id)


def live(
    state: CohortState | None, command: Command, now: Instant, revision: int
) -> Step[CohortState]:
    """Decide on a command, and on everything that follows from it, by a revision of the rules.

    A message that was accepted before changes nothing and gets its recorded receipt. Raises
    `domain.engine.errors.Refused` if the command is not allowed; then nothing has changed.
    """
    return _LIFE.live(state, command, now, revision)

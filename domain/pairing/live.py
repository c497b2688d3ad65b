"""One step in the life of a pairing: a command comes in, events and a new state come out."""

from domain.engine.base import Instant
from domain.engine.decider import Life, Step
from domain.pairing.commands import Command
from domain.pairing.consequences import consequences
from domain.pairing.decide import decide
from domain.pairing.events import PairingEvent
from domain.pairing.evolve import evolve
from domain.pairing.state import PairingState

_LIFE = Life[PairingState, Command, PairingEvent](
    decide, evolve, consequences, cohort_of=lambda state: state.setup.cohort_id
)


def live(
    state: PairingState | None, command: Command, now: Instant, revision: int
) -> Step[PairingState]:
    """Decide on a command, and on everything that follows from it, by a revision of the rules.

    A message that was accepted before changes nothing and gets its recorded receipt. Raises
    `domain.engine.errors.Refused` if the command is not allowed; then nothing has changed.
    """
    return _LIFE.live(state, command, now, revision)

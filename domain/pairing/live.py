"""One step in the life of a pairing: a command comes in, events and a new state come out."""

from functools import cache, partial

from domain.engine.base import Instant
from domain.engine.decider import Life, Step
from domain.pairing.commands import Command
from domain.pairing.consequences import consequences
from domain.pairing.decide import decide
from domain.pairing.events import PairingEvent
from domain.pairing.evolve import evolve
from domain.pairing.later_rules import LaterRule, consequences_without, decide_without
from domain.pairing.state import PairingState

_LIFE = Life[PairingState, Command, PairingEvent](
    decide=decide,
    evolve=evolve,
    consequences=consequences,
    cohort_of=lambda state: state.setup.cohort_id,
)


@cache
def _life_without(rules: frozenset[LaterRule]) -> Life[PairingState, Command, PairingEvent]:
    return Life(
        decide=partial(decide_without, rules),
        evolve=_LIFE.evolve,
        consequences=partial(consequences_without, rules),
        cohort_of=_LIFE.cohort_of,
    )


def live(
    state: PairingState | None,
    command: Command,
    now: Instant,
    without: frozenset[LaterRule] = frozenset(),
) -> Step[PairingState]:
    """Decide on a command and on everything that follows from it.

    A message that was taken before is a no-op and gets its recorded answer. Raises
    `domain.engine.errors.Refused` when the command is not possible; then nothing has changed.
    ``without``: rules that the run does not know.
    """
    life = _life_without(without) if without else _LIFE
    return life.live(state, command, now)

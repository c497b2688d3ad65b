"""The decider of pairings: a command comes in, events and a new state come out."""

from domain.engine.decider import Decider
from domain.pairing.commands import Command
from domain.pairing.consequences import consequences
from domain.pairing.decide import decide
from domain.pairing.events.base import PairingEvent
from domain.pairing.evolve import evolve
from domain.pairing.state import PairingState

PAIRING_DECIDER = Decider[PairingState, Command, PairingEvent](
    decide, evolve, consequences, cohort_of=lambda state: state.setup.cohort_id
)

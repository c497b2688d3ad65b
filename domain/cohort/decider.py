"""The decider of cohorts: a command comes in, events and a new state come out."""

from domain.cohort.commands import Command
from domain.cohort.consequences import consequences
from domain.cohort.decide import decide
from domain.cohort.event import CohortEvent
from domain.cohort.evolve import evolve
from domain.cohort.state import CohortState
from domain.engine.decider import Decider

COHORT_DECIDER = Decider[CohortState, Command, CohortEvent](
    decide, evolve, consequences, cohort_of=lambda state: state.cohort_id
)

"""How people come to wait for a matching."""

from domain.cohort.state import CohortState
from domain.engine.base import Instant


def asking_again(state: CohortState, now: Instant) -> CohortState:
    """The state in which people wait to be matched, under another question than before."""
    number = state.matching.number + 1
    return state.with_part("matching", wanted=True, number=number, asked_at=now)

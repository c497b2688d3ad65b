"""What a cohort starts from, and the result that Temporal keeps when it is over."""

from typing import Self

from domain.cohort.overview import figures
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortEndReason
from domain.engine.base import Frozen
from domain.programme.revision import Revision


class CohortResume(Frozen):
    """A cohort that goes on, after continue-as-new or recovered from the journal."""

    resume: CohortState
    revision: Revision | None = None
    """Of the rules by which the run decides; absent: the newest, noted in its history."""


class CohortResult(Frozen):
    """The result that the Temporal UI shows of a completed cohort."""

    reason: CohortEndReason | None
    pairings: int
    sessions_held: int
    sessions_missed: int

    @classmethod
    def of(cls, state: CohortState) -> Self:
        """The result of a cohort that is over."""
        numbers = figures(state)
        return cls(
            reason=state.ending.reason if state.ending else None,
            pairings=len(state.pairings),
            sessions_held=numbers.sessions_held,
            sessions_missed=numbers.sessions_missed,
        )

"""What a pairing starts from, and the result that Temporal keeps when it is over."""

from typing import Self

from pydantic import model_validator

from domain.engine.base import Frozen
from domain.engine.errors import InvalidInput, Problem
from domain.engine.messages import Size
from domain.pairing.setup import PairingSetup
from domain.pairing.state import PairingState
from domain.pairing.vocabulary import EndReason, Stage
from domain.programme.ids import pairing_workflow_id
from domain.programme.revision import Revision

LARGEST_START = Size(bytes=1_500_000, values=100_000)
"""Far more than ten years of sessions leave in a state, and little enough to be checked."""


class PairingStart(Frozen):
    """The argument of the workflow `Pairing`: exactly one of setup and resume."""

    setup: PairingSetup | None = None
    """A new pairing."""
    resume: PairingState | None = None
    """A pairing that goes on, after continue-as-new or recovered from the journal."""
    revision: Revision | None = None
    """Of the rules by which the run decides; absent: the newest, noted in its history."""

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if (self.setup is None) == (self.resume is None):
            raise ValueError("exactly one of setup and resume is needed")
        return self

    def check_belongs_to(self, workflow_id: str) -> None:
        """Raise `InvalidInput` if the setup is that of a workflow with another id."""
        if self.setup is not None and pairing_workflow_id(self.setup.pairing_id) != workflow_id:
            problem = "is not the pairing of this workflow id"
            raise InvalidInput(
                [Problem(path="setup.pairing_id", problem=problem, allowed="pairing-<pairing id>")]
            )


class PairingResult(Frozen):
    """The result that the Temporal UI shows of a completed pairing."""

    stage: Stage
    reason: EndReason | None
    sessions_held: int
    sessions_missed: int

    @classmethod
    def of(cls, state: PairingState) -> Self:
        """The result of a pairing that is over."""
        return cls(
            stage=state.stage,
            reason=state.ending.reason if state.ending else None,
            sessions_held=state.tally.held,
            sessions_missed=state.tally.missed,
        )

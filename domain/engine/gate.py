"""Who may say what, and when: one table per kind of thing instead of checks all over the place."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from domain.engine.errors import Problem
from domain.engine.messages import Message
from domain.engine.roles import Role

G = TypeVar("G", bound=StrEnum)


@dataclass(frozen=True)
class Gate(Generic[G]):
    """In which roles and stages a message is taken, and whether a pause shuts it out."""

    roles: tuple[Role, ...]
    stages: tuple[G, ...]
    during_pause: bool = False

    def is_open(self, stage: G, *, paused: bool) -> bool:
        """Whether the moment is right."""
        return stage in self.stages and (self.during_pause or not paused)

    def objections(
        self, message: Message, stage: G, *, paused: bool, fitting: Sequence[str]
    ) -> list[Problem]:
        """Everything that speaks against the role and the moment; ``fitting`` names what fits."""
        problems = []
        if message.acting not in self.roles:
            problems.append(
                Problem(
                    path="acting",
                    problem=f"{message.acting} may not do this",
                    allowed=", ".join(self.roles),
                )
            )
        if stage not in self.stages:
            stages, now = ", ".join(self.stages), ", ".join(fitting) or "nothing"
            problems.append(
                Problem(
                    path="",
                    problem=f"{message.name} does not fit the stage {stage}",
                    allowed=f"in the stages {stages}; now: {now}",
                )
            )
        elif paused and not self.during_pause:
            problems.append(
                Problem(path="", problem="does not fit a pause", allowed="resume it first")
            )
        return problems

"""What makes a notice untrue before it was sent: a step of a story, and whom it concerns."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from domain.programme.people import Side
from tests.unit.pairing.story import MENTOR, Story

MENTORS, MENTEES = (Side.MENTOR,), (Side.MENTEE,)
Step = Callable[[Story], Story]


@dataclass(frozen=True)
class Overtaken:
    """What overtakes a notice that has just been issued."""

    when: str
    step: Step
    sides: tuple[Side | None, ...] = tuple(Side)
    """Whose notices are taken back; ``None`` stands for an owner."""

    def __str__(self) -> str:
        return self.when


def says(message: type[Any], by: Any = MENTOR, **fields: Any) -> Step:
    """Somebody says something."""
    return lambda story: story.when(message, by, **fields)

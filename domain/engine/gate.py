"""Who may say what, and when: one table per kind of entity instead of checks in every rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from domain.engine.errors import Problem
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.engine.timetable import Deadline, Pause

ITSELF = (Role.ENGINE,)
"""For messages that no person and no other system sends."""

G = TypeVar("G", bound=StrEnum)
G_co = TypeVar("G_co", bound=StrEnum, covariant=True)
M = TypeVar("M", bound=Message)


@dataclass(frozen=True)
class Gate(Generic[G]):
    """The roles and stages in which a message is accepted, and whether during a pause."""

    roles: tuple[Role, ...]
    stages: tuple[G, ...]
    during_pause: bool = False
    beyond_pause: bool = False
    """Accepted during a pause, too, once its end is known: the message is about a time after it."""

    def is_shut_by(self, pause: Pause[Deadline[StrEnum]] | None) -> bool:
        """Whether the message has to wait until the pause is over."""
        if pause is None or self.during_pause:
            return False
        return not self.beyond_pause or pause.return_on is None


class Guarded(Protocol[G_co]):
    """A state that a gate guards."""

    @property
    def stage(self) -> G_co:
        """The present stage."""
        ...

    @property
    def pause(self) -> Pause[Deadline[StrEnum]] | None:
        """The pause, while there is one."""
        ...


def fitting(gates: Mapping[type[M], Gate[G]], state: Guarded[G]) -> tuple[str, ...]:
    """Names of all messages that are accepted from outside at present."""
    return tuple(
        model.name
        for model, gate in gates.items()
        if gate.roles != ITSELF and state.stage in gate.stages and not gate.is_shut_by(state.pause)
    )


def objections(
    gates: Mapping[type[M], Gate[G]], message: M, state: Guarded[G], what: str
) -> list[Problem]:
    """Everything that speaks against the role and the moment; ``what`` is “pairing” or “cohort”."""
    gate = gates[type(message)]
    problems = []
    if message.acting not in gate.roles:
        problems.append(
            Problem(
                path="acting",
                problem=f"{message.acting} may not do this",
                allowed=", ".join(gate.roles),
            )
        )
    if state.stage not in gate.stages:
        stages, now = ", ".join(gate.stages), ", ".join(fitting(gates, state)) or "nothing"
        problems.append(
            Problem(
                path="",
                problem=f"{message.name} does not fit the stage {state.stage}",
                allowed=f"in the stages {stages}; now: {now}",
            )
        )
    elif gate.is_shut_by(state.pause):
        problems.append(
            Problem(path="", problem=f"the {what} is paused", allowed=_until_resumed(gate))
        )
    return problems


def _until_resumed(gate: Gate[G]) -> str:
    remedy = "resume it first"
    if gate.beyond_pause:
        remedy += ", or tell with pause on which day it ends (return_on)"
    return remedy


def another_address(what: str, meant: str, here: str) -> list[Problem]:
    """The problem of a message that is meant for another pairing or cohort, if it is."""
    if meant == here:
        return []
    return [Problem(path=f"{what}_id", problem=f"this is another {what}", allowed=here)]

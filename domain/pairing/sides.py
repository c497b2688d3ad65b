"""What each of the two sides of a pairing has."""

from typing import Generic, Self, TypeVar

from domain.engine.base import Frozen
from domain.engine.roles import Role
from domain.programme.people import Side

T = TypeVar("T")


class Both(Frozen, Generic[T]):
    """A value of each side; ``None`` where a side has none yet."""

    mentor: T | None = None
    mentee: T | None = None

    def of(self, side: Side) -> T | None:
        """The value of a side."""
        return self.mentor if side is Side.MENTOR else self.mentee

    def with_(self, side: Side, value: T | None) -> Self:
        """A copy with another value for the side."""
        return self.model_copy(update={side.value: value})

    @property
    def missing(self) -> tuple[Side, ...]:
        """The sides that have nothing yet."""
        return tuple(side for side in Side if self.of(side) is None)


class Counts(Frozen):
    """How often something happened on each of the two sides."""

    mentor: int = 0
    mentee: int = 0

    def of(self, side: Side) -> int:
        """How often it happened on the side."""
        return self.mentor if side is Side.MENTOR else self.mentee

    def plus_one(self, side: Side) -> Self:
        """The counts with one more on the side."""
        return self.model_copy(update={side.value: self.of(side) + 1})

    def __add__(self, other: Self) -> Self:
        return self.model_copy(update={side.value: self.of(side) + other.of(side) for side in Side})


def side_of(role: Role) -> Side:
    """The side that speaks. Only for messages that no other role may send."""
    return Side(role.value)


def side_served_by(role: Role | None) -> Side | None:
    """The side for which a role books and cancels; the assistant serves the mentee (case 49)."""
    match role:
        case Role.MENTOR:
            return Side.MENTOR
        case Role.MENTEE | Role.ASSISTANT:
            return Side.MENTEE
        case _:
            return None

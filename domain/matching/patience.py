"""What waiting counts: each week of it adds to the score of a pair."""

from collections.abc import Sequence

from domain.matching.model import Waited
from domain.matching.score import micros
from domain.programme.people import Person, Side


class Patience:
    """Who has waited for how long, and for how much that counts."""

    def __init__(self, waited: Sequence[Waited], weight: float) -> None:
        """``waited``: the longest first. ``weight``: of one week."""
        self._weight = weight
        self._weeks = {(one.person, one.side): one.weeks for one in waited}
        self._place = {(one.person, one.side): place for place, one in enumerate(waited)}

    def weeks(self, person: Person, side: Side) -> int:
        """Whole weeks that the person has waited on this side."""
        return self._weeks.get((person.id, side), 0)

    def place(self, person: Person, side: Side) -> int:
        """The place in the order of waiting; whoever is new comes last."""
        return self._place.get((person.id, side), len(self._place))

    def bonus(self, person: Person, side: Side) -> int:
        """What the waiting adds to the score of any pair of the person, in millionths."""
        return micros(self._weight * self.weeks(person, side))

    @property
    def most(self) -> int:
        """The most that waiting can add to a pair, both sides together, in millionths."""
        return 2 * micros(self._weight * max(self._weeks.values(), default=0))

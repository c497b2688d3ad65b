"""What a certificate rests on: one's own sessions, one's own review, and the criterion of the day.

It belongs to the one who earned it. An extension asks for no more sessions, and the silence of the
other takes nothing away (case 57).
"""

from domain.engine.base import Frozen, Instant


class Basis(Frozen):
    """The criterion, and the figures that a certificate rests on."""

    sessions_held: int
    """Sessions that took place, which both have to be in."""
    sessions_agreed: int
    """Sessions of the plan that both accepted, up to a known last day of one of the two; what an
    extension adds asks for no more."""
    share: float
    """Share of them that has to be held."""
    review: int | None = None
    """Number of the review that the person has handed in; absent if none was needed."""

    @property
    def is_enough(self) -> bool:
        """Whether as many sessions took place as the programme asks for."""
        return 0 < self.sessions_agreed * self.share <= self.sessions_held


class Certificate(Frozen):
    """What one side has earned, and when."""

    at: Instant
    basis: Basis

"""The reviews of a pairing: at the end, or at intervals in an ongoing programme."""

from domain.engine.base import Frozen, Instant
from domain.engine.roles import Role
from domain.pairing.sides import Both
from domain.pairing.vocabulary import EndReason, Objectives
from domain.programme.ids import TopicId
from domain.programme.quantities import Rating1To5


class Review(Frozen):
    """The closing or periodic review of one side."""

    confidence: dict[TopicId, Rating1To5]
    objectives: Objectives
    again: bool
    partnership: bool


class ReviewRound(Frozen):
    """One review: at the end, or at intervals in an ongoing programme."""

    number: int
    final: bool
    opened_at: Instant
    sessions_held: int
    """Sessions held when the round was opened."""
    then: EndReason | None = None
    """The reason the pairing closes with after the review; absent in a round that goes on."""
    by: Role | None = None
    """Who ended the pairing; absent if it was time to look back."""
    answers: Both[Review] = Both[Review]()
    closed: bool = False

"""Asking for pairs, and looking at the answer."""

from adapters.assignment import ScipyAssigner
from domain.matching import MatchQuestion, MatchResult, propose
from domain.programme.people import Person, Side
from tests.unit.matching.people import question


def match(*people: Person, asked: MatchQuestion | None = None) -> MatchResult:
    """Propose with the real assigner."""
    return propose(people, asked or question(), ScipyAssigner())


def pairs(result: MatchResult) -> list[tuple[str, str]]:
    """Who got whom."""
    return [(pair.mentor, pair.mentee) for pair in result.pairs]


def waiting(result: MatchResult, side: Side) -> list[str]:
    """Who waits, in order."""
    return [unmatched.person for unmatched in result.waiting if unmatched.side is side]


def reasons(result: MatchResult, person: str) -> tuple[str, ...]:
    """The reasons why a person waits."""
    return next(unmatched.reasons for unmatched in result.waiting if unmatched.person == person)

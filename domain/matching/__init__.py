"""Matching: which mentor and mentee are matched, and why.

`propose` answers a `MatchQuestion`: the hard rules first, then the optimal assignment over a score
whose parts are kept. `broken_rules` checks a single pair again whenever data of a person changes.
"""

from domain.matching.assigning import Assigner, Edge
from domain.matching.elsewhere import with_pairs_elsewhere
from domain.matching.joining import objections_to
from domain.matching.model import (
    BrokenRule,
    MatchQuestion,
    MatchResult,
    Pair,
    PairOfRoster,
    Presence,
    ProposedPair,
    ScorePart,
    ScorePartKind,
    TakenSeats,
    Unmatched,
    Waited,
    WaitingCause,
)
from domain.matching.propose import propose
from domain.matching.rules import broken_rules, left_the_roster
from domain.matching.topics import objections_to_topics

__all__ = [
    "Assigner",
    "BrokenRule",
    "Edge",
    "MatchQuestion",
    "MatchResult",
    "Pair",
    "PairOfRoster",
    "Presence",
    "ProposedPair",
    "ScorePart",
    "ScorePartKind",
    "TakenSeats",
    "Unmatched",
    "Waited",
    "WaitingCause",
    "broken_rules",
    "left_the_roster",
    "objections_to",
    "objections_to_topics",
    "propose",
    "with_pairs_elsewhere",
]

"""How large a cohort may be: whatever it hands to Temporal at once has to fit into 2 MB.

What would not fit could never be handed over, and the cohort would hang. So it is refused before.
"""

from domain.errors import Problem
from domain.matching import MatchResult
from domain.messages import Size

MOST_PEOPLE = 2_000
"""Who take part. A break of the cohort writes to all of them, and the state lists them all."""
LARGEST_RESULT = 900_000
"""Bytes of what matching proposes; it is journalled twice, as proposed and as confirmed."""
LARGEST_COHORT = 1_300_000
"""Bytes of the state up to which further pairs are taken in; the rest is for breaks and news."""
LARGEST_FILE = Size(bytes=1_000_000, values=60_000)
"""A cohort file with 2,000 pairs composed by hand, each with waivers that have their reasons."""

ANOTHER_COHORT = "import the others as a roster of their own, and start another cohort with it"


def objections_to_crowd(count: int) -> list[Problem]:
    """Why so many people cannot be one cohort."""
    if count <= MOST_PEOPLE:
        return []
    problem = f"has {count} people with a role, too many for one cohort"
    return [Problem(path="roster", problem=problem, allowed=f"{MOST_PEOPLE}; {ANOTHER_COHORT}")]


def objections_to_result(result: MatchResult) -> list[Problem]:
    """Why so much cannot be proposed at once: many pairs, with long reasons or waivers."""
    size = len(result.model_dump_json())
    if size <= LARGEST_RESULT:
        return []
    return [
        Problem(
            path="roster",
            problem=(
                f"gives {len(result.pairs)} pairs and {len(result.waiting)} people who wait: "
                f"{_kilobytes(size)} with all reasons, too much for one cohort"
            ),
            allowed=f"{_kilobytes(LARGEST_RESULT)}; {ANOTHER_COHORT}",
        )
    ]


def objections_to_growth(state_size: int, result: MatchResult) -> list[Problem]:
    """Why further pairs do not fit into a cohort whose state has so many bytes already."""
    if state_size + len(result.model_dump_json()) <= LARGEST_COHORT:
        return []
    problem = "the cohort has had so many pairings that no more can be added"
    return [Problem(path="", problem=problem, allowed="another cohort for those who wait")]


def _kilobytes(size: int) -> str:
    return f"{size // 1000} KB"

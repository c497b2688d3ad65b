"""How large a cohort may be: whatever it passes to Temporal at once must fit into 2 MB.

Anything larger could never be passed on, and the cohort would hang. So it is refused in advance.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from domain.engine.errors import Problem
from domain.engine.messages import Size
from domain.matching import MatchResult
from domain.programme.calendar import WorkingCalendar
from domain.programme.readiness import Prerequisite
from domain.programme.request import MOST_PAIRS, CohortRequest, FixedTerm, HardRule
from domain.programme.shutdowns import objections_to_length

MOST_PEOPLE = 2_000
"""People in a cohort. Its pause sends a mail to each of them, and the state lists them all."""
LARGEST_RESULT = 900_000
"""Bytes of a proposal, which is recorded twice: as proposed and as confirmed."""
LARGEST_COHORT = 1_300_000
"""Bytes of the state up to which further pairs are taken in; the rest is for pauses and news."""
LARGEST_FILE = Size(bytes=1_000_000, values=60_000)
"""A cohort file with 2,000 pairs composed by hand, each with waivers that have their reasons."""

ANOTHER_COHORT = "import the others as a roster of their own, and start another cohort with it"


def objections_to_file(request: CohortRequest, calendar: WorkingCalendar) -> Iterator[Problem]:
    """The problems of lists longer than any programme needs, and of shutdowns that take up the
    term.

    Checked when a cohort begins, not by the model: journals stay readable when a limit is lowered.
    """
    for path, count, most in _lists(request):
        if count > most:
            yield Problem(path=path, problem=f"has {count} entries", allowed=f"at most {most}")
    for place, shutdown in enumerate(request.shutdowns):
        yield from objections_to_length(shutdown, f"shutdowns[{place}]")
    term = request.term
    if isinstance(term, FixedTerm) and not _has_working_day(calendar, term.start, term.end):
        allowed = "shutdowns that leave some of it"
        yield Problem(path="term", problem="has no working day", allowed=allowed)


def _lists(request: CohortRequest) -> Iterator[tuple[str, int, int]]:
    """For each list of the file: its path, its length, and the longest one allowed."""
    rules = len(HardRule)
    yield "readiness_waivers", len(request.readiness_waivers), len(Prerequisite)
    yield "matching.relaxed", len(request.matching.relaxed), rules
    yield "pairs", len(request.pairs), MOST_PAIRS
    for place, pair in enumerate(request.pairs):
        yield f"pairs[{place}].waivers", len(pair.waivers), rules


def _has_working_day(calendar: WorkingCalendar, first: date, end: date) -> bool:
    days = (first + timedelta(days=n) for n in range((end - first).days))
    return any(map(calendar.is_working_day, days))


def objections_to_crowd(count: int) -> list[Problem]:
    """The problem of a cohort with this many people; empty within the limit."""
    if count <= MOST_PEOPLE:
        return []
    problem = f"has {count} people with a role, too many for one cohort"
    return [Problem(path="roster", problem=problem, allowed=f"{MOST_PEOPLE}; {ANOTHER_COHORT}")]


def objections_to_result(result: MatchResult) -> list[Problem]:
    """The problem of a proposal with too many pairs or words; empty within the limit."""
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
    """The problem of more pairs in a state of this many bytes; empty within the limit."""
    if state_size + len(result.model_dump_json()) <= LARGEST_COHORT:
        return []
    problem = "the cohort has had so many pairings that no more can be added"
    return [Problem(path="", problem=problem, allowed="another cohort for those who wait")]


def _kilobytes(size: int) -> str:
    return f"{size // 1000} KB"

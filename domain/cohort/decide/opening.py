"""Deciding whether a cohort may begin."""

from domain.cohort import readiness
from domain.cohort.commands import OpenCohort
from domain.cohort.events import CohortOpened
from domain.cohort.limits import objections_to_file
from domain.engine.base import Instant
from domain.engine.errors import NotAllowed, Problem
from domain.programme.request import FixedTerm

LONGEST_ID = 56
"""Of 64 characters, so that ``<cohort_id>-<number>`` is a pairing's id."""


def opened(command: OpenCohort, now: Instant) -> CohortOpened:
    """The beginning. Raises `NotAllowed` with everything that is missing."""
    problems = [
        *readiness.gaps(command.request),
        *_impossible(command, now),
        *objections_to_file(command.request, command.calendar),
    ]
    if problems:
        raise NotAllowed(problems)
    return CohortOpened(
        occurred_at=now,
        cohort_id=command.cohort_id,
        request=command.request,
        calendar=command.calendar,
        readiness_waived=readiness.waived(command.request),
    )


def _impossible(command: OpenCohort, now: Instant) -> list[Problem]:
    problems = []
    if len(command.cohort_id) > LONGEST_ID:
        problems.append(
            Problem(
                path="cohort_id",
                problem="is too long",
                allowed=f"at most {LONGEST_ID} characters after 'cohort-' in the workflow id",
            )
        )
    term = command.request.term
    if isinstance(term, FixedTerm) and term.end <= command.calendar.local_day(now):
        problems.append(
            Problem(path="term", problem="is over already", allowed="a term that ends after today")
        )
    return problems

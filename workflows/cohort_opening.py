"""Before a cohort opens: the whole request is checked, so that a bad file fails at once."""

import re
from collections.abc import Iterable

from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, ApplicationError

from activities.matching import MatchingActivities
from domain.cohort.commands import Command, OpenCohort, RecordMatches
from domain.cohort.decider import COHORT_DECIDER
from domain.cohort.limits import LARGEST_FILE
from domain.cohort.state import CohortState
from domain.cohort.work import question_to_match
from domain.engine.base import OPAQUE_ID_IN_WORDS, OPAQUE_ID_PATTERN
from domain.engine.errors import PROBLEMS_TOLD, NotAllowed, Problem, Refused, the_first
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import cohort_in, is_cohort
from domain.programme.request import CohortRequest
from workflows.calendar_lookups import calendar_of_office
from workflows.cohort_start import CohortResume
from workflows.continued_state import wait_for_newer_release
from workflows.payloads import decode, fields_of
from workflows.problems import problems_behind
from workflows.retry import HEARTBEAT, MATCHING_TIMEOUT, RETRY_FOREVER

INVALID = "InvalidCohortRequest"


def resumed(raw: RawValue) -> CohortState | None:
    """The state to go on from, if the argument is one."""
    if "resume" not in fields_of(raw):
        return None
    try:
        return decode(raw, CohortResume).resume
    except Refused as refused:
        wait_for_newer_release(refused)
        raise _invalid(refused.problems) from None


async def opening_commands(raw: RawValue, revision: int) -> tuple[Command, ...]:
    """The first commands of a cohort: open it, and record whom matching puts together.

    Raises a final ``InvalidCohortRequest`` with every mistake, before anything is recorded.
    """
    try:
        request = decode(raw, CohortRequest, LARGEST_FILE)
        opening = OpenCohort(
            cohort_id=_cohort_id(), request=request, calendar=await _calendar(request)
        )
        # A dry run: the question for matching follows from the state that opening would lead to.
        draft = COHORT_DECIDER.handle(None, opening, workflow.now(), revision).state
        question = question_to_match(draft)
        if question is None:
            return (opening,)
        result = await workflow.execute_activity_method(
            MatchingActivities.match,
            question,
            start_to_close_timeout=MATCHING_TIMEOUT,
            heartbeat_timeout=HEARTBEAT,
            retry_policy=RETRY_FOREVER,
            summary="Put people together",
        )
    except Refused as refused:
        raise _invalid(refused.problems) from None
    except ActivityError as error:
        raise _invalid(problems_behind(error)) from None
    return opening, RecordMatches(round=draft.matching.number, result=result)


def _cohort_id() -> str:
    workflow_id = workflow.info().workflow_id
    cohort_id = cohort_in(workflow_id)
    if not is_cohort(workflow_id) or not re.fullmatch(OPAQUE_ID_PATTERN, cohort_id):
        problem, allowed = "does not name a cohort", f"cohort-<cohort id>, {OPAQUE_ID_IN_WORDS}"
        raise _invalid([Problem(path="workflow id", problem=problem, allowed=allowed)])
    return cohort_id


async def _calendar(request: CohortRequest) -> WorkingCalendar:
    try:
        return await calendar_of_office(request)
    except NotAllowed as refused:
        raise _invalid(refused.problems) from None


def _invalid(problems: Iterable[Problem]) -> ApplicationError:
    """For the operator: a sentence per mistake, and all of them as data."""
    listed = the_first(tuple(problems), PROBLEMS_TOLD)
    return ApplicationError(
        "The cohort was not started. " + "; ".join(str(problem) for problem in listed),
        [problem.model_dump() for problem in listed],
        type=INVALID,
        non_retryable=True,
    )

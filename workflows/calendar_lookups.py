"""Looking up working days: before a cohort opens, and before the recorded holidays run out."""

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.calendars import CalendarActivities, CalendarQuestion, question_of_office
from domain.engine.base import Frozen
from domain.engine.errors import NotAllowed, Problem
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from domain.programme.request import CohortRequest, Owners
from workflows.errands import Errand
from workflows.problems import problems_behind
from workflows.retry import LOOKUP_TIMEOUT, RETRY_FOREVER


async def looked_up(question: CalendarQuestion) -> WorkingCalendar:
    """The days off, from the roster and the library of holidays."""
    return await workflow.execute_activity_method(
        CalendarActivities.look_up,
        question,
        start_to_close_timeout=LOOKUP_TIMEOUT,
        retry_policy=RETRY_FOREVER,
        summary="Look up holidays and shutdowns",
    )


async def calendar_of_office(request: CohortRequest) -> WorkingCalendar:
    """The calendar of the programme office; its owners must be in the roster for that.

    Raises `NotAllowed` with every mistake, in the words of the cohort file.
    """
    try:
        return await looked_up(question_of_office(request, workflow.now().date()))
    except ActivityError as error:
        problems = problems_behind(error)
        raise NotAllowed([_of_the_request(one, request.owners) for one in problems]) from None


def _of_the_request(problem: Problem, owners: Owners) -> Problem:
    """A mistake in the words of the file that the operator wrote."""
    # The activity names the fields of its question, which the operator has never seen.
    path = problem.path.replace("region", "holiday_region", 1)
    for place, person in enumerate(owners.everybody):
        path = path.replace(f"people[{place}]", f"owners.{owners.role_of(person)}")
    return problem.model_copy(update={"path": path})


def calendar_lookup(question: CalendarQuestion) -> Errand:
    """Look up the days off once more."""
    known = len(question.shutdowns)

    async def look_up() -> Frozen:
        found = await looked_up(question)
        return RecordCalendar(calendar=found, shutdowns=known)

    # With the number in the key, another shutdown is looked up while the earlier look is under way.
    return Errand(key=f"calendar-{known}", run=look_up)

"""Before the recorded holidays run out, those of the next years are looked up, as an errand."""

from temporalio import workflow

from activities.calendars import CalendarActivities, CalendarQuestion
from domain.engine.base import Frozen
from domain.programme.calendar import RecordCalendar, WorkingCalendar
from workflows.errands import Errand
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


def calendar_lookup(question: CalendarQuestion) -> Errand:
    """Look up the days off once more."""
    known = len(question.shutdowns)

    async def look_up() -> Frozen:
        found = await looked_up(question)
        return RecordCalendar(calendar=found, shutdowns=known)

    # With the number in the key, another shutdown is looked up while the earlier look is under way.
    return Errand(key=f"calendar-{known}", run=look_up)

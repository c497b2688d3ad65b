"""Before somebody joins a cohort or looks after it, the roster is asked: a wrong id is refused."""

from temporalio import workflow

from activities.matching import Joining, MatchingActivities
from domain.cohort.commands import AddPerson, ChangeOwnersOfCohort
from domain.cohort.state import CohortState
from domain.engine.errors import NotAllowed
from workflows.calendar_lookups import calendar_of_office
from workflows.retry import LOOKUP_TIMEOUT, RETRY_FOREVER


async def ask_the_roster(message: AddPerson, state: CohortState) -> None:
    """Raise `NotAllowed` if no partner could ever be found for the person.

    A message that was accepted before is not asked about again: it gets its recorded receipt.
    """
    if any(receipt.message_id == message.message_id for receipt in state.receipts):
        return
    problems = await workflow.execute_activity_method(
        MatchingActivities.check_joining,
        Joining(roster=state.request.roster, person=message.person_id, policy=state.policy),
        start_to_close_timeout=LOOKUP_TIMEOUT,
        retry_policy=RETRY_FOREVER,
        summary="Ask the roster who joins",
    )
    if problems:
        raise NotAllowed(problems)


async def look_for_owners(message: ChangeOwnersOfCohort, state: CohortState) -> None:
    """Raise `NotAllowed` if an owner is not in the roster, unless the message was accepted."""
    if any(receipt.message_id == message.message_id for receipt in state.receipts):
        return
    await calendar_of_office(state.request.model_copy(update={"owners": message.owners}))

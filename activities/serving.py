"""Activities serve their own workflow only.

Temporal lets every client run a registered activity, without a workflow and with any argument:
reading words said in confidence, writing into a journal, having mails sent. So each activity is
asked for whom it works before it begins.
"""

from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import (
    ActivityInboundInterceptor,
    ExecuteActivityInput,
    Interceptor,
)

from activities.calendars import CalendarQuestion
from activities.journal import AppendRequest, ReadRequest
from activities.matching import Joining, PairCheck
from activities.pairings import LookRequest, TellPairings
from activities.post import PostRound
from activities.revisions import Newest
from activities.roster_changes import ChangesRequest
from activities.setups import StartPairings
from activities.watch import CatchUpRequest, WatchRequest
from domain.matching import MatchQuestion
from domain.programme.ids import (
    cohort_of,
    cohort_workflow_id,
    is_cohort,
    is_pairing,
    is_post,
    is_watch,
)

NOT_ITS_OWN = "NotItsOwnWorkflow"
"""Type of the error with which a stranger is refused; final."""


class OwnWorkflowOnly(Interceptor):
    """Refuses, once and for all, what does not come from the workflow that it concerns."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """The guard of each attempt."""
        return _Guard(next)


class _Guard(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        workflow_id = activity.info().workflow_id
        if workflow_id is None or not all(
            belongs_to(workflow_id, argument) for argument in input.args
        ):
            raise ApplicationError(
                "activities of Eyelevel run for their own workflow only",
                type=NOT_ITS_OWN,
                non_retryable=True,
            )
        return await super().execute_activity(input)


def belongs_to(workflow_id: str, argument: object) -> bool:
    """Whether an activity may be asked this by that workflow; never for an unknown argument."""
    match argument:
        case AppendRequest() | ReadRequest():
            return _streams_of(argument) == {workflow_id}
        case LookRequest(cohort_id=cohort_id):
            return cohort_workflow_id(cohort_id) == workflow_id
        case StartPairings(terms=terms):
            named = {cohort_workflow_id(pairing.cohort_id) for pairing in terms}
            started = {cohort_workflow_id(cohort_of(pairing.pairing_id)) for pairing in terms}
            return named | started <= {workflow_id}
        case TellPairings(requests=requests):
            told = {cohort_workflow_id(cohort_of(request.pairing_id)) for request in requests}
            return told <= {workflow_id}
        case _:
            return _is_asked_by_its_kind(workflow_id, argument)


def _is_asked_by_its_kind(workflow_id: str, argument: object) -> bool:
    """Of what names no stream, only the kind of the workflow can be told."""
    match argument:
        case MatchQuestion() | Joining():
            return is_cohort(workflow_id)
        case CalendarQuestion():
            return is_cohort(workflow_id) or is_pairing(workflow_id)
        case PairCheck():
            return is_pairing(workflow_id)
        case PostRound():
            return is_post(workflow_id)
        case WatchRequest() | CatchUpRequest() | ChangesRequest():
            return is_watch(workflow_id)
        case Newest():
            return True
        case _:
            return False


def _streams_of(request: AppendRequest | ReadRequest) -> set[str]:
    """The streams that are read or written to, and those in whose name mails are sent."""
    letters = request.letters if isinstance(request, AppendRequest) else ()
    return {request.stream, *(outgoing.letter.stream for outgoing in letters)}

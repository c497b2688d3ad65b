"""How a cohort starts its pairings and sends updates to them."""

from temporalio.client import Client
from temporalio.common import WorkflowIDReusePolicy
from temporalio.exceptions import WorkflowAlreadyStartedError

from activities.ports import Journal
from adapters.temporal.telling import tell
from domain.pairing.messages import Fact, PairingMessage
from domain.pairing.setup import PairingSetup
from domain.programme.ids import pairing_workflow_id

WORKFLOW_TYPE = "Pairing"


class TemporalPairings:
    """`activities.ports.Pairings` on a Temporal namespace."""

    def __init__(self, client: Client, task_queue: str, journal: Journal) -> None:
        self._client = client
        self._task_queue = task_queue
        self._journal = journal

    async def start(self, setup: PairingSetup) -> None:
        """Start the workflow under its deterministic id; already started counts as success."""
        try:
            await self._client.start_workflow(
                WORKFLOW_TYPE,
                {"setup": setup},
                id=pairing_workflow_id(setup.pairing_id),
                task_queue=self._task_queue,
                # A pairing that is over must not begin again because an activity is repeated.
                id_reuse_policy=WorkflowIDReusePolicy.REJECT_DUPLICATE,
                static_summary=setup.title,
            )
        except WorkflowAlreadyStartedError:
            return

    async def tell(self, request: PairingMessage) -> bool:
        """Send the update or signal; a pairing that is over, or that refuses, is left as it is."""
        workflow_id = pairing_workflow_id(request.pairing_id)
        is_fact = isinstance(request, Fact)
        return await tell(self._client, self._journal, workflow_id, request, is_fact=is_fact)

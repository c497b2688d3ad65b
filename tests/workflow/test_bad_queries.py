"""Whatever is asked of a workflow, the answer tells what can be asked, and no private name."""

import pytest
from temporalio.client import WorkflowQueryFailedError

from adapters.temporal.watching import start_watch
from domain.programme.ids import watch_workflow_id
from tests.workflow.stage_setting import Stage

PRIVATE = "anna.schmidt@example.com"


async def test_a_query_that_does_not_exist_is_refused_with_those_that_do(stage: Stage) -> None:
    """An unknown query of a pairing or of the watch is refused without its name, which may be
    private, and with the names of those that there are."""
    pairing = await stage.open_pairing()
    await start_watch(stage.client, stage.queue)
    watch = stage.client.get_workflow_handle(watch_workflow_id(stage.queue))
    for asked, allowed in ((pairing.handle, "state, explain"), (watch, "none")):
        with pytest.raises(WorkflowQueryFailedError) as refused:
            await asked.query(PRIVATE)
        assert str(refused.value).endswith(f"there is no such query (allowed: {allowed})")
    await watch.terminate()

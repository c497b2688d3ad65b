"""Posts on a stage: started as worker processes do, and what is seen of them."""

from temporalio import activity
from temporalio.api.enums.v1 import EventType
from temporalio.client import WorkflowExecutionStatus, WorkflowHandle
from temporalio.worker import Worker

from activities.post import PostRound
from activities.posting import Posted
from adapters.temporal.standing import start_standing
from domain.programme.ids import mail_queue, post_workflow_id
from domain.telling.letters import Outgoing
from tests.unit.post_desk import numbered
from tests.waiting import until
from tests.workflow.stage_setting import Stage


async def start_post(stage: Stage, number: int = 1) -> WorkflowHandle[object, object]:
    """A post of this stage, started as a worker process does."""
    id_ = post_workflow_id(stage.queue, number)
    await start_standing(stage.client, "Post", id_, task_queue=stage.queue, summary="Mails")
    return stage.client.get_workflow_handle(id_)


def write(stage: Stage, count: int) -> None:
    """Letters to one person."""
    stage.journal.outbox.write(
        Outgoing(letter=one, due_at=one.issued_at, give_up_at=one.issued_at.replace(year=2099))
        for one in numbered(count)
    )


def without_delay(stage: Stage) -> Worker:
    """Serves mails for a stage by rounds in which nothing happens, and that take no time."""

    @activity.defn(name="post_mails")
    async def nothing(_length: PostRound) -> Posted:
        return Posted(waiting=0)

    return Worker(stage.client, task_queue=mail_queue(stage.queue), activities=[nothing])


async def lines_of(post: WorkflowHandle[object, object]) -> list[str]:
    """What HR reads beside the activities."""
    return [
        event.user_metadata.summary.data.decode().strip('"')
        async for event in post.fetch_history_events()
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]


async def has_begun(post: WorkflowHandle[object, object], rounds: int) -> None:
    """Wait until a post has begun this many rounds of its run."""

    async def begun() -> int:
        return len(await lines_of(post))

    await until(begun, lambda count: count >= rounds)


async def ended_as(post: WorkflowHandle[object, object]) -> WorkflowExecutionStatus | None:
    """How a run has ended, when it has."""

    async def status() -> WorkflowExecutionStatus | None:
        return (await post.describe()).status

    return await until(status, lambda found: found is not WorkflowExecutionStatus.RUNNING)


async def renewed(post: WorkflowHandle[object, object], run: str | None) -> str:
    """The run that has followed this one, once it has."""

    async def newest() -> str | None:
        return (await post.describe()).run_id

    found = await until(newest, lambda found: found != run)
    assert found is not None
    return found

"""The post as a workflow: what it sends, what HR sees of it, and that it goes on for ever."""

from collections.abc import AsyncIterator, Callable
from functools import partial
from uuid import uuid4

import pytest
from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowHandle
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from activities.pacing import MailLimits
from activities.posting import Posted
from adapters.temporal.standing import start_standing
from domain.programme.ids import post_workflow_id
from domain.telling.letters import Outgoing
from tests.unit.post_desk import numbered
from tests.waiting import until
from tests.workflow.stage_setting import Stage
from worker import build_post, build_worker
from workflows.post import in_words

LIMITS = MailLimits(look_again=0.02)


async def start(stage: Stage) -> WorkflowHandle[object, object]:
    """The post of this stage, started as a worker process does."""
    id_ = post_workflow_id(stage.queue, 1)
    await start_standing(stage.client, "Post", id_, task_queue=stage.queue, summary="Mails")
    return stage.client.get_workflow_handle(id_)


def write(stage: Stage, count: int) -> None:
    """Letters to one who is in the roster."""
    stage.journal.outbox.write(
        Outgoing(letter=one, due_at=one.issued_at, give_up_at=one.issued_at.replace(year=2099))
        for one in numbered(count)
    )


@pytest.fixture
async def stage(client: Client, time_skipper: TimeSkipper) -> AsyncIterator[Stage]:
    """A stage on which nothing sends mails but the workflow."""
    bare = Stage(client, time_skipper, queue=f"test-{uuid4().hex[:8]}")
    async with build_worker(bare.client, bare.queue, bare.adapters):
        yield bare


@pytest.fixture
async def mail_worker(stage: Stage) -> AsyncIterator[Worker]:
    """The part of a worker process that serves mails."""
    async with build_post(stage.client, stage.queue, stage.adapters, LIMITS) as worker:
        yield worker


async def test_the_post_sends_what_is_in_the_outbox(stage: Stage, mail_worker: Worker) -> None:
    """What an append has written is sent by the workflow that a worker process starts."""
    post = await start(stage)
    write(stage, 5)
    await until(stage.journal.outbox.waiting, lambda count: count == 0)
    assert [settled.outcome for settled in stage.journal.outbox.ledger.values()] == [
        "no_address"
    ] * 5
    await post.terminate()


async def test_a_post_is_started_once_and_again_after_its_end(
    stage: Stage, mail_worker: Worker
) -> None:
    """Worker processes that start together start one post; one that was ended is begun anew."""
    first = await start(stage)
    run = (await first.describe()).run_id
    again = await start(stage)
    assert (await again.describe()).run_id == run
    await first.terminate()
    third = await start(stage)
    assert (await third.describe()).run_id != run
    await third.terminate()


async def test_a_round_is_told_in_words(stage: Stage) -> None:
    """The line of each round in the Temporal UI says how the one before went."""
    write(stage, 3)
    post = await start(stage)
    for rounds in (1, 2):
        async with build_post(stage.client, stage.queue, stage.adapters, LIMITS):
            # The end of the worker ends the round.
            await until(stage.journal.outbox.waiting, lambda count: count == 0)
            await until(partial(lines_of, post), _as_many_as(rounds))
    assert (await lines_of(post))[:2] == [
        "Send mails (before: the first round)",
        "Send mails (before: 3 without an address, 0 waiting)",
    ]
    await post.terminate()


def _as_many_as(count: int) -> Callable[[list[str]], bool]:
    return lambda found: len(found) >= count


async def lines_of(post: WorkflowHandle[object, object]) -> list[str]:
    """What HR reads beside the activities."""
    return [
        event.user_metadata.summary.data.decode().strip('"')
        async for event in post.fetch_history_events()
        if event.event_type == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
    ]


@pytest.mark.parametrize(
    ("posted", "words"),
    [
        (Posted(waiting=0), "no mails, 0 waiting"),
        (Posted(delivered=12, refused=1, waiting=3), "12 delivered, 1 refused, 3 waiting"),
        (Posted(put_back=2), "2 not taken yet, outbox out of reach"),
    ],
)
def test_what_was_done_in_words(posted: Posted, words: str) -> None:
    """A round in words names what happened, and what is left."""
    assert in_words(posted) == words

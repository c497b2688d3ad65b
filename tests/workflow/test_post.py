"""The post as a workflow: what it sends, what HR sees of it, and that it goes on for ever."""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest
from temporalio.client import Client, WorkflowExecutionDescription, WorkflowExecutionStatus
from temporalio.testing import TimeSkipper
from temporalio.worker import Worker

from activities.pacing import MailLimits
from activities.posting import Posted
from adapters.notify.example_people import LEAD, MENTEE
from adapters.temporal import posts
from adapters.temporal.posts import have_posts
from adapters.temporal.standing import kept_standing
from domain.telling.notices import DeliveryOutcome
from tests.unit.post_desk import CROWD
from tests.waiting import until
from tests.workflow.post_stage import (
    ended_as,
    has_begun,
    lines_of,
    renewed,
    start_post,
    without_delay,
    write,
)
from tests.workflow.stage_setting import Stage
from worker import build_post, build_worker
from workflows.post import ROUNDS, in_words

LIMITS = MailLimits(look_again=0.02)


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
    post = await start_post(stage)
    write(stage, 5)
    await until(stage.journal.outbox.waiting, lambda count: count == 0)
    assert [settled.outcome for settled in stage.journal.outbox.ledger.values()] == [
        "no_address"
    ] * 5
    await post.terminate()


async def test_mails_go_on_after_somebody_has_ended_the_post(
    stage: Stage, mail_worker: Worker
) -> None:
    """A post that is cancelled or terminated while a worker runs is begun anew, and sends what
    waits."""

    again = partial(posts.start_post, stage.client, stage.queue)
    async with kept_standing(again, every=timedelta(milliseconds=20)):
        post = await start_post(stage)
        for end in (post.cancel, post.terminate):
            first = await post.describe()
            await end()
            await until(post.describe, partial(follows, first))
        write(stage, 1)
        await until(stage.journal.outbox.waiting, lambda count: count == 0)
    outcomes = [settled.outcome for settled in stage.journal.outbox.ledger.values()]
    assert outcomes == [DeliveryOutcome.NO_ADDRESS]
    await post.terminate()


def follows(first: WorkflowExecutionDescription, found: WorkflowExecutionDescription) -> bool:
    """Whether another run was found than the first one."""
    return found.run_id != first.run_id


async def test_a_post_is_started_once_and_again_after_its_end(
    stage: Stage, mail_worker: Worker
) -> None:
    """Worker processes that start together start one post; one that was ended is begun anew."""
    first = await start_post(stage)
    run = (await first.describe()).run_id
    again = await start_post(stage)
    assert (await again.describe()).run_id == run
    await first.terminate()
    third = await start_post(stage)
    assert (await third.describe()).run_id != run
    await third.terminate()


async def test_what_was_terminated_is_begun_anew_with_a_line_in_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    """A worker that starts says in its log which workflow it begins anew and how that had ended,
    and nothing of one that it begins for the first time or finds running."""
    caplog.set_level("INFO", "eyelevel.worker")
    post = await start_post(stage)
    await start_post(stage)
    assert lines_about(post.id, caplog) == []
    await post.terminate()
    await start_post(stage)
    assert lines_about(post.id, caplog) == ["terminated"]
    await post.terminate()


async def test_posts_that_are_too_many_end_when_their_mails_are_sent(
    stage: Stage, mail_worker: Worker
) -> None:
    """When a worker starts with fewer posts than run, those beyond it end, and what one of them
    had in hand is sent once."""
    stage.roster.put("example", *CROWD[:1], MENTEE, LEAD)
    too_many = [await start_post(stage, number) for number in (2, 3)]
    with stage.mailer.slow():
        write(stage, 1)
        await until(partial(mails_in_hand, stage), bool)
        await have_posts(stage.client, stage.queue, 1)
        for post in too_many:
            assert await ended_as(post) is WorkflowExecutionStatus.CANCELED
    await until(stage.journal.outbox.waiting, lambda count: count == 0)
    assert [settled.attempts for settled in stage.journal.outbox.ledger.values()] == [1]
    assert len(stage.mailer.sent) == 1
    first = await start_post(stage)
    assert (await first.describe()).status is WorkflowExecutionStatus.RUNNING
    await has_begun(first, 1)
    await first.terminate()


async def test_after_many_rounds_a_post_goes_on_in_another_run(
    client: Client, time_skipper: TimeSkipper
) -> None:
    """A post of many rounds ends its run before its history is long, and the next run goes on."""
    stage = Stage(client, time_skipper, queue=f"test-{uuid4().hex[:8]}")
    async with build_worker(client, stage.queue, stage.adapters), without_delay(stage):
        first = await start_post(stage)
        run = (await first.describe()).run_id
        next_run = await renewed(first, run)
        closed = client.get_workflow_handle(first.id, run_id=run)
        assert await ended_as(closed) is WorkflowExecutionStatus.CONTINUED_AS_NEW
        assert len(await lines_of(closed)) == ROUNDS
        going_on = client.get_workflow_handle(first.id, run_id=next_run)
        await has_begun(going_on, 2)
        await first.terminate()


async def mails_in_hand(stage: Stage) -> int:
    """Mails that are being handed over."""
    return stage.mailer.in_hand


def lines_about(workflow_id: str, caplog: pytest.LogCaptureFixture) -> list[str]:
    """How a workflow had ended that the log says is begun anew."""
    lines = [line.__dict__ for line in caplog.records if "begun anew" in line.message]
    return [line["was"] for line in lines if line["workflow"] == workflow_id]


async def test_a_round_is_told_in_words(stage: Stage) -> None:
    """The line of each round in the Temporal UI says how the one before went."""
    write(stage, 3)
    post = await start_post(stage)
    for rounds in (1, 2):
        async with build_post(stage.client, stage.queue, stage.adapters, LIMITS):
            # The end of the worker ends the round.
            await until(stage.journal.outbox.waiting, lambda count: count == 0)
            await has_begun(post, rounds)
    assert (await lines_of(post))[:2] == [
        "Send mails (before: the first round)",
        "Send mails (before: 3 without an address, 0 waiting)",
    ]
    await post.terminate()


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

"""Stories of posts whose histories are kept."""

from typing import Any

from temporalio.client import WorkflowHandle

from activities.pacing import MailLimits
from adapters.notify.example_people import LEAD, MENTEE, MENTOR
from tests.waiting import until
from tests.workflow.post_stage import (
    ended_as,
    has_begun,
    renewed,
    start_post,
    without_delay,
    write,
)
from tests.workflow.stage_setting import Stage
from worker import build_post, build_worker

Run = WorkflowHandle[Any, Any]

LIMITS = MailLimits(look_again=0.02)


async def post_sends(stage: Stage) -> Run:
    """Rounds in which mails are sent, refused and without an address; the next one has begun."""
    async with build_worker(stage.client, stage.queue, stage.adapters):
        post = await start_post(stage)
        for rounds in range(1, 4):
            write(stage, rounds)
            # The end of the worker ends the round.
            async with build_post(stage.client, stage.queue, stage.adapters, LIMITS):
                await until(stage.journal.outbox.waiting, lambda count: count == 0)
            await has_begun(post, rounds + 1)
            stage.journal.outbox.ledger.clear()
            stage.roster.put("example", MENTOR, MENTEE, LEAD)
            stage.mailer.refusing = {MENTOR.id} if rounds == 1 else set()
    return post


async def post_cancelled(stage: Stage) -> Run:
    """A post too many, which is cancelled amid a round."""
    async with build_worker(stage.client, stage.queue, stage.adapters):
        post = await start_post(stage)
        await has_begun(post, 1)
        await post.cancel()
        await ended_as(post)
    return post


async def post_goes_on(stage: Stage) -> Run:
    """All rounds of a run, at whose end the next one begins."""
    async with build_worker(stage.client, stage.queue, stage.adapters), without_delay(stage):
        post = await start_post(stage)
        first = (await post.describe()).run_id
        await renewed(post, first)
        await post.terminate()
    return stage.client.get_workflow_handle(post.id, run_id=first)

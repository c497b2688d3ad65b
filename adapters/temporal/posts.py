"""The posts of an installation: as many as its settings say, and no more."""

from functools import partial

from temporalio.client import Client

from activities.concurrently import concurrently
from adapters.temporal.standing import end_standing, start_standing
from domain.programme.ids import post_workflow_id
from settings import MOST_POSTS


async def have_posts(client: Client, task_queue: str, count: int) -> None:
    """Start those that do not run, and have those end that are too many.

    Workers that disagree about their number do not fight: only one that starts does this.
    """
    for number in range(1, count + 1):
        await start_post(client, task_queue, number)
    too_many = [post_workflow_id(task_queue, n) for n in range(count + 1, MOST_POSTS + 1)]
    await concurrently(partial(end_standing, client), too_many, at_once=MOST_POSTS)


async def start_post(client: Client, task_queue: str, number: int = 1) -> None:
    """Start one of them unless it runs."""
    await start_standing(
        client,
        "Post",
        post_workflow_id(task_queue, number),
        task_queue=task_queue,
        summary="Sends the mails of all cohorts and pairings",
    )

"""The workflow of the post: has somebody send, round after round, what the outbox holds.

A workflow of its own, on a task queue of its own: a mail server that keeps mails waiting holds up
nothing else, and no mail leaves a trace in the history of a pairing or cohort.
"""

from datetime import timedelta

from temporalio import workflow
from temporalio.common import RawValue

from activities.post import PostActivities, PostRound
from activities.posting import Posted
from domain.programme.ids import mail_queue
from workflows.handlers import without_handlers
from workflows.payloads import MISSING
from workflows.retry import POST_HEARTBEAT, RETRY_SOON

ROUNDS = 50
"""Rounds of one run: some 300 events of history."""
LONGEST_ROUND = timedelta(hours=2)
"""A round ends by itself within a little more than an hour."""


@workflow.defn(name="Post")
@without_handlers
class Post:
    """Goes on for ever. If somebody ends it, the workers begin it anew."""

    @workflow.run
    async def run(self, _raw: RawValue = MISSING) -> None:
        """One round after the other; the line of each says how the one before went."""
        last = "the first round"
        for _ in range(ROUNDS):
            posted = await workflow.execute_activity_method(
                PostActivities.post,
                PostRound(),
                task_queue=mail_queue(workflow.info().task_queue),
                start_to_close_timeout=LONGEST_ROUND,
                heartbeat_timeout=POST_HEARTBEAT,
                retry_policy=RETRY_SOON,
                summary=f"Send mails (before: {last})",
            )
            last = in_words(posted)
            workflow.set_current_details(f"Last round, until {workflow.now():%H:%M} UTC: {last}.")
        workflow.continue_as_new()


def in_words(posted: Posted) -> str:
    """What happened in a round, and what is left."""
    counts = (
        (posted.delivered, "delivered"),
        (posted.refused, "refused"),
        (posted.no_address, "without an address"),
        (posted.gave_up, "given up"),
        (posted.taken_back, "taken back"),
        (posted.put_back, "not taken yet"),
        (posted.put_off, "put off to working hours"),
    )
    done = [f"{count} {what}" for count, what in counts if count]
    waiting = "outbox out of reach" if posted.waiting is None else f"{posted.waiting} waiting"
    return ", ".join([*(done or ["no mails"]), waiting])

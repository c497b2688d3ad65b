"""The watch of an installation: twice an hour, somebody looks for what does not run as it should,
and for changes of people whose day has come.

A workflow of its own, so that the looks stay out of the histories of cohorts and pairings, and so
that several workers together look no more often than one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from pydantic import ValidationError
from temporalio import workflow
from temporalio.common import RawValue
from temporalio.exceptions import ActivityError, is_cancelled_exception

from activities.roster_changes import ChangesRequest, RosterChangeActivities
from activities.watch import CatchUpRequest, WatchActivities, WatchRequest
from workflows.continued_state import is_handed_on
from workflows.handlers import without_handlers
from workflows.payloads import MISSING, fields_of
from workflows.retry import FAN_OUT_TIMEOUT, HEARTBEAT, RETRY_A_WHILE

EVERY = timedelta(minutes=30)
"""Owners hear of it within an hour, even if a look fails once."""
LOOKS = 48
"""Looks of one run, a day's worth: some 1,200 events of history."""


@workflow.defn(name="Watch")
@without_handlers
class Watch:
    """Goes on for ever. If somebody ends it, the workers begin it anew."""

    @workflow.run
    async def run(self, raw: RawValue = MISSING) -> None:
        """Look, wait, and look again; the next run goes on in the journal where this one ends."""
        following = _handed_on(raw)
        for _ in range(LOOKS):
            with _no_other_held_up():
                await workflow.execute_activity_method(
                    WatchActivities.look,
                    WatchRequest(),
                    start_to_close_timeout=FAN_OUT_TIMEOUT,
                    heartbeat_timeout=HEARTBEAT,
                    retry_policy=RETRY_A_WHILE,
                    summary="Look for pairings that do not run any more",
                )
            with _no_other_held_up():
                found = await workflow.execute_activity_method(
                    WatchActivities.catch_up,
                    following,
                    start_to_close_timeout=FAN_OUT_TIMEOUT,
                    heartbeat_timeout=HEARTBEAT,
                    retry_policy=RETRY_A_WHILE,
                    summary="Look for runs that are behind their journal",
                )
                following = found.next
            with _no_other_held_up():
                await workflow.execute_activity_method(
                    RosterChangeActivities.make,
                    ChangesRequest(today=workflow.now().date()),
                    start_to_close_timeout=FAN_OUT_TIMEOUT,
                    heartbeat_timeout=HEARTBEAT,
                    retry_policy=RETRY_A_WHILE,
                    summary="Look for changes of people whose day has come",
                )
            await workflow.sleep(EVERY, summary="Until the next look")
        workflow.continue_as_new(following)


@contextmanager
def _no_other_held_up() -> Iterator[None]:
    """A look that fails is made again with the next ones, and keeps no other from being made."""
    try:
        yield
    except ActivityError as error:
        if is_cancelled_exception(error):
            raise
        workflow.logger.warning("A look has failed; the next one is in half an hour")


def _handed_on(raw: RawValue) -> CatchUpRequest:
    """The look that the run before this one has left; at first, the whole journal is looked at.

    Whoever else starts a watch cannot say from where on: it would never look at what is before.
    """
    if not is_handed_on():
        return CatchUpRequest()
    try:
        return CatchUpRequest.model_validate(fields_of(raw))
    except ValidationError:
        return CatchUpRequest()

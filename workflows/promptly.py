"""What is mostly quick is done within the workflow task; what turns out slow is left to patience.

A local activity costs one event instead of three, and no second workflow task. While it runs, the
task stays open and holds up all other messages: so it has one short attempt, and an ordinary
activity does the same again, for as long as it takes. Both are safe to repeat.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from temporalio import workflow
from temporalio.common import RetryPolicy
from temporalio.exceptions import (
    ActivityError,
    ApplicationError,
    FailureError,
    is_cancelled_exception,
)

from domain.engine.base import Frozen
from workflows.retry import JOURNAL_TIMEOUT, RETRY_SOON

R = TypeVar("R")

ONCE = RetryPolicy(maximum_attempts=1)
SAFETY_NET = timedelta(seconds=5)
"""The activity itself gives up earlier (`activities.prompt`), unless its worker is stuck."""


async def promptly(
    act: Callable[..., Awaitable[R]],
    argument: Frozen,
    summary: str,
    if_slow: Callable[[], None] = lambda: None,
) -> R:
    """Do it at once if that works, else call ``if_slow`` and do it with patience.

    Raises `ApplicationError` for a final no.
    """
    try:
        return await workflow.execute_local_activity(
            act,
            argument,
            schedule_to_close_timeout=SAFETY_NET,
            retry_policy=ONCE,
            summary=summary,
        )
    except FailureError as error:
        if is_cancelled_exception(error):
            raise
        _raise_if_final(error)
    if_slow()
    return await patiently(act, argument, summary)


async def patiently(act: Callable[..., Awaitable[R]], argument: Frozen, summary: str) -> R:
    """Do it in a task of its own, for as long as it takes; raises as `promptly` does."""
    try:
        return await workflow.execute_activity(
            act,
            argument,
            start_to_close_timeout=JOURNAL_TIMEOUT,
            retry_policy=RETRY_SOON,
            summary=summary,
        )
    except ActivityError as error:
        _raise_if_final(error)
        raise


def _raise_if_final(error: FailureError) -> None:
    # The SDK (1.35) wraps some failures of local activities in `ActivityError`, and some not: not
    # those that are final, and on replay no timeout.
    cause = error.cause if isinstance(error, ActivityError) else error
    if isinstance(cause, ApplicationError) and cause.non_retryable:
        raise cause

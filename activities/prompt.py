"""Local activities answer at once, or give up: the workflow task that waits for them must not.

What they could not do in time is left to an ordinary activity, which has all the patience.
"""

import asyncio
from datetime import timedelta
from typing import Any

from temporalio import activity
from temporalio.exceptions import ApplicationError
from temporalio.worker import ActivityInboundInterceptor, ExecuteActivityInput, Interceptor

PROMPT = timedelta(seconds=1.5)
"""An append takes milliseconds. A journal that takes longer than this is out of order."""
NOT_PROMPT = "NotPrompt"
"""Type of the error with which a local activity gives up."""


class GiveUpEarly(Interceptor):
    """Ends every local activity that takes longer than `PROMPT`; leaves ordinary ones alone."""

    def intercept_activity(self, next: ActivityInboundInterceptor) -> ActivityInboundInterceptor:
        """The time limit of each attempt."""
        return _Limit(next)


class _Limit(ActivityInboundInterceptor):
    async def execute_activity(self, input: ExecuteActivityInput) -> Any:
        if not activity.info().is_local:
            return await super().execute_activity(input)
        try:
            # Not left to Temporal: the SDK (1.35) raises a timeout that it has set itself in
            # another form on replay than it did at first.
            async with asyncio.timeout(PROMPT.total_seconds()):
                return await super().execute_activity(input)
        except TimeoutError:
            raise ApplicationError("no answer in time", type=NOT_PROMPT) from None

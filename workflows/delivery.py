"""The delivery of one notice as an errand: tried for days, then recorded as given up."""

from collections.abc import Callable
from datetime import timedelta

from temporalio import workflow
from temporalio.exceptions import ActivityError

from activities.notices import NoticeActivities
from domain.engine.base import Frozen
from domain.engine.words import spelled_out
from domain.telling.letters import Letter, LetterIncomplete
from domain.telling.notices import DeliveryOutcome, Notice
from domain.telling.orders import SettleNotice
from workflows.errands import Errand
from workflows.retry import DELIVERY_TIMEOUT, RETRY_FOREVER


def delivery(notice: Notice, write: Callable[[], Letter], give_up_days: int) -> Errand:
    """Deliver the letter of a notice. A failed mail is an outcome, never a failed workflow."""

    async def deliver() -> Frozen:
        try:
            outcome = await workflow.execute_activity_method(
                NoticeActivities.deliver,
                write(),
                # Over all attempts: retries end with it, and the outcome is recorded.
                schedule_to_close_timeout=timedelta(days=give_up_days),
                start_to_close_timeout=DELIVERY_TIMEOUT,
                retry_policy=RETRY_FOREVER,
                summary=f"Mail: {spelled_out(notice.kind)}{_to_whom(notice)}",
            )
        except (LetterIncomplete, ActivityError) as error:
            # Only the type is logged: the text could name an address.
            cause = error.cause if isinstance(error, ActivityError) else error
            workflow.logger.warning(
                "a notice was given up",
                extra={"notice": notice.id, "kind": notice.kind, "error": type(cause).__name__},
            )
            outcome = DeliveryOutcome.GAVE_UP
        return SettleNotice(notice_id=notice.id, outcome=outcome)

    return Errand(key=notice.id, run=deliver, can_wait=True)


def _to_whom(notice: Notice) -> str:
    return f" to the {notice.side}" if notice.side else ""

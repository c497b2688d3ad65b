"""By which revision of the rules a run decides."""

from temporalio import workflow
from temporalio.common import RawValue

from activities.revisions import Newest, note_revision
from domain.engine.errors import UnknownRevision
from workflows.payloads import fields_of
from workflows.retry import APPEND_TIMEOUT, RETRY_FOREVER

WRITTEN_BY_US = ("setup", "resume")
"""Only beside one of these does an argument name a revision. A cohort file never does."""


async def revision_of(raw: RawValue, newest: int) -> int:
    """The number that the argument names; without one, the newest that this release knows.

    The newest is written into the history before anything is decided, and found there by every
    replay. The SDK has no side effects for that, and a local activity would not do: on replay,
    `workflow.now()` is another moment after it than the one by which was decided.

    Raises `UnknownRevision`, which fails the task and not the workflow, for a number of a newer
    release: the task is tried again until a worker of that release takes it up.
    """
    number = _named(raw)
    if number is None:
        number = await workflow.execute_activity(
            note_revision,
            Newest(revision=newest),
            start_to_close_timeout=APPEND_TIMEOUT,
            retry_policy=RETRY_FOREVER,
            summary=f"Go by revision {newest} of the rules",
        )
    if number > newest:
        raise UnknownRevision(
            f"this run goes by revision {number} of the rules, and this release knows them up to "
            f"revision {newest}. A newer release has begun it: let that one run, or a later one, "
            "wherever Eyelevel runs"
        )
    return number


def _named(raw: RawValue) -> int | None:
    fields = fields_of(raw)
    number = fields.get("revision")
    is_ours = any(name in fields for name in WRITTEN_BY_US)
    # `type`, because JSON's true would pass for the int 1.
    return number if is_ours and type(number) is int else None

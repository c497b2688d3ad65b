"""By which revision of the rules a run decides."""

from temporalio.common import RawValue

from activities.revisions import Newest, note_revision
from domain.engine.errors import UnknownRevision
from workflows.continued_state import is_handed_on
from workflows.payloads import fields_of
from workflows.promptly import promptly


async def revision_of(raw: RawValue, newest: int) -> int:
    """The number that the run before this one has handed on; without one, the newest known here.

    Whoever else starts a run cannot choose it. The newest is written into the history before
    anything is decided, and found there by every replay.

    Raises `UnknownRevision`, which fails the task and not the workflow, for a number of a newer
    release: the task is tried again until a worker of that release takes it up.
    """
    number = _handed_on(raw)
    if number is None:
        summary = f"Go by revision {newest} of the rules"
        number = await promptly(note_revision, Newest(revision=newest), summary)
    if number > newest:
        raise UnknownRevision(
            f"this run goes by revision {number} of the rules, and this release knows them up to "
            f"revision {newest}. A newer release has begun it: let that one run, or a later one, "
            "wherever Eyelevel runs"
        )
    return number


def _handed_on(raw: RawValue) -> int | None:
    if not is_handed_on():
        return None
    number = fields_of(raw).get("revision")
    # `type`, because JSON's true would pass for the int 1.
    return number if type(number) is int else None

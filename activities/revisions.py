"""A number for Temporal's history."""

from temporalio import activity


@activity.defn(name="note_revision")
async def note_revision(newest: int) -> int:
    """Give back the number that the workflow goes by, whichever release answers.

    All that matters is that the history has it.
    """
    return newest

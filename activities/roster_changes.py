"""Makes the changes of people that were known ahead, and has their pairings checked."""

import logging
from datetime import date
from hashlib import sha256

from temporalio import activity

from activities.beating import beating
from activities.ports import ChangingRoster, Progress, Workflows
from domain.cohort.commands import CohortPersonChanged
from domain.cohort.reaching import Reach, messages_about, workflow_of
from domain.engine.base import Frozen
from domain.roster.changes import MadeChange

log = logging.getLogger("eyelevel.watch")


class ChangesRequest(Frozen):
    """A look for changes whose day has come."""

    today: date


class ChangesReport(Frozen):
    """What a look for changes has found. Shown in the Temporal UI."""

    told: int
    """Number of people whose pairings know."""
    untold: int
    """Number of those of whom somebody could not be told; the next look tries again."""


class RosterChangeActivities:
    """Changes that the roster knows ahead. Only numbers leave this place."""

    def __init__(self, roster: ChangingRoster, progress: Progress, workflows: Workflows) -> None:
        self._roster = roster
        self._progress = progress
        self._workflows = workflows

    @activity.defn(name="make_roster_changes")
    async def make(self, request: ChangesRequest) -> ChangesReport:
        """Make the changes of people whose day has come, and tell their pairings.

        Safe to repeat: a message that was sent before has the same id, and counts once.
        """
        async with beating():
            await self._roster.make_changes(request.today)
            told = [await self._tell(change) for change in await self._roster.untold()]
        return ChangesReport(told=sum(told), untold=len(told) - sum(told))

    async def _tell(self, change: MadeChange) -> bool:
        """Whether everybody whom a change concerns has been told."""
        reach = Reach(await self._progress.pairings_of(change.roster, [change.person]))
        check, id_ = CohortPersonChanged.model_validate, _message_id(change)
        lost = [
            workflow_of(message)
            for message in messages_about(change.person, reach, check, id_)
            if not await self._workflows.tell(message)
        ]
        for workflow_id in lost:
            log.warning("A change cannot be told", extra={"workflow_id": workflow_id})
        if not lost:
            await self._roster.note_told(change)
        return not lost


def _message_id(change: MadeChange) -> str:
    """The same change has the same id; one that names the person would be too long."""
    named = f"{change.roster} {change.person} {change.on}"
    return f"roster-{sha256(named.encode()).hexdigest()[:32]}"

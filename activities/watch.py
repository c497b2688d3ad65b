"""The watch: finds pairings that can still go on and that Temporal does not run, for their cohorts.

Somebody terminates a workflow, or floods it until Temporal ends it: nothing within Temporal tells
anybody. The cohorts cannot look for themselves, because each look would stay in their histories.
"""

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from itertools import count

from temporalio import activity

from activities.beating import beating
from activities.ports import Journal, Progress, Workflows
from domain.cohort.commands import PairingsWatched
from domain.cohort.progress import WatchedPairing
from domain.engine.base import Frozen
from domain.engine.journal import Unreadable
from domain.engine.roles import Role
from domain.programme.ids import CohortId, PairingId, cohort_workflow_id

SETTLED_AFTER = timedelta(minutes=1)
"""An event of this age is known to the run that wrote it, if that is well: a task takes seconds."""
UNSURE_AT_MOST = 200
"""Number of runs that one look hands on to the next; their names are in the history of `Watch`."""
NEWS_AT_ONCE = 50
"""Number of pairings that one message to a cohort names."""

log = logging.getLogger("eyelevel.watch")


class WatchRequest(Frozen):
    """A look at all pairings that can go on."""


class WatchReport(Frozen):
    """What a look has found. Shown in the Temporal UI."""

    pairings: int
    """Number of those that can go on."""
    not_running: int
    messages: int
    """Number of those sent to cohorts; none as long as nothing has changed."""


class CatchUpRequest(Frozen):
    """A look at all runs whose journal has grown."""

    after: int = 0
    """Global position up to which the journal was looked at before; at first, all of it is."""
    unsure: dict[str, int] = {}
    """Runs that were writing then, and the versions that they have to know by now."""


class CatchUpReport(Frozen):
    """What a look at the journal has found. Shown in the Temporal UI."""

    streams: int
    """Number of those that have grown."""
    renewed: int
    """Number of runs that were behind."""
    next: CatchUpRequest
    """The look that has to follow."""


class WatchActivities:
    """The look from outside, which leaves nothing in the histories of those it looks at."""

    def __init__(
        self,
        progress: Progress,
        workflows: Workflows,
        journal: Journal,
        settled_after: timedelta = SETTLED_AFTER,
    ) -> None:
        self._progress = progress
        self._workflows = workflows
        self._journal = journal
        self._settled_after = settled_after

    @activity.defn(name="look_for_pairings_not_running")
    async def look(self, _request: WatchRequest) -> WatchReport:
        """Tell each cohort which of its pairings do not run, and which run again.

        Safe to repeat.
        """
        async with beating():
            return await self._look()

    @activity.defn(name="look_for_runs_behind")
    async def catch_up(self, request: CatchUpRequest) -> CatchUpReport:
        """Renew each run whose journal has events that it does not know; safe to repeat.

        A workflow task that was lost after its append leaves such a run, and if sender and Temporal
        died with the worker, nobody else would ever notice.
        """
        async with beating():
            return await self._catch_up(request)

    async def _look(self) -> WatchReport:
        watched = await self._watched()
        expected = [row.pairing_id for row in watched if row.can_go_on]
        stopped = set(await self._workflows.not_running(expected))
        if stopped:
            # One that has come to its end in the meantime does not run either, and is no news.
            watched = await self._watched()
        news = list(_news(watched, stopped))
        for fact in news:
            if not await self._workflows.tell(fact):
                cohort = cohort_workflow_id(fact.cohort_id)
                log.warning("A cohort does not run", extra={"workflow_id": cohort})
        return WatchReport(
            pairings=sum(row.can_go_on for row in watched),
            not_running=sum(row.can_go_on and row.pairing_id in stopped for row in watched),
            messages=len(news),
        )

    async def _catch_up(self, request: CatchUpRequest) -> CatchUpReport:
        growth = await self._journal.grown(request.after, self._settled_after)
        versions = request.unsure | growth.versions
        behind = await self._workflows.behind(versions)
        for workflow_id in behind.certain:
            log.warning("A run is behind its journal", extra={"workflow_id": workflow_id})
            await self._workflows.renew(workflow_id)
        unsure = {workflow_id: versions[workflow_id] for workflow_id in behind.writing}
        following = CatchUpRequest(after=growth.position, unsure=unsure)
        if len(unsure) > UNSURE_AT_MOST:
            following = CatchUpRequest(after=growth.after, unsure=request.unsure)
        return CatchUpReport(
            streams=len(growth.versions), renewed=len(behind.certain), next=following
        )

    async def _watched(self) -> list[WatchedPairing]:
        found = await self._progress.watched()
        for row in found:
            if isinstance(row, Unreadable):
                where = {"stream": row.stream, "why": row.why}
                log.warning("A pairing cannot be read", extra=where)
        return [row for row in found if isinstance(row, WatchedPairing)]


def _news(
    watched: Sequence[WatchedPairing], stopped: Collection[PairingId]
) -> Iterator[PairingsWatched]:
    """What has changed for each cohort, in messages of a size that it can take."""
    changed: dict[CohortId, list[WatchedPairing]] = {}
    for row in watched:
        if row.reported is not (row.can_go_on and row.pairing_id in stopped):
            changed.setdefault(row.cohort_id, []).append(row)
    numbers = count(1)
    for cohort_id, rows in changed.items():
        for first in range(0, len(rows), NEWS_AT_ONCE):
            some = rows[first : first + NEWS_AT_ONCE]
            yield PairingsWatched(
                message_id=_message_id(next(numbers)),
                acting=Role.INTEGRATION,
                cohort_id=cohort_id,
                not_running=tuple(row.pairing_id for row in some if not row.reported),
                running_again=tuple(row.pairing_id for row in some if row.reported),
            )


def _message_id(number: int) -> str:
    """Of this very attempt: another one may have something else to tell."""
    info = activity.info()
    return f"watch-{info.workflow_run_id}-{info.activity_id}-{info.attempt}-{number}"

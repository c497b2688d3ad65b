"""How the course of a cohort changes its state: stages, pauses, the end."""

from domain.cohort.briefings import Briefings
from domain.cohort.events import (
    CohortCalendarRenewed,
    CohortClosed,
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortEndingBegun,
    CohortOpened,
    CohortPaused,
    CohortPolicyAdopted,
    CohortResumed,
    CohortStageEntered,
)
from domain.cohort.evolve.asking import asking_again
from domain.cohort.evolve.leaving import put_aside
from domain.cohort.evolve.shutdowns import behind_shutdown
from domain.cohort.partnerless import told_at
from domain.cohort.state import CohortDeadline, CohortEnding, CohortPause, CohortState
from domain.cohort.vocabulary import CohortDeadlineKind, EntryStatus
from domain.engine.outage import postponed
from domain.engine.tables import Appliers, Beginnings, On
from domain.engine.timetable import days_of_pause, moved, with_deadlines
from domain.telling.desk import items_reminded

Kind = CohortDeadlineKind


def _opened(event: CohortOpened, revision: int) -> CohortState:
    """The first state of a cohort."""
    return CohortState(
        version=0,
        revision=revision,
        cohort_id=event.cohort_id,
        request=event.request,
        calendar=event.calendar,
        readiness_waived=event.readiness_waived,
        briefings=Briefings(dates=event.request.preparation.briefings),
        opened_at=event.occurred_at,
        stage_since=event.occurred_at,
    )


def _stage_entered(event: CohortStageEntered, state: CohortState) -> CohortState:
    return state.model_copy(update={"stage": event.stage, "stage_since": event.occurred_at})


def _deadline_elapsed(event: CohortDeadlineElapsed, state: CohortState) -> CohortState:
    gone = (event.kind, *event.supersedes)
    left = tuple(deadline for deadline in state.deadlines if deadline.kind not in gone)
    wanted = state.progress_wanted or event.kind is Kind.PROGRESS_CHECK
    state = state.model_copy(
        update={
            "deadlines": left,
            "progress_wanted": wanted,
            "calendar_wanted": state.calendar_wanted or state.calendar.runs_out(event.occurred_at),
        }
    )
    if event.kind is Kind.ITEM_REMINDER:
        return items_reminded(state, event.occurred_at)
    if event.kind is not Kind.WAITING_NEWS:
        return state
    # What has changed elsewhere meanwhile, in the roster or in other cohorts, may have made room.
    told = told_at(put_aside(state, event.occurred_at), event.occurred_at)
    return asking_again(told, event.occurred_at) if told.matching.waiting else told


def _calendar_renewed(event: CohortCalendarRenewed, state: CohortState) -> CohortState:
    renewed = state.model_copy(update={"calendar": event.calendar, "calendar_wanted": False})
    # With the calendar moves what a pause has kept: its own end, and what reminds in it, would not.
    return renewed if state.pause is None else behind_shutdown(event, renewed)


def _policy_adopted(event: CohortPolicyAdopted, state: CohortState) -> CohortState:
    """What the cohort itself waits for keeps its time; the next of a kind has the new one."""
    return state.with_part("request", **dict(event.policy))


def deadline_postponed(event: CohortDeadlinePostponed, state: CohortState) -> CohortState:
    """The deadline is due later, and the milder ones of its matter are gone."""
    return postponed(state, event, CohortDeadline(kind=event.kind, due=event.until))


def _paused(event: CohortPaused, state: CohortState) -> CohortState:
    kept = tuple(line for line in state.deadlines if line.kind is not Kind.ITEM_REMINDER)
    pause = CohortPause(since=event.occurred_at, return_on=event.return_on, kept=kept)
    return state.model_copy(update={"pause": pause})


def _resumed(event: CohortResumed, state: CohortState) -> CohortState:
    if state.pause is None:
        return state
    kept = moved(state.pause.kept, state.calendar, days_of_pause(state, event.occurred_at))
    items = (line for line in state.deadlines if line.kind is Kind.ITEM_REMINDER)
    return with_deadlines(state.model_copy(update={"pause": None}), (*kept, *items))


def _ending_begun(event: CohortEndingBegun, state: CohortState) -> CohortState:
    ending = CohortEnding(at=event.occurred_at, reason=event.reason, by=event.by)
    entries = tuple(
        entry.model_copy(update={"status": EntryStatus.WITHDRAWN})
        if entry.status is EntryStatus.TO_START
        else entry
        for entry in state.pairings
    )
    return without_matching(state).model_copy(
        update={"ending": ending, "pause": None, "pairings": entries}
    )


def _closed(event: CohortClosed, state: CohortState) -> CohortState:
    ending = state.ending or CohortEnding(at=event.occurred_at, reason=event.reason)
    return without_matching(state).model_copy(
        update={
            "ending": ending,
            "pause": None,
            "instructions": (),
            "news": (),
            "unreached": (),
            "progress_wanted": False,
            "calendar_wanted": False,
        }
    )


def without_matching(state: CohortState) -> CohortState:
    """The state after the end of matching."""
    state = state.with_part("matching", over=True, wanted=False, proposals=())
    return state.with_part("people", seekers=(), offers=())


BEGIN: Beginnings[CohortState] = (On(CohortOpened, _opened),)
APPLY: Appliers[CohortState] = (
    On(CohortStageEntered, _stage_entered),
    On(CohortDeadlineElapsed, _deadline_elapsed),
    On(CohortDeadlinePostponed, deadline_postponed),
    On(CohortCalendarRenewed, _calendar_renewed),
    On(CohortPolicyAdopted, _policy_adopted),
    On(CohortPaused, _paused),
    On(CohortResumed, _resumed),
    On(CohortEndingBegun, _ending_begun),
    On(CohortClosed, _closed),
)

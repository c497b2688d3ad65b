"""A cohort in numbers, as far as its last look at the pairings goes."""

from collections import Counter
from collections.abc import Iterable

from domain.cohort.state import CohortState, PairingEntry
from domain.cohort.to_brief import those_to_brief
from domain.cohort.vocabulary import EntryStatus
from domain.engine.base import Frozen
from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.vocabulary import Stage
from domain.programme.people import Side
from domain.telling.catalogue import ShownKind
from domain.telling.kinds import ItemKind


class StageCount(Frozen):
    """Number of pairings in a stage."""

    stage: Stage
    count: int


class ItemCount(Frozen):
    """Number of open items of a kind, in the cohort and its pairings."""

    kind: ShownKind
    count: int


class CohortFigures(Frozen):
    """The figures that HR sees at a glance."""

    stages: tuple[StageCount, ...]
    """Of the pairings that were started, in the order of the stages; without empty ones."""
    to_confirm: int
    to_start: int
    not_started: int
    paused: int
    sessions_planned: int
    sessions_held: int
    sessions_missed: int
    briefed: int
    """People in running pairings who were briefed, or need no briefing; each once per side."""
    to_brief: int
    """Those who are still to be briefed."""
    mentors_waiting: int
    mentees_waiting: int
    items: tuple[ItemCount, ...]


def figures(state: CohortState) -> CohortFigures:
    """The cohort in numbers. A pairing that was not looked at yet counts as invited."""
    started = [
        entry
        for entry in state.pairings
        if entry.status is EntryStatus.STARTED and not entry.is_void
    ]
    rows = [entry.progress for entry in started if entry.progress is not None]
    counted = [entry.progress for entry in started if entry.progress and entry.counts]
    statuses = Counter(entry.status for entry in state.pairings)
    sides = Counter(unmatched.side for unmatched in state.matching.waiting)
    kinds = Counter(item.kind for item in state.desk.items)
    kinds.update(kind for row in rows for kind in row.items)
    return CohortFigures(
        stages=_stages(started),
        to_confirm=len(state.matching.proposals),
        to_start=statuses[EntryStatus.TO_START],
        not_started=statuses[EntryStatus.FAILED],
        paused=sum(row.paused for row in rows),
        sessions_planned=sum(row.sessions_planned for row in counted),
        sessions_held=sum(row.sessions_held for row in counted),
        sessions_missed=sum(row.sessions_missed for row in counted),
        briefed=_briefed(state),
        to_brief=sum(len(those_to_brief(state, side)) for side in Side),
        mentors_waiting=sides[Side.MENTOR],
        mentees_waiting=sides[Side.MENTEE],
        items=tuple(
            ItemCount(kind=kind, count=kinds[kind])
            for kind in (*ItemKind, IN_CONFIDENCE)
            if kinds[kind]
        ),
    )


def _briefed(state: CohortState) -> int:
    """Of those on a side that has briefings."""
    return sum(
        len(state.briefings.briefed(side) & {entry.person(side) for entry in state.running})
        for side in Side
        if state.briefings.dates_for(side)
    )


def _stages(started: Iterable[PairingEntry]) -> tuple[StageCount, ...]:
    counts = Counter(entry.progress.stage if entry.progress else Stage.INVITED for entry in started)
    return tuple(StageCount(stage=stage, count=counts[stage]) for stage in Stage if counts[stage])

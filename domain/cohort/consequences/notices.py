"""Who is told what: the owners about proposals and items, everybody about the course."""

from collections.abc import Iterable

from domain.cohort.consequences.items import cause_of
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEndingBegun,
    CohortEvent,
    CohortItemOpened,
    CohortNoticeIssued,
    CohortPaused,
    CohortResumed,
    MatchesProposed,
)
from domain.cohort.state import CohortState, people_of
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.base import Instant
from domain.engine.timetable import due_of
from domain.programme.request import OwnerRole
from domain.telling.items import Item
from domain.telling.notices import Notice, NoticeKind

Kind = CohortDeadlineKind
Events = tuple[CohortNoticeIssued, ...]


def notices_after(event: CohortEvent, state: CohortState) -> Events:
    """The notices that follow from an event; ``state`` is the state after it."""
    match event:
        case MatchesProposed(pairs=pairs) if pairs and state.request.confirm:
            return _ask_to_confirm(NoticeKind.MATCHES_TO_CONFIRM, event, state)
        case CohortDeadlineElapsed(kind=Kind.CONFIRMATION_REMINDER):
            return _ask_to_confirm(NoticeKind.MATCHES_REMINDER, event, state)
        case CohortItemOpened(item=item):
            return _tell(_owner(state), NoticeKind.ITEM_OPENED, event, state, item=item)
        case CohortPaused():
            return _tell_everybody(NoticeKind.COHORT_PAUSED, event, state)
        case CohortResumed():
            return _tell_everybody(NoticeKind.COHORT_RESUMED, event, state)
        case CohortEndingBegun():
            return _tell_everybody(NoticeKind.COHORT_ENDED, event, state)
        case _:
            return ()


def _ask_to_confirm(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Events:
    deadlines = state.pause.kept if state.pause else state.deadlines
    until = due_of(deadlines, Kind.CONFIRMATION_ITEM)
    return _tell(_owner(state), kind, event, state, until=until)


def _tell_everybody(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Events:
    """One mail per person, however many pairings somebody is in (case 54)."""
    return _tell(people_of(state.running), kind, event, state)


def _owner(state: CohortState) -> tuple[str, ...]:
    """The programme lead, else the deputy; a cohort without both tells nobody."""
    owners = state.request.owners
    person = owners.of(OwnerRole.LEAD) or owners.of(OwnerRole.DEPUTY)
    return (person,) if person else ()


def _tell(
    people: Iterable[str],
    kind: NoticeKind,
    event: CohortEvent,
    state: CohortState,
    *,
    item: Item | None = None,
    until: Instant | None = None,
) -> Events:
    """The notice to each of the people; numbered, for a person's id would make it too long."""
    return tuple(
        CohortNoticeIssued(
            occurred_at=event.occurred_at,
            notice=Notice(
                id=f"{kind.value}-{state.version}-{number}",
                kind=kind,
                to=person,
                item_id=item.id if item else None,
                item=item.kind if item else None,
                until=until,
                cause=item.cause if item else cause_of(event),
            ),
        )
        for number, person in enumerate(people, start=1)
    )

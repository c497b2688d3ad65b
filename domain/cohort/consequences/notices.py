"""The notices of a cohort: to owners about proposals and items, to everyone about the course."""

from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEndingBegun,
    CohortEvent,
    CohortItemOpened,
    CohortNoticeIssued,
    CohortNoticeSettled,
    CohortPaused,
    CohortResumed,
    MatchesProposed,
)
from domain.cohort.state import CohortState, people_of
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.events import cause_of
from domain.engine.timetable import due_of
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice, notice_id
from domain.telling.owners import ask_owner, pass_on, tell_owner

Kind = CohortDeadlineKind
Notices = tuple[CohortNoticeIssued, ...]

QUESTIONS = (NoticeKind.MATCHES_TO_CONFIRM, NoticeKind.MATCHES_REMINDER)
"""Notices that ask an owner about proposed pairs."""


def notices_after(event: CohortEvent, state: CohortState) -> Notices:
    """The notices that follow from an event; ``state`` is the state after it."""
    match event:
        case MatchesProposed(pairs=pairs) if pairs and state.request.confirm:
            return _ask_to_confirm(NoticeKind.MATCHES_TO_CONFIRM, event, state)
        case CohortDeadlineElapsed(kind=Kind.CONFIRMATION_REMINDER):
            return _ask_to_confirm(NoticeKind.MATCHES_REMINDER, event, state)
        case CohortItemOpened():
            return tell_owner(CohortNoticeIssued, event, state)
        case CohortNoticeSettled():
            still_asked = QUESTIONS if state.matching.proposals else ()
            return pass_on(CohortNoticeIssued, event, state, still_asked)
        case CohortPaused():
            return _tell_everybody(NoticeKind.COHORT_PAUSED, event, state)
        case CohortResumed():
            return _tell_everybody(NoticeKind.COHORT_RESUMED, event, state)
        case CohortEndingBegun():
            return _tell_everybody(NoticeKind.COHORT_ENDED, event, state)
        case _:
            return ()


def _ask_to_confirm(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Notices:
    deadlines = state.pause.kept if state.pause else state.deadlines
    until = due_of(deadlines, Kind.CONFIRMATION_ITEM)
    return ask_owner(CohortNoticeIssued, kind, event, state, until)


def _tell_everybody(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Notices:
    """One mail per person, however many pairings they have (case 54).

    Numbered, because a person's id would make the notice's id too long.
    """
    return tuple(
        CohortNoticeIssued(
            occurred_at=event.occurred_at,
            notice=Notice(
                id=notice_id(kind, state.version, number),
                kind=kind,
                to=person,
                cause=cause_of(event),
            ),
        )
        for number, person in enumerate(people_of(state.running), start=1)
    )

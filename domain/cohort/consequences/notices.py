"""The notices of a cohort to its owners: about proposals and items."""

from domain.cohort.event import CohortEvent
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortItemOpened,
    CohortNoticeIssued,
    CohortNoticeSettled,
    CohortOwnersChanged,
    MatchesProposed,
)
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.events import Delay
from domain.engine.timetable import due_of
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.owners import (
    ask_owner,
    pass_on,
    remind_of_items,
    remind_owner,
    tell_new_owners,
    tell_owner,
)

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
        case CohortDeadlineElapsed(kind=Kind.ITEM_REMINDER):
            return remind_of_items(CohortNoticeIssued, event, state)
        case CohortDeadlinePostponed() if event.delay is not Delay.MAIL_WAITING:
            return _ask_again(event, state)
        case CohortItemOpened():
            return tell_owner(CohortNoticeIssued, event, state)
        case CohortOwnersChanged():
            return tell_new_owners(CohortNoticeIssued, event, state)
        case CohortNoticeSettled():
            still_asked = QUESTIONS if state.matching.proposals else ()
            return pass_on(CohortNoticeIssued, event, state, still_asked)
        case _:
            return ()


def _ask_to_confirm(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Notices:
    deadlines = state.pause.kept if state.pause else state.deadlines
    until = due_of(deadlines, Kind.CONFIRMATION_ITEM)
    return ask_owner(CohortNoticeIssued, kind, event, state, until)


def _ask_again(event: CohortDeadlinePostponed, state: CohortState) -> Notices:
    """The owner is told until when, unless another deadline reminds of the same by then."""
    match event.kind:
        case Kind.MATCHING_OVER if state.matching.proposals and not _asked_by_then(event, state):
            kind = NoticeKind.MATCHES_REMINDER
            return ask_owner(CohortNoticeIssued, kind, event, state, event.until)
        case Kind.PAUSE_MAX:
            return remind_owner(CohortNoticeIssued, ItemKind.STILL_PAUSED, event, state)
        case _:
            return ()


def _asked_by_then(event: CohortDeadlinePostponed, state: CohortState) -> bool:
    deadlines = state.pause.kept if state.pause else state.deadlines
    reminders = (Kind.CONFIRMATION_REMINDER, Kind.CONFIRMATION_ITEM)
    return any(due_of(deadlines, kind) for kind in reminders)

"""The notices of a cohort: to owners about proposals and items, to everyone about the course."""

from collections.abc import Iterable

from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortDeadlinePostponed,
    CohortEndingBegun,
    CohortEvent,
    CohortItemOpened,
    CohortNoticeIssued,
    CohortNoticeSettled,
    CohortPaused,
    CohortResumed,
    MatchesProposed,
    PlacesFreed,
)
from domain.cohort.state import CohortState, people_of
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.events import Delay, cause_of
from domain.engine.timetable import due_of
from domain.programme.ids import PairingId, PersonId
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import Notice, notice_id
from domain.telling.owners import ask_owner, pass_on, remind_owner, tell_owner

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
        case CohortDeadlinePostponed() if event.delay is not Delay.MAIL_WAITING:
            return _ask_again(event, state)
        case CohortItemOpened():
            return tell_owner(CohortNoticeIssued, event, state)
        case CohortNoticeSettled():
            still_asked = QUESTIONS if state.matching.proposals else ()
            return pass_on(CohortNoticeIssued, event, state, still_asked)
        case CohortPaused():
            return _tell_everybody(NoticeKind.COHORT_PAUSED, event, state)
        case CohortResumed():
            return (
                *_tell_everybody(NoticeKind.COHORT_RESUMED, event, state),
                *_ask_about_another(event, state),
            )
        case PlacesFreed() if state.pause is None:
            return _ask_about_another(event, state, of=event.pairing_id)
        case CohortEndingBegun():
            return _tell_everybody(NoticeKind.COHORT_ENDED, event, state)
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


def _ask_about_another(
    event: CohortEvent, state: CohortState, of: PairingId | None = None
) -> Notices:
    """Whoever lost the partner is asked whether they want another; after a pause, all of them."""
    offers = [offer for offer in state.people.offers if of in (None, offer.predecessor)]
    people = [offer.person for offer in offers]
    return _tell(people, NoticeKind.ANOTHER_PARTNER, event, state)


def _tell_everybody(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Notices:
    """One mail per person, however many pairings they have (case 54)."""
    return _tell(people_of(state.running), kind, event, state)


def _tell(
    people: Iterable[PersonId], kind: NoticeKind, event: CohortEvent, state: CohortState
) -> Notices:
    """Numbered, because a person's id would make the notice's id too long."""
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
        for number, person in enumerate(people, start=1)
    )

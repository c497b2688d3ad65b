"""The notices of a cohort to its people: about its course, and to those without a partner."""

from collections.abc import Iterable

from domain.cohort.briefing_events import PeopleInvited
from domain.cohort.event import CohortEvent
from domain.cohort.events import (
    CohortDeadlineElapsed,
    CohortEndingBegun,
    CohortNoticeIssued,
    CohortPaused,
    CohortResumed,
    MatchingEnded,
    PersonReported,
    PlacesFreed,
)
from domain.cohort.partnerless import people_waiting, those_who_wait
from domain.cohort.state import CohortState, News, people_of
from domain.cohort.vocabulary import CohortDeadlineKind, NewsKind
from domain.engine.base import OpaqueId
from domain.engine.events import cause_of
from domain.programme.ids import PairingId, PersonId
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice, notice_id

Notices = tuple[CohortNoticeIssued, ...]


def words_to_people(event: CohortEvent, state: CohortState) -> Notices:
    """The notices that follow from an event; ``state`` is the state after it."""
    match event:
        case CohortPaused():
            return _tell_everybody(NoticeKind.COHORT_PAUSED, event, state)
        case CohortResumed():
            return (
                *_tell_everybody(NoticeKind.COHORT_RESUMED, event, state),
                *_ask_about_another(event, state),
            )
        case CohortEndingBegun():
            return _tell_everybody(NoticeKind.COHORT_ENDED, event, state)
        case CohortDeadlineElapsed(kind=CohortDeadlineKind.WAITING_NEWS):
            return _tell_who_waits(event, state)
        case PeopleInvited(people=people, briefing_id=briefing_id):
            return _tell(people, NoticeKind.BRIEFING_INVITATION, event, state, briefing_id)
        case PersonReported(news=News(kind=NewsKind.STAYS | NewsKind.LEFT, person=person)):
            return _ask_who_stays(person, event, state)
        case MatchingEnded(waiting=waiting):
            return _tell(waiting, NoticeKind.WAITING_OVER, event, state)
        case PlacesFreed() if state.pause is None:
            return _ask_about_another(event, state, of=event.pairing_id)
        case _:
            return ()


def _ask_about_another(
    event: CohortEvent, state: CohortState, of: PairingId | None = None
) -> Notices:
    """Whoever lost the partner is asked whether they want another; after a pause, all of them."""
    offers = [offer for offer in state.people.offers if of in (None, offer.predecessor)]
    people = [offer.person for offer in offers]
    return _tell(people, NoticeKind.ANOTHER_PARTNER, event, state)


def _ask_who_stays(person: PersonId | None, event: CohortEvent, state: CohortState) -> Notices:
    """Whoever was to leave soon, and is asked about another partner now or again."""
    now, kind = event.occurred_at, NoticeKind.ANOTHER_PARTNER
    asked = {one.person for one in state.people.offers if one.told_at == now}
    asked -= {one.notice.to for one in state.desk.told if (one.at, one.notice.kind) == (now, kind)}
    if person not in asked or state.pause is not None:
        return ()
    return _tell([person], kind, event, state)


def _tell_who_waits(event: CohortDeadlineElapsed, state: CohortState) -> Notices:
    """Everybody whose turn it was: the list says so by now."""
    now = event.occurred_at
    told = {one.person: one.told for one in those_who_wait(state) if one.told_at == now}
    new = [person for person, times in told.items() if times == 1]
    asked = [offer.person for offer in state.people.offers if offer.told_at == now]
    return (
        *_tell(new, NoticeKind.WAITING_LIST, event, state),
        *_tell([one for one in told if one not in new], NoticeKind.STILL_WAITING, event, state),
        *_tell(asked, NoticeKind.ANOTHER_PARTNER, event, state),
    )


def _tell_everybody(kind: NoticeKind, event: CohortEvent, state: CohortState) -> Notices:
    """One mail per person, however many pairings they have (case 54)."""
    people = dict.fromkeys((*people_of(state.running), *people_waiting(state)))
    return _tell(people, kind, event, state)


def _tell(
    people: Iterable[PersonId],
    kind: NoticeKind,
    event: CohortEvent,
    state: CohortState,
    briefing_id: OpaqueId | None = None,
) -> Notices:
    """Numbered, because a person's id would make the notice's id too long."""
    return tuple(
        CohortNoticeIssued(
            occurred_at=event.occurred_at,
            notice=Notice(
                id=notice_id(kind, state.version, number),
                kind=kind,
                to=person,
                briefing_id=briefing_id,
                cause=cause_of(event),
            ),
        )
        for number, person in enumerate(people, start=1)
    )

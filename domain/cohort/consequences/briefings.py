"""What follows for the briefings: invitations to the next date, and word to the pairings."""

from domain.cohort.briefing_events import (
    BriefingAdded,
    BriefingRecorded,
    CohortBriefingWaived,
    PeopleInvited,
)
from domain.cohort.event import CohortEvent, Events
from domain.cohort.events import CohortResumed, PersonReported, ProgressChecked
from domain.cohort.state import CohortState, News
from domain.cohort.to_brief import briefed_pairings, invitations, people_are_briefed
from domain.cohort.vocabulary import NewsKind


def briefings_after(event: CohortEvent, state: CohortState) -> Events:
    """The steps that follow from an event; ``state`` is the state after it."""
    match event:
        case ProgressChecked() | BriefingAdded() | CohortResumed():
            return _invited(event, state)
        case BriefingRecorded(attended=attended, missed=missed):
            told = _tell_pairings({*attended, *missed}, event, state)
            return (*told, *_invited(event, state))
        case CohortBriefingWaived(waiver=waiver):
            return _tell_pairings({waiver.person}, event, state)
        case _:
            return ()


def _invited(event: CohortEvent, state: CohortState) -> Events:
    if not people_are_briefed(state):
        return ()
    now = event.occurred_at
    return tuple(
        PeopleInvited(occurred_at=now, briefing_id=date.id, people=people)
        for date, people in invitations(state, now)
    )


def _tell_pairings(people: set[str], event: CohortEvent, state: CohortState) -> Events:
    """Every pairing of these people that runs, or may run again, learns which of its two are
    briefed by now."""
    entries = [
        entry
        for entry in state.pairings
        if (entry.is_running or entry.can_be_reopened) and people.intersection(entry.people)
    ]
    if not entries or not state.request.preparation.gate:
        return ()
    news = News(
        id=f"b-{state.version}",
        kind=NewsKind.BRIEFED,
        briefed=briefed_pairings(state, entries),
        pairing_ids=tuple(entry.pairing_id for entry in entries),
    )
    return (PersonReported(occurred_at=event.occurred_at, news=news),)

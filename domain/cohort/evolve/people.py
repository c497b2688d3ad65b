"""How news are kept until the pairings that they concern have been told."""

from domain.cohort.events import (
    CohortOwnersChanged,
    CohortShutdownAnnounced,
    NewsPassedOn,
    PersonReported,
)
from domain.cohort.evolve.course import asking_again
from domain.cohort.state import CohortState, News
from domain.cohort.vocabulary import NewsKind
from domain.engine.base import Instant
from domain.engine.tables import Appliers, On
from domain.programme.ids import PersonId


def _reported(event: PersonReported, state: CohortState) -> CohortState:
    news, person = event.news, event.news.person
    state = state.model_copy(update={"news": (*state.news, *([news] if news.pairing_ids else []))})
    match news.kind:
        case NewsKind.LEFT if person and person not in state.people.leaving:
            leaving = state.with_part("people", leaving=(*state.people.leaving, person))
            return _without(person, event.occurred_at, leaving)
        case NewsKind.CONSENT_WITHDRAWN if person:
            others = tuple(one for one in state.people.unavailable if one != person)
            withdrawn = state.with_part("people", unavailable=(*others, person))
            return _without(person, event.occurred_at, withdrawn)
        case NewsKind.STAYS if person in state.people.leaving:
            left = tuple(one for one in state.people.leaving if one != person)
            return _looking_again(event.occurred_at, state.with_part("people", leaving=left))
        case _:
            return state


def _without(person: PersonId, now: Instant, state: CohortState) -> CohortState:
    """Nobody is put together with them; a partner who was proposed gets another candidate."""
    people, matching = state.people, state.matching
    kept = tuple(one for one in matching.proposals if person not in (one.mentor, one.mentee))
    waiting = tuple(one for one in matching.waiting if one.person != person)
    state = state.with_part(
        "people",
        seekers=tuple(one for one in people.seekers if one.person != person),
        offers=tuple(one for one in people.offers if one.person != person),
    )
    state = state.with_part("matching", proposals=kept, waiting=waiting)
    return (
        state
        if (kept, waiting) == (matching.proposals, matching.waiting)
        else (_looking_again(now, state))
    )


def _looking_again(now: Instant, state: CohortState) -> CohortState:
    return state if state.matching.over else asking_again(state, now)


def _shutdown(event: CohortShutdownAnnounced, state: CohortState) -> CohortState:
    known = (*state.announced, event.shutdown)
    news = (*state.news, event.news) if event.news.pairing_ids else state.news
    return state.model_copy(update={"announced": known, "calendar_wanted": True, "news": news})


def _owners_changed(event: CohortOwnersChanged, state: CohortState) -> CohortState:
    request = state.request.model_copy(update={"owners": event.owners})
    news = (*state.news, event.news) if event.news.pairing_ids else state.news
    return state.model_copy(update={"request": request, "news": news})


def _passed_on(event: NewsPassedOn, state: CohortState) -> CohortState:
    """Who was not reached is told when the watch sees it run again.

    The others have just changed: look at them soon, before people are written to.
    """

    def left(news: News) -> News:
        if news.id != event.news_id:
            return news
        return news.model_copy(update={"pairing_ids": event.unreached, "on_hold": True})

    kept = tuple(news for news in map(left, state.news) if news.pairing_ids)
    wanted = state.progress_wanted or bool(state.running)
    return state.model_copy(update={"news": kept, "progress_wanted": wanted})


APPLY: Appliers[CohortState] = (
    On(PersonReported, _reported),
    On(CohortShutdownAnnounced, _shutdown),
    On(CohortOwnersChanged, _owners_changed),
    On(NewsPassedOn, _passed_on),
)

"""How news is kept until the pairings that it concerns have been told."""

from domain.cohort.events import (
    CohortOwnersChanged,
    CohortShutdownAnnounced,
    NewsPassedOn,
    PersonReported,
)
from domain.cohort.evolve.leaving import (
    nothing_aside_for,
    with_leaver,
    without,
    without_leaver,
)
from domain.cohort.state import CohortState, Leaver, News
from domain.cohort.vocabulary import NewsKind
from domain.engine.tables import Appliers, On


def _reported(event: PersonReported, state: CohortState) -> CohortState:
    news, person = event.news, event.news.person
    state = state.model_copy(update={"news": (*state.news, *([news] if news.pairing_ids else []))})
    match news.kind:
        case NewsKind.LEFT if person:
            leaver = Leaver(person=person, last_day=news.last_day)
            return with_leaver(leaver, event.occurred_at, state)
        case NewsKind.CONSENT_WITHDRAWN if person:
            others = tuple(one for one in state.people.unavailable if one != person)
            withdrawn = state.with_part("people", unavailable=(*others, person))
            return without(person, event.occurred_at, nothing_aside_for(person, withdrawn))
        case NewsKind.STAYS if person:
            return without_leaver(person, event.occurred_at, state)
        case _:
            return state


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

"""How news are kept until the pairings that they concern have been told."""

from domain.cohort.events import CohortShutdownAnnounced, NewsPassedOn, PersonReported
from domain.cohort.state import CohortState, News
from domain.engine.tables import Appliers, On


def _reported(event: PersonReported, state: CohortState) -> CohortState:
    return state.model_copy(update={"news": (*state.news, event.news)})


def _shutdown(event: CohortShutdownAnnounced, state: CohortState) -> CohortState:
    known = (*state.announced, event.shutdown)
    news = (*state.news, event.news) if event.news.pairing_ids else state.news
    return state.model_copy(update={"announced": known, "calendar_wanted": True, "news": news})


def _passed_on(event: NewsPassedOn, state: CohortState) -> CohortState:
    """Who was not reached is told when the watch sees it run again."""

    def left(news: News) -> News:
        if news.id != event.news_id:
            return news
        return news.model_copy(update={"pairing_ids": event.unreached, "on_hold": True})

    kept = tuple(news for news in map(left, state.news) if news.pairing_ids)
    return state.model_copy(update={"news": kept})


APPLY: Appliers[CohortState] = (
    On(PersonReported, _reported),
    On(CohortShutdownAnnounced, _shutdown),
    On(NewsPassedOn, _passed_on),
)

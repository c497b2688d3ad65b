"""How news of people are kept until their pairings have been told."""

from domain.cohort.events import PersonNewsPassedOn, PersonReported
from domain.cohort.state import CohortState, PersonNews
from domain.engine.tables import Appliers, On


def _reported(event: PersonReported, state: CohortState) -> CohortState:
    return state.model_copy(update={"news": (*state.news, event.news)})


def _passed_on(event: PersonNewsPassedOn, state: CohortState) -> CohortState:
    """Who was not reached is told when the watch sees it run again."""

    def left(news: PersonNews) -> PersonNews:
        if news.id != event.news_id:
            return news
        return news.model_copy(update={"pairing_ids": event.unreached, "on_hold": True})

    kept = tuple(news for news in map(left, state.news) if news.pairing_ids)
    return state.model_copy(update={"news": kept})


APPLY: Appliers[CohortState] = (
    On(PersonReported, _reported),
    On(PersonNewsPassedOn, _passed_on),
)

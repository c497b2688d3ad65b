"""What a cohort told a person in vain is sent again when their data have changed (case 47)."""

from domain.cohort.consequences.notices import QUESTIONS
from domain.cohort.event import CohortEvent
from domain.cohort.events import CohortNoticeIssued, PersonReported
from domain.cohort.state import CohortState
from domain.cohort.taking_back import holds
from domain.cohort.vocabulary import NewsKind
from domain.telling.again import of_use, once_more
from domain.telling.catalogue import NOTICES
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice

TO_OWNERS = (NoticeKind.ITEM_OPENED, *QUESTIONS)
"""What did not reach one of them went to the next."""


def sent_again(event: CohortEvent, state: CohortState) -> tuple[CohortNoticeIssued, ...]:
    """The notices that follow from an event; ``state`` is the state after it."""
    match event:
        case PersonReported(news=news) if news.kind is NewsKind.CHANGED and news.person:
            lost = of_use(state, news.person, _is_wanted)
            return tuple(
                CohortNoticeIssued(
                    occurred_at=event.occurred_at,
                    notice=once_more(notice, f"again_{number}", event, state),
                )
                for number, notice in enumerate(lost)
            )
        case _:
            return ()


def _is_wanted(notice: Notice, state: CohortState) -> bool:
    is_told_now = state.pause is None or NOTICES[notice.kind].while_paused
    return is_told_now and notice.kind not in TO_OWNERS and holds(notice, state)

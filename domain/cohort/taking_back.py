"""Which notices of a cohort still hold: what they tell is true, and what they ask for is wanted."""

from collections.abc import Callable, Mapping

from domain.cohort.consequences.notices import QUESTIONS
from domain.cohort.partnerless import people_waiting
from domain.cohort.state import CohortState
from domain.cohort.to_brief import is_invited
from domain.cohort.vocabulary import OPEN_STAGES
from domain.engine.base import Instant
from domain.engine.tables import complete
from domain.telling.catalogue import COHORT_NOTICES
from domain.telling.kinds import NoticeKind
from domain.telling.notices import Notice
from domain.telling.taking_back import always, is_latest, item_is_open, overtaken

Kind = NoticeKind
WORDS_OF_WAITING = (Kind.WAITING_LIST, Kind.STILL_WAITING)


def taken_back(before: CohortState | None, after: CohortState, now: Instant) -> tuple[str, ...]:
    """The ids of notices that need not be sent any more, after what happened in between."""
    return overtaken(before, after, holds)


def holds(notice: Notice, state: CohortState) -> bool:
    """Whether a notice that waits to be sent is still to be sent."""
    return HOLDS[notice.kind](notice, state)


def _is_to_be_confirmed(notice: Notice, state: CohortState) -> bool:
    """Later questions name all pairs that are proposed by then."""
    return bool(state.matching.proposals) and is_latest(notice, state, QUESTIONS)


def _waits(notice: Notice, state: CohortState) -> bool:
    return notice.to in people_waiting(state) and is_latest(notice, state, WORDS_OF_WAITING)


def _is_asked(notice: Notice, state: CohortState) -> bool:
    return state.people.is_asked(notice.to)


def _is_paused(notice: Notice, state: CohortState) -> bool:
    return state.pause is not None


def _goes_on(notice: Notice, state: CohortState) -> bool:
    return state.pause is None and state.stage in OPEN_STAGES


def _is_expected(notice: Notice, state: CohortState) -> bool:
    return is_invited(state, notice.to, notice.briefing_id)


HOLDS: Mapping[NoticeKind, Callable[[Notice, CohortState], bool]] = complete(
    COHORT_NOTICES,
    {
        Kind.ITEM_OPENED: item_is_open,
        Kind.MATCHES_TO_CONFIRM: _is_to_be_confirmed,
        Kind.MATCHES_REMINDER: _is_to_be_confirmed,
        Kind.WAITING_LIST: _waits,
        Kind.STILL_WAITING: _waits,
        Kind.WAITING_OVER: always,
        Kind.ANOTHER_PARTNER: _is_asked,
        Kind.BRIEFING_INVITATION: _is_expected,
        Kind.COHORT_PAUSED: _is_paused,
        Kind.COHORT_RESUMED: _goes_on,
        Kind.COHORT_ENDED: always,
    },
    verb="takes back",
)
"""Whether a notice of each kind still holds."""

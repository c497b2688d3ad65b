"""The letter behind a notice of a cohort: what its kind tells of, taken from the state."""

from datetime import date

from domain.cohort.state import CohortState
from domain.engine.base import Instant
from domain.programme.ids import cohort_workflow_id
from domain.telling.letters import Letter, PairLine
from domain.telling.notices import Notice, NoticeKind
from domain.telling.owners import who_answers

_PROPOSALS = (NoticeKind.MATCHES_TO_CONFIRM, NoticeKind.MATCHES_REMINDER)


def letter(state: CohortState, notice: Notice, issued_at: Instant) -> Letter:
    """The letter of a notice that the cohort has issued."""
    request = state.request
    return Letter(
        stream=cohort_workflow_id(state.id),
        roster=request.roster,
        notice=notice,
        issued_at=issued_at,
        programme=request.title,
        context=request.context,
        purpose=request.purpose,
        locale=request.locale,
        lead=who_answers(state),
        until=notice.until,
        topics=tuple(topic.title for topic in request.topics),
        item=notice.item,
        pairs=_proposals(state) if notice.kind in _PROPOSALS else (),
        on=_day(state, notice.kind),
    )


def _proposals(state: CohortState) -> tuple[PairLine, ...]:
    return tuple(
        PairLine(mentor=pair.mentor, mentee=pair.mentee, reasons=pair.reasons)
        for pair in state.matching.proposals
    )


def _day(state: CohortState, kind: NoticeKind) -> date | None:
    """The day that the letter is about: the return from a pause, or the end."""
    match kind:
        case NoticeKind.COHORT_PAUSED:
            return state.pause.return_on if state.pause else None
        case NoticeKind.COHORT_ENDED:
            return state.calendar.local_day(state.ending.at) if state.ending else None
        case _:
            return None

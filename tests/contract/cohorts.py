"""Cohorts with any history at all, also such as the rules would never let happen."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from domain.cohort import events as happened
from domain.cohort.event import CohortEvent
from domain.cohort.vocabulary import CohortEndReason, CohortStage
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.roles import Role
from domain.engine.wire import to_record
from domain.matching import Unmatched, WaitingCause
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Side
from domain.programme.request import CohortRequest
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.contract.made_up import MadeUp, all_made_up

START = datetime(2027, 1, 4, 9, tzinfo=UTC)

_AT = {"occurred_at": st.just(START)}
_REASONS = st.sampled_from(CohortEndReason)


def opened(cohort_id: str) -> happened.CohortOpened:
    """The first event of every cohort."""
    request = {
        "title": "Digital at eye level",
        "roster": "staff",
        "term": {"kind": "fixed", "start": "2027-01-04"},
        "topics": [{"id": "ai", "title": "Generative AI"}],
        "owners": {},
        "readiness": {},
    }
    return happened.CohortOpened(
        occurred_at=START,
        cohort_id=cohort_id,
        request=CohortRequest.model_validate(request),
        calendar=WorkingCalendar(time_zone="UTC"),
    )


def waiting(length: int) -> tuple[Unmatched, ...]:
    """This many people without a partner."""
    return tuple(
        Unmatched(
            person=f"p-{number}",
            side=Side.MENTEE,
            cause=WaitingCause.ALL_TAKEN,
            position=number,
            reasons=("because",),
        )
        for number in range(1, length + 1)
    )


_ITEM = Item(
    id="1",
    kind=ItemKind.NOBODY_FITS,
    opened_at=START,
    due_on=START.date(),
    remind_at=START,
    cause="cohort.opened.v1",
)
_NOTICE = Notice(id="1", kind=NoticeKind.MATCHES_TO_CONFIRM, to="p-1", cause="cohort.opened.v1")

SHOWN: MadeUp[CohortEvent] = {
    happened.CohortStageEntered: st.builds(
        happened.CohortStageEntered,
        **_AT,
        stage=st.sampled_from(CohortStage),
        left=st.just(CohortStage.MATCHING),
    ),
    happened.CohortPaused: st.builds(happened.CohortPaused, **_AT, by=st.just(Role.OPERATOR)),
    happened.CohortResumed: st.builds(happened.CohortResumed, **_AT),
    happened.CohortEndingBegun: st.builds(happened.CohortEndingBegun, **_AT, reason=_REASONS),
    happened.CohortClosed: st.builds(happened.CohortClosed, **_AT, reason=_REASONS),
    happened.MatchesProposed: st.builds(
        happened.MatchesProposed,
        **_AT,
        round=st.just(1),
        pairs=st.just(()),
        waiting=st.integers(0, 3).map(waiting),
        blocking_pairs=st.integers(0, 3),
    ),
    happened.MatchingEnded: st.builds(
        happened.MatchingEnded,
        **_AT,
        waiting=st.integers(0, 3).map(lambda length: tuple(one.person for one in waiting(length))),
    ),
    happened.CohortItemOpened: st.builds(happened.CohortItemOpened, **_AT, item=st.just(_ITEM)),
    happened.CohortItemAcknowledged: st.builds(
        happened.CohortItemAcknowledged, **_AT, item_id=st.just("1"), by=st.just(Role.OPERATOR)
    ),
    happened.CohortItemSnoozed: st.builds(
        happened.CohortItemSnoozed,
        **_AT,
        item_id=st.just("1"),
        by=st.just(Role.OPERATOR),
        until=st.just(START.date()),
        due_on=st.just(START.date()),
    ),
    happened.CohortItemSettled: st.builds(happened.CohortItemSettled, **_AT, item_id=st.just("1")),
    happened.CohortNoticeIssued: st.builds(
        happened.CohortNoticeIssued, **_AT, notice=st.just(_NOTICE)
    ),
    happened.CohortNoticeSettled: st.builds(
        happened.CohortNoticeSettled,
        **_AT,
        notice_id=st.just("1"),
        outcome=st.just(DeliveryOutcome.DELIVERED),
    ),
}

EVENTS = all_made_up(happened.LATER_EVENTS, SHOWN)

HISTORIES: st.SearchStrategy[list[CohortEvent]] = st.one_of(
    [st.lists(st.one_of(*kinds.values()), min_size=3, max_size=15) for kinds in (SHOWN, EVENTS)]
)
"""What happens to a cohort after it was opened; the rules would forbid most of it."""


def records(cohort_id: str, history: Sequence[CohortEvent]) -> list[EventRecord]:
    """A cohort with this history as it goes into the journal, one event a minute."""
    return [
        to_record(
            event.model_copy(update={"occurred_at": START + timedelta(minutes=number)}),
            EventMeta(),
        )
        for number, event in enumerate([opened(cohort_id), *history])
    ]

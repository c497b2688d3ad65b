"""Pairings with any history at all, also such as the rules would never let happen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.engine.journal import EventMeta, EventRecord
from domain.engine.roles import Role
from domain.engine.wire import to_record
from domain.pairing import events as happened
from domain.pairing.setup import PairingSetup
from domain.pairing.vocabulary import EndReason, Stage
from domain.planning.plan import ActionPlan, PlannedSession
from domain.planning.questions import FocusQuestion, ReflectionQuestion
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import SessionId
from domain.programme.people import Locale, Side
from domain.programme.request import (
    Deadlines,
    FixedTerm,
    MatchingPolicy,
    Owners,
    ProgrammeContext,
    SessionPattern,
)
from domain.programme.topics import Topic
from domain.telling.items import Item, ItemKind
from domain.telling.notices import DeliveryOutcome, Notice, NoticeKind

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
SESSIONS = ("s-1", "s-2")

_Events = st.SearchStrategy[happened.PairingEvent]


def opened(pairing_id: str, cohort_id: str = "c-1") -> happened.PairingOpened:
    """The first event of every pairing."""
    setup = PairingSetup(
        pairing_id=pairing_id,
        cohort_id=cohort_id,
        roster="staff",
        mentor="p-1",
        mentee="p-2",
        title="Digital at eye level",
        context=ProgrammeContext.STANDALONE,
        term=FixedTerm(start=START.date()),
        sessions=SessionPattern(),
        topics=(Topic(id="ai", title="Artificial intelligence"),),
        owners=Owners(lead="p-3"),
        deadlines=Deadlines(),
        policy=MatchingPolicy(),
        reasons=(),
        calendar=WorkingCalendar(time_zone="UTC"),
        locale=Locale.ENGLISH,
        time_zone="UTC",
        max_extensions=1,
    )
    return happened.PairingOpened(occurred_at=START, setup=setup)


def plan(length: int) -> ActionPlan:
    """A plan with this many sessions."""
    sessions = tuple(
        PlannedSession(
            number=number,
            session_id=SessionId(f"s-{number}"),
            on=date(2027, 3, 1) + timedelta(weeks=number),
            topic="ai",
            focus=next(iter(FocusQuestion)),
            reflection=next(iter(ReflectionQuestion)),
        )
        for number in range(1, length + 1)
    )
    return ActionPlan(sessions=sessions)


def _with_id(number: str) -> Item:
    return Item(id=number, kind=ItemKind.SILENT_PAIR, opened_at=START, cause="silence")


def _notice(number: str, kind: NoticeKind) -> Notice:
    return Notice(id=number, kind=kind, to="p-1", side=Side.MENTOR, cause="silence")


_AT = {"occurred_at": st.just(START)}
_SESSION = _AT | {"session_id": st.sampled_from(SESSIONS)}
_APPOINTMENT = {
    "by": st.sampled_from(Role),
    "starts_at": st.datetimes(timezones=st.just(UTC), min_value=START.replace(tzinfo=None)),
    "minutes": st.integers(30, 90),
}
_IDS = st.sampled_from(["1", "2"])

_COURSE: _Events = st.one_of(
    st.builds(happened.InvitationAccepted, **_AT, side=st.sampled_from(Side)),
    st.builds(happened.InvitationDeclined, **_AT, side=st.sampled_from(Side)),
    st.builds(
        happened.StageEntered, **_AT, stage=st.sampled_from(Stage), left=st.just(Stage.INVITED)
    ),
    st.builds(happened.PairingPaused, **_AT, by=st.just(Role.MENTOR)),
    st.builds(happened.PairingResumed, **_AT),
    st.builds(
        happened.PairingClosed,
        **_AT,
        reason=st.sampled_from(EndReason),
        no_fault=st.booleans(),
    ),
    st.builds(happened.PairingReopened, **_AT, by=st.just(Role.OPERATOR)),
    st.builds(happened.PlanDrawnUp, **_AT, plan=st.integers(3, 5).map(plan)),
    st.builds(happened.PlanContinued, **_AT, plan=st.integers(3, 5).map(plan)),
)

_SESSIONS: _Events = st.one_of(
    st.builds(happened.SessionBooked, **_SESSION, **_APPOINTMENT),
    st.builds(
        happened.SessionMoved, **_SESSION, **_APPOINTMENT, counts_as_cancellation=st.booleans()
    ),
    st.builds(happened.SessionCancelled, **_SESSION),
    st.builds(happened.AbsenceClaimed, **_SESSION, absent=st.sampled_from(Side)),
    st.builds(
        happened.SessionHeld,
        **_SESSION,
        held_at=st.just(START),
        minutes=st.just(50),
        source=st.just(Role.MENTEE),
    ),
    st.builds(
        happened.SessionMissed,
        **_SESSION,
        absent=st.sampled_from(Side),
        source=st.just(Role.MENTEE),
    ),
    st.builds(happened.ReportsConflicted, **_SESSION),
    st.builds(happened.SessionUnconfirmed, **_SESSION),
    st.builds(happened.SessionReportWithdrawn, **_SESSION, by=st.just(Role.OPERATOR)),
)

_DESK: _Events = st.one_of(
    st.builds(happened.ItemOpened, **_AT, item=_IDS.map(_with_id)),
    st.builds(happened.ItemSettled, **_AT, item_id=_IDS),
    st.builds(
        happened.NoticeIssued,
        **_AT,
        notice=st.builds(_notice, _IDS, st.sampled_from(NoticeKind)),
    ),
    st.builds(
        happened.NoticeSettled, **_AT, notice_id=_IDS, outcome=st.sampled_from(DeliveryOutcome)
    ),
)


def _without_moves_of_nothing(
    history: list[happened.PairingEvent],
) -> list[happened.PairingEvent]:
    """Only a booked session can be moved."""
    possible: list[happened.PairingEvent] = []
    booked: set[str] = set()
    for event in history:
        if isinstance(event, happened.SessionMoved) and event.session_id not in booked:
            continue
        if isinstance(event, happened.SessionBooked | happened.SessionMoved):
            booked.add(event.session_id)
        else:
            booked.discard(getattr(event, "session_id", ""))
        possible.append(event)
    return possible


HISTORIES: st.SearchStrategy[list[happened.PairingEvent]] = st.one_of(
    [
        st.lists(events, min_size=3, max_size=12)
        for events in (_COURSE, _SESSIONS, _DESK, _COURSE | _SESSIONS | _DESK)
    ]
).map(_without_moves_of_nothing)
"""What happens to a pairing after its plan was drawn up; the rules would forbid most of it."""


def records(pairing_id: str, history: Sequence[happened.PairingEvent]) -> list[EventRecord]:
    """A pairing with this history as it goes into the journal, a minute after the other."""
    begin = [opened(pairing_id), happened.PlanDrawnUp(occurred_at=START, plan=plan(3))]
    return [
        to_record(
            event.model_copy(update={"occurred_at": START + timedelta(minutes=number)}),
            EventMeta(),
        )
        for number, event in enumerate([*begin, *history])
    ]

"""Pairings with any history at all, also such as the rules would never let happen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.engine.journal import EventMeta, EventRecord
from domain.engine.roles import Role
from domain.engine.tables import complete
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
from tests.contract.made_up import MadeUp, as_sampled

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
SESSIONS = ("s-1", "s-2")


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
_PLANS = st.integers(3, 5).map(plan)

OF_THE_COURSE: MadeUp[happened.PairingEvent] = {
    happened.InvitationAccepted: st.builds(
        happened.InvitationAccepted, **_AT, side=st.sampled_from(Side)
    ),
    happened.InvitationDeclined: st.builds(
        happened.InvitationDeclined, **_AT, side=st.sampled_from(Side)
    ),
    happened.StageEntered: st.builds(
        happened.StageEntered, **_AT, stage=st.sampled_from(Stage), left=st.just(Stage.INVITED)
    ),
    happened.PairingPaused: st.builds(happened.PairingPaused, **_AT, by=st.just(Role.MENTOR)),
    happened.PairingResumed: st.builds(happened.PairingResumed, **_AT),
    happened.PairingClosed: st.builds(
        happened.PairingClosed, **_AT, reason=st.sampled_from(EndReason), no_fault=st.booleans()
    ),
    happened.PairingReopened: st.builds(happened.PairingReopened, **_AT, by=st.just(Role.OPERATOR)),
    happened.PlanDrawnUp: st.builds(happened.PlanDrawnUp, **_AT, plan=_PLANS),
    happened.PlanAmended: st.builds(
        happened.PlanAmended, **_AT, by=st.sampled_from(Side), plan=_PLANS
    ),
    happened.PlanContinued: st.builds(happened.PlanContinued, **_AT, plan=_PLANS),
}

OF_SESSIONS: MadeUp[happened.PairingEvent] = {
    happened.SessionBooked: st.builds(happened.SessionBooked, **_SESSION, **_APPOINTMENT),
    happened.SessionMoved: st.builds(
        happened.SessionMoved, **_SESSION, **_APPOINTMENT, counts_as_cancellation=st.booleans()
    ),
    happened.SessionCancelled: st.builds(happened.SessionCancelled, **_SESSION),
    happened.AbsenceClaimed: st.builds(
        happened.AbsenceClaimed, **_SESSION, absent=st.sampled_from(Side)
    ),
    happened.SessionHeld: st.builds(
        happened.SessionHeld,
        **_SESSION,
        held_at=st.just(START),
        minutes=st.just(50),
        source=st.just(Role.MENTEE),
    ),
    happened.SessionMissed: st.builds(
        happened.SessionMissed,
        **_SESSION,
        absent=st.sampled_from(Side),
        source=st.just(Role.MENTEE),
    ),
    happened.ReportsConflicted: st.builds(happened.ReportsConflicted, **_SESSION),
    happened.SessionUnconfirmed: st.builds(happened.SessionUnconfirmed, **_SESSION),
    happened.SessionReportWithdrawn: st.builds(
        happened.SessionReportWithdrawn, **_SESSION, by=st.just(Role.OPERATOR)
    ),
    happened.ReflectionSubmitted: st.builds(
        happened.ReflectionSubmitted,
        **_SESSION,
        side=st.sampled_from(Side),
        topic=st.just("ai"),
        rating=st.integers(1, 5),
    ),
}

OF_THE_DESK: MadeUp[happened.PairingEvent] = {
    happened.ItemOpened: st.builds(happened.ItemOpened, **_AT, item=_IDS.map(_with_id)),
    happened.ItemSettled: st.builds(happened.ItemSettled, **_AT, item_id=_IDS),
    happened.NoticeIssued: st.builds(
        happened.NoticeIssued,
        **_AT,
        notice=st.builds(_notice, _IDS, st.sampled_from(NoticeKind)),
    ),
    happened.NoticeSettled: st.builds(
        happened.NoticeSettled,
        **_AT,
        notice_id=_IDS,
        outcome=st.sampled_from(DeliveryOutcome),
    ),
}

SHOWN_NOWHERE: tuple[type[happened.PairingEvent], ...] = (
    happened.DeadlineElapsed,
    happened.ExtensionProposed,
    happened.PairingExtended,
    happened.PartnershipEnded,
    happened.PairingArchived,
    happened.AssessmentSubmitted,
    happened.ExpectationsSubmitted,
    happened.AgreementDrafted,
    happened.AgreementAccepted,
    happened.PlanAccepted,
    happened.SessionReported,
    happened.CheckInAsked,
    happened.CheckInAnswered,
    happened.ReviewOpened,
    happened.ReviewSubmitted,
    happened.ReviewClosed,
    happened.ReviewCalledOff,
    happened.PersonLeaving,
    happened.PersonDataChanged,
    happened.RulesChecked,
    happened.MessageRejected,
)
"""Events of which no read table shows anything; they happen as in their samples."""

EVENTS = complete(
    happened.LATER_EVENTS,
    OF_THE_COURSE,
    OF_SESSIONS,
    OF_THE_DESK,
    as_sampled(SHOWN_NOWHERE),
    verb="makes up",
)


_OF_A_REVIEW = (happened.ReviewSubmitted, happened.ReviewClosed, happened.ReviewCalledOff)


def _without_the_impossible(
    history: list[happened.PairingEvent],
) -> list[happened.PairingEvent]:
    """Only a booked session can be moved, and only a review that was opened goes on."""
    possible: list[happened.PairingEvent] = []
    booked: set[str] = set()
    has_review = False
    for event in history:
        if isinstance(event, happened.SessionMoved) and event.session_id not in booked:
            continue
        if isinstance(event, _OF_A_REVIEW) and not has_review:
            continue
        has_review = has_review or isinstance(event, happened.ReviewOpened)
        if isinstance(event, happened.SessionBooked | happened.SessionMoved):
            booked.add(event.session_id)
        else:
            booked.discard(getattr(event, "session_id", ""))
        possible.append(event)
    return possible


HISTORIES: st.SearchStrategy[list[happened.PairingEvent]] = st.one_of(
    [
        st.lists(st.one_of(*kinds.values()), min_size=3, max_size=12)
        for kinds in (OF_THE_COURSE, OF_SESSIONS, OF_THE_DESK, EVENTS)
    ]
).map(_without_the_impossible)
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

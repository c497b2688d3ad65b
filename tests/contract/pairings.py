"""Pairings with any history at all, also such as the rules would never let happen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from domain.engine.base import LAST_INSTANT
from domain.engine.journal import EventMeta, EventRecord
from domain.engine.roles import Role
from domain.engine.wire import to_record
from domain.pairing.certificate import Basis
from domain.pairing.events import LATER_EVENTS
from domain.pairing.events.base import PairingEvent
from domain.pairing.events.course import (
    EndingCorrected,
    HoldBegun,
    HoldLifted,
    PairingClosed,
    PairingOpened,
    PairingPaused,
    PairingReopened,
    PairingResumed,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.messages import (
    ItemAcknowledged,
    ItemOpened,
    ItemSettled,
    ItemSnoozed,
    NoticeIssued,
    NoticeSettled,
)
from domain.pairing.events.preparation import (
    BriefingNoted,
    BriefingWaived,
    ContactConfirmed,
    InvitationAccepted,
    InvitationDeclined,
    PlanAmended,
    PlanContinued,
    PlanDrawnUp,
)
from domain.pairing.events.reviews import (
    CertificateEarned,
    CertificateVoided,
    ReviewCalledOff,
    ReviewClosed,
    ReviewOpened,
    ReviewSubmitted,
    SurveyAnswered,
    SurveyClosed,
    SurveyOpened,
)
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionMoved,
    SessionReportWithdrawn,
    SessionUnconfirmed,
)
from domain.pairing.setup import PairingSetup
from domain.pairing.survey import SURVEY_QUESTIONS, Survey
from domain.pairing.vocabulary import EndReason, Stage
from domain.planning.plan import ActionPlan, PlannedSession
from domain.planning.questions import FocusQuestion, ReflectionQuestion
from domain.programme.calendar import WorkingCalendar
from domain.programme.ids import SessionId
from domain.programme.people import Locale, Side
from domain.programme.request import Deadlines, FixedTerm, MatchingPolicy, Owners, ProgrammeContext
from domain.programme.session_rules import SessionPattern, SessionRules
from domain.programme.topics import Topic
from domain.telling.items import Item
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.notices import DeliveryOutcome, Notice
from tests.contract.made_up import MadeUp, all_made_up

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
SESSIONS = ("s-1", "s-2")


def opened(
    pairing_id: str, cohort_id: str = "c-1", mentor: str = "p-1", mentee: str = "p-2"
) -> PairingOpened:
    """The first event of every pairing."""
    setup = PairingSetup(
        pairing_id=pairing_id,
        cohort_id=cohort_id,
        roster="staff",
        mentor=mentor,
        mentee=mentee,
        title="Digital at eye level",
        context=ProgrammeContext.STANDALONE,
        term=FixedTerm(start=START.date()),
        to_be_briefed=(Side.MENTEE,),
        sessions=SessionPattern(),
        session_rules=SessionRules(),
        topics=(Topic(id="ai", title="Artificial intelligence"),),
        owners=Owners(lead="p-3"),
        deadlines=Deadlines(),
        policy=MatchingPolicy(),
        reasons=(),
        calendar=WorkingCalendar(time_zone="UTC"),
        locale=Locale.ENGLISH,
        time_zone="UTC",
        max_extensions=1,
        mail_hours=None,
    )
    return PairingOpened(occurred_at=START, setup=setup)


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
    return Item(
        id=number,
        kind=ItemKind.SILENT_PAIR,
        opened_at=START,
        due_on=START.date(),
        remind_at=START,
        cause="silence",
    )


def _notice(number: str, kind: NoticeKind) -> Notice:
    return Notice(id=number, kind=kind, to="p-1", side=Side.MENTOR, cause="silence")


_AT = {"occurred_at": st.just(START)}
_SESSION = _AT | {"session_id": st.sampled_from(SESSIONS)}
_APPOINTMENT = {
    "by": st.sampled_from(Role),
    "starts_at": st.datetimes(
        START.replace(tzinfo=None), LAST_INSTANT.replace(tzinfo=None), timezones=st.just(UTC)
    ),
    "minutes": st.integers(30, 90),
}
_IDS = st.sampled_from(["1", "2"])
_PLANS = st.integers(3, 5).map(plan)

OF_THE_COURSE: MadeUp[PairingEvent] = {
    InvitationAccepted: st.builds(InvitationAccepted, **_AT, side=st.sampled_from(Side)),
    InvitationDeclined: st.builds(InvitationDeclined, **_AT, side=st.sampled_from(Side)),
    ContactConfirmed: st.builds(ContactConfirmed, **_AT, by=st.sampled_from(Role)),
    BriefingNoted: st.builds(
        BriefingNoted, **_AT, sides=st.sampled_from([(), (Side.MENTEE,), tuple(Side)])
    ),
    BriefingWaived: st.builds(
        BriefingWaived, **_AT, by=st.just(Role.OPERATOR), reason=st.just("Is on a ship")
    ),
    StageEntered: st.builds(
        StageEntered, **_AT, stage=st.sampled_from(Stage), left=st.just(Stage.INVITED)
    ),
    PairingPaused: st.builds(PairingPaused, **_AT, by=st.just(Role.MENTOR)),
    PairingResumed: st.builds(PairingResumed, **_AT),
    HoldBegun: st.builds(HoldBegun, **_AT, by=st.just(Role.OPERATOR)),
    HoldLifted: st.builds(HoldLifted, **_AT, by=st.just(Role.OPERATOR)),
    PairingClosed: st.builds(
        PairingClosed, **_AT, reason=st.sampled_from(EndReason), no_fault=st.booleans()
    ),
    EndingCorrected: st.builds(EndingCorrected, **_AT, reason=st.sampled_from(EndReason)),
    CertificateEarned: st.builds(
        CertificateEarned,
        **_AT,
        side=st.sampled_from(Side),
        basis=st.builds(
            Basis,
            sessions_held=st.integers(0, 6),
            sessions_agreed=st.integers(0, 6),
            share=st.just(0.5),
        ),
    ),
    CertificateVoided: st.builds(CertificateVoided, **_AT, side=st.sampled_from(Side)),
    PairingReopened: st.builds(PairingReopened, **_AT, by=st.just(Role.OPERATOR)),
    ReopeningOver: st.builds(ReopeningOver, **_AT),
    PlanDrawnUp: st.builds(PlanDrawnUp, **_AT, plan=_PLANS),
    PlanAmended: st.builds(PlanAmended, **_AT, by=st.sampled_from(Side), plan=_PLANS),
    PlanContinued: st.builds(PlanContinued, **_AT, plan=_PLANS),
}

OF_SESSIONS: MadeUp[PairingEvent] = {
    SessionBooked: st.builds(SessionBooked, **_SESSION, **_APPOINTMENT),
    SessionMoved: st.builds(SessionMoved, **_SESSION, **_APPOINTMENT, is_lapse=st.booleans()),
    SessionCancelled: st.builds(SessionCancelled, **_SESSION),
    AbsenceClaimed: st.builds(AbsenceClaimed, **_SESSION, absent=st.sampled_from(Side)),
    SessionHeld: st.builds(
        SessionHeld,
        **_SESSION,
        held_at=st.just(START),
        minutes=st.just(50),
        source=st.just(Role.MENTEE),
    ),
    SessionMissed: st.builds(
        SessionMissed,
        **_SESSION,
        absent=st.sampled_from(Side),
        source=st.just(Role.MENTEE),
    ),
    ReportsConflicted: st.builds(ReportsConflicted, **_SESSION),
    SessionUnconfirmed: st.builds(SessionUnconfirmed, **_SESSION),
    SessionReportWithdrawn: st.builds(
        SessionReportWithdrawn, **_SESSION, by=st.just(Role.OPERATOR), still_held=st.booleans()
    ),
    ReflectionSubmitted: st.builds(
        ReflectionSubmitted,
        **_SESSION,
        side=st.sampled_from(Side),
        topic=st.just("ai"),
        rating=st.integers(1, 5),
    ),
}

OF_LEARNING: MadeUp[PairingEvent] = {
    kind: OF_SESSIONS[kind] for kind in (ReflectionSubmitted, SessionReportWithdrawn)
}

_SURVEYS = st.sampled_from(Survey)


def _answers(survey: Survey) -> st.SearchStrategy[SurveyAnswered]:
    ratings = st.fixed_dictionaries(dict.fromkeys(SURVEY_QUESTIONS[survey], st.integers(1, 5)))
    return st.builds(
        SurveyAnswered,
        **_AT,
        survey=st.just(survey),
        side=st.sampled_from(Side),
        ratings=ratings,
    )


OF_SURVEYS: MadeUp[PairingEvent] = {
    SurveyOpened: st.builds(
        SurveyOpened,
        **_AT,
        survey=_SURVEYS,
        asked=st.sampled_from([(Side.MENTOR,), (Side.MENTOR, Side.MENTEE)]),
    ),
    SurveyAnswered: _SURVEYS.flatmap(_answers),
}

OF_THE_DESK: MadeUp[PairingEvent] = {
    ItemOpened: st.builds(ItemOpened, **_AT, item=_IDS.map(_with_id)),
    ItemSettled: st.builds(ItemSettled, **_AT, item_id=_IDS),
    ItemAcknowledged: st.builds(ItemAcknowledged, **_AT, item_id=_IDS, by=st.just(Role.OPERATOR)),
    ItemSnoozed: st.builds(
        ItemSnoozed,
        **_AT,
        item_id=_IDS,
        by=st.just(Role.OPERATOR),
        until=st.dates(date(2027, 3, 2), date(2027, 3, 30)),
        due_on=st.dates(date(2027, 3, 2), date(2027, 3, 30)),
    ),
    NoticeIssued: st.builds(
        NoticeIssued,
        **_AT,
        notice=st.builds(_notice, _IDS, st.sampled_from(NoticeKind)),
    ),
    NoticeSettled: st.builds(
        NoticeSettled,
        **_AT,
        notice_id=_IDS,
        outcome=st.sampled_from(DeliveryOutcome),
    ),
}

SHOWN = OF_THE_COURSE | OF_SESSIONS | OF_SURVEYS | OF_THE_DESK
EVENTS = all_made_up(LATER_EVENTS, SHOWN)


_OF_A_REVIEW = (ReviewSubmitted, ReviewClosed, ReviewCalledOff)


def _without_the_impossible(
    history: list[PairingEvent],
) -> list[PairingEvent]:
    """Only a booked session can be moved, and only what was opened goes on or is closed.

    Only what is closed becomes final; each survey comes once, and is answered by those asked.
    """
    possible: list[PairingEvent] = []
    booked: set[str] = set()
    asked: set[tuple[Survey, Side]] = set()
    has_review = is_closed = False
    for event in history:
        if _is_wrong_survey(event, asked) or (isinstance(event, ReopeningOver) and not is_closed):
            continue
        if isinstance(event, PairingClosed | PairingReopened):
            is_closed = isinstance(event, PairingClosed)
        if isinstance(event, SessionMoved) and event.session_id not in booked:
            continue
        if isinstance(event, _OF_A_REVIEW) and not has_review:
            continue
        has_review = has_review or isinstance(event, ReviewOpened)
        if isinstance(event, SessionBooked | SessionMoved):
            booked.add(event.session_id)
        else:
            booked.discard(getattr(event, "session_id", ""))
        possible.append(event)
    return possible


def _is_wrong_survey(event: PairingEvent, asked: set[tuple[Survey, Side]]) -> bool:
    """Whether it cannot come now; ``asked`` is brought up to date."""
    match event:
        case SurveyOpened():
            if any(survey is event.survey for survey, _ in asked):
                return True
            asked |= {(event.survey, side) for side in event.asked}
            return False
        case SurveyAnswered():
            return (event.survey, event.side) not in asked
        case SurveyClosed():
            return not asked
        case _:
            return False


HISTORIES: st.SearchStrategy[list[PairingEvent]] = st.one_of(
    [
        st.lists(st.one_of(*kinds.values()), min_size=3, max_size=12)
        for kinds in (OF_THE_COURSE, OF_SESSIONS, OF_LEARNING, OF_SURVEYS, OF_THE_DESK, EVENTS)
    ]
).map(_without_the_impossible)
"""What happens to a pairing after its plan was drawn up; the rules would forbid most of it."""


def records(
    pairing_id: str, history: Sequence[PairingEvent], cohort_id: str = "c-1"
) -> list[EventRecord]:
    """A pairing with this history as it goes into the journal, a minute after the other."""
    begin = [opened(pairing_id, cohort_id), PlanDrawnUp(occurred_at=START, plan=plan(3))]
    return [
        to_record(
            event.model_copy(update={"occurred_at": START + timedelta(minutes=number)}),
            EventMeta(),
        )
        for number, event in enumerate([*begin, *history])
    ]

"""What the example letters tell: one body of each type, and some other cases."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TypeAlias

from adapters.notify.example_people import MEETING, MENTEE, MENTOR
from domain.engine.tables import complete, sparse
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.confidentiality import OUR_TEXTS
from domain.programme.ids import PairingId
from domain.programme.people import Side
from domain.programme.request import HardRule, ProgrammeContext
from domain.telling import bodies
from domain.telling.approval import ApprovalBody
from domain.telling.body import Body
from domain.telling.catalogue import NOTICES, PAIRING_ITEMS, shown
from domain.telling.kinds import ItemKind
from domain.telling.kinds import NoticeKind as Kind
from domain.telling.lines import (
    AppointmentLine,
    ItemLine,
    PairLine,
    PlanLine,
    ProposedPairLine,
    SessionLine,
)

AnyBody: TypeAlias = bodies.PairingBody | bodies.CohortBody

PARTNER = MENTEE.id
"""Most examples are what the mentor reads."""
TOPICS = ("Generative AI at work", "Collaboration tools", "Data literacy")
END = date(2027, 8, 30)
RETURN = date(2027, 5, 3)
PAIR = PairLine(mentor=MENTOR.id, mentee=MENTEE.id)
SESSION = SessionLine(
    id="s-2",
    number=2,
    topic=TOPICS[0],
    focus=FocusQuestion.TRY_OUT,
    reflection=ReflectionQuestion.NOT_KNOWING,
)
BOOKED = AppointmentLine(
    starts_at=MEETING, minutes=60, uid="pairing-7f3a-s-2@example.com", sequence=0
)
MOVED = BOOKED.model_copy(update={"starts_at": MEETING + timedelta(days=2, hours=3), "sequence": 1})
CALLED_OFF = BOOKED.model_copy(update={"sequence": 2})


def _plan_line(
    number: int, on: date, topic: str, focus: FocusQuestion, reflection: ReflectionQuestion
) -> PlanLine:
    grounds = (PlanGround.CHOSEN, PlanGround.MENTOR_EXPERIENCE)
    return PlanLine(
        number=number, on=on, topic=topic, focus=focus, reflection=reflection, grounds=grounds
    )


_DISCOVER, _TRY_OUT = FocusQuestion.DISCOVER, FocusQuestion.TRY_OUT
PLAN = (
    _plan_line(1, date(2027, 3, 2), TOPICS[0], _DISCOVER, ReflectionQuestion.ASSUMPTIONS),
    _plan_line(2, date(2027, 3, 30), TOPICS[0], _TRY_OUT, ReflectionQuestion.NOT_KNOWING),
    _plan_line(3, date(2027, 4, 27), TOPICS[1], _DISCOVER, ReflectionQuestion.LISTENING),
)


LATE = PLAN[0].model_copy(update={"on": None})
"""The day that the plan suggests has passed."""


def _proposed(*reasons: str) -> ProposedPairLine:
    return ProposedPairLine(mentor=MENTOR.id, mentee=MENTEE.id, reasons=reasons)


PLAIN = bodies.PlainBody(partner=PARTNER)
AGREEMENT = bodies.AgreementBody(
    partner=PARTNER,
    version="9b1f0c64a2d87e35",
    topics=TOPICS[:2],
    goals_mentor=("Understand how decisions are made at the top",),
    goals_mentee=("Use AI tools safely every day", "Lose the fear of asking"),
    off_limits=("Appraisals and salaries",),
    channel="video",
    cadence_days=28,
    sessions=6,
    minutes=60,
    notice_hours=24,
    differences=("cadence_days",),
    confidentiality=dict(OUR_TEXTS),
)
MEANWHILE = AGREEMENT.model_copy(update={"meanwhile": True})


def invitation(
    *, weeks: int = 26, goes_on: bool = False, starts_on: date | None = None
) -> bodies.InvitationBody:
    """To a programme that accompanies a change."""
    return bodies.InvitationBody(
        partner=PARTNER,
        context=ProgrammeContext.CHANGE_PROCESS,
        purpose="Everybody who decides about digital topics should have tried them out.",
        topics=TOPICS,
        weeks=weeks,
        goes_on=goes_on,
        starts_on=starts_on,
        ends_on=None if goes_on else END,
        sessions=6,
        every_days=28,
        minutes=60,
    )


def plan(version: int, *rows: PlanLine) -> bodies.PlanBody:
    """A version of the action plan."""
    return bodies.PlanBody(partner=PARTNER, version=version, minutes=60, plan=rows)


def wind_down(*, may_extend: bool = True) -> bodies.WindDownBody:
    """After five sessions."""
    return bodies.WindDownBody(partner=PARTNER, ends_on=END, sessions_held=5, may_extend=may_extend)


def paused(*, return_on: bool) -> bodies.PauseBody:
    """The partner is on leave, until a known day or not."""
    return bodies.PauseBody(
        partner=PARTNER, return_on=RETURN if return_on else None, partner_away=True
    )


def review_request(
    *, goes_on: bool = False, asleep: bool = False, farewell: bool = False
) -> bodies.ReviewRequestBody:
    """After six sessions."""
    return bodies.ReviewRequestBody(
        partner=PARTNER,
        topics=TOPICS,
        sessions_held=6,
        goes_on=goes_on,
        asleep=asleep,
        farewell_on=END if farewell else None,
    )


def review_reminder(*, goes_on: bool = False, asleep: bool = False) -> bodies.ReviewReminderBody:
    """The same question again."""
    return bodies.ReviewReminderBody(partner=PARTNER, goes_on=goes_on, asleep=asleep)


def review_item(
    *, goes_on: bool = False, asleep: bool = False, closes_on: date | None = None
) -> bodies.ReviewItemBody:
    """What the owner reads about a review that is missing."""
    item = _item_line(ItemKind.REVIEW_MISSING)
    return bodies.ReviewItemBody(item=item, goes_on=goes_on, asleep=asleep, closes_on=closes_on)


def new_date(*, missed_by_reader: bool = False, bookable: bool = True) -> bodies.NewDateBody:
    """After an appointment that one side has missed."""
    return bodies.NewDateBody(
        partner=PARTNER,
        session=SESSION,
        dates=(date(2027, 4, 6), date(2027, 4, 8), date(2027, 4, 12)) if bookable else (),
        missed_by_reader=missed_by_reader,
        bookable=bookable,
    )


def lapses(kind: ItemKind, **counts: int) -> bodies.LapsesItemBody:
    """What the owner reads about appointments that were not kept."""
    none = {"cancelled": 0, "cancelled_late": 0, "moved": 0, "missed": 0, "sessions_held": 0}
    return bodies.LapsesItemBody(item=_item_line(kind), **none | counts)


def closing(*, partners: bool = False) -> bodies.ClosingBody:
    """A good end."""
    return bodies.ClosingBody(
        partner=PARTNER,
        end_reason="objectives_reached",
        no_fault=False,
        sessions_held=6,
        certificate=True,
        partners=partners,
        follow_up_on=END,
    )


def review_received(
    *, late: bool = True, certificate: bool = True, partners: bool = False
) -> bodies.ReviewReceivedBody:
    """The mentor was late, and has earned the certificate all the same."""
    return bodies.ReviewReceivedBody(
        partner=PARTNER, certificate=certificate, partners=partners, late=late
    )


EARLY_CLOSING = bodies.ClosingBody(
    partner=PARTNER,
    end_reason=None,
    no_fault=True,
    sessions_held=1,
    certificate=False,
    partners=False,
    follow_up_on=None,
)


def follow_up(*, is_last: bool = False) -> bodies.FollowUpBody:
    """Whether learning partners are still in touch."""
    return bodies.FollowUpBody(partner=PARTNER, is_last=is_last)


def topics(*, contact_by: date | None = None) -> bodies.TopicsBody:
    """The topics that are asked about."""
    return bodies.TopicsBody(partner=PARTNER, topics=TOPICS, contact_by=contact_by)


def briefing(*, again: bool = False) -> bodies.BriefingBody:
    """In a room, and online as well."""
    return bodies.BriefingBody(
        side=Side.MENTOR,
        appointment=AppointmentLine(
            starts_at=MEETING, minutes=60, uid="cohort-2027a.mentors-1@eyelevel", sequence=0
        ),
        room="Building 2, room 2.17",
        link="https://meet.example.com/mentors",
        again=again,
    )


_USUAL: tuple[AnyBody, ...] = (
    invitation(),
    PLAIN,
    topics(contact_by=date(2027, 3, 9)),
    AGREEMENT,
    plan(1, *PLAN),
    bodies.BookingBody(partner=PARTNER, session=SESSION, suggested_on=MEETING.date()),
    new_date(),
    bodies.SessionBody(partner=PARTNER, session=SESSION),
    bodies.AppointmentBody(partner=PARTNER, session=SESSION, appointment=BOOKED),
    bodies.CancellationBody(
        partner=PARTNER, session=SESSION, appointment=CALLED_OFF, late=True, bookable=True
    ),
    ApprovalBody(person=PARTNER, weeks=26, sessions=6, minutes=60),
    bodies.ReportBody(partner=PARTNER, session=SESSION, starts_at=MEETING),
    bodies.PauseBody(partner=PARTNER, return_on=RETURN),
    bodies.TermBody(partner=PARTNER, ends_on=END),
    bodies.ExtensionBody(partner=PARTNER, weeks=8, ends_on=date(2027, 10, 25)),
    wind_down(),
    review_request(),
    review_reminder(),
    closing(),
    review_received(),
    follow_up(),
    bodies.ProposalsBody(pairs=(_proposed("two wanted topics known well"),)),
    bodies.CohortPauseBody(return_on=RETURN),
    bodies.WaitingBody(position=3),
    briefing(),
    bodies.CohortPlainBody(),
    bodies.CohortEndBody(ends_on=END),
)
_TYPES: set[type[Body]] = {
    spec.body for kind, spec in NOTICES.items() if kind is not Kind.ITEM_OPENED
}
_FOUND: dict[type[Body], AnyBody] = {type(body): body for body in _USUAL}
_BY_TYPE = complete(_TYPES, _FOUND, verb="shows")
_BY_KIND: Mapping[Kind, AnyBody | None] = sparse(
    Kind,
    {
        Kind.PLAN_CHANGED: plan(2, *PLAN),
        Kind.PLAN_REMINDER: plan(2, *PLAN),
        Kind.SESSION_MOVED: bodies.AppointmentBody(
            partner=PARTNER, session=SESSION, appointment=MOVED
        ),
        Kind.MATCHES_REMINDER: bodies.ProposalsBody(pairs=(_proposed(),)),
    },
    otherwise=None,
    verb="shows",
)
"""Kinds that read better with an example of their own."""


def of_notice(kind: Kind) -> AnyBody:
    """What an example letter of this kind tells."""
    return _BY_KIND[kind] or _BY_TYPE[NOTICES[kind].body]


def _item_line(kind: ItemKind) -> ItemLine:
    """About the mentee, if it is an item of a pairing."""
    in_pairing = kind in PAIRING_ITEMS
    return ItemLine(
        kind=shown(kind),
        id="i-11-0",
        pair=PAIR if in_pairing else None,
        about=Side.MENTEE if in_pairing else None,
        pairing_id=PairingId("2027a-017") if kind is ItemKind.PAIRING_NOT_RUNNING else None,
    )


def of_item(kind: ItemKind) -> bodies.PairingBody:
    """What the owner of an item reads."""
    match kind:
        case ItemKind.CONFLICTING_REPORTS:
            return bodies.ReportsItemBody(item=_item_line(kind), session=SESSION)
        case ItemKind.DATES_NOT_KEPT:
            return lapses(kind, cancelled=1, moved=1)
        case ItemKind.NO_SHOWS:
            return lapses(kind, missed=3, sessions_held=2)
        case ItemKind.RULE_BROKEN:
            broken = (HardRule.REPORTING_LINE,)
            return bodies.RulesItemBody(item=_item_line(kind), broken_rules=broken)
        case ItemKind.REVIEW_MISSING:
            return review_item()
        case _:
            return bodies.ItemBody(item=_item_line(kind))

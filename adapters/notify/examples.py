"""One example letter per kind of notice and item: for the gallery, and for the tests."""

from datetime import UTC, date, datetime, timedelta

from activities.ports import Cast
from domain.engine.base import Frozen
from domain.pairing.answer_by import HAPPENS_BY_ITSELF
from domain.planning.questions import FocusQuestion, PlanGround, ReflectionQuestion
from domain.programme.people import Locale, Person, Side
from domain.programme.request import HardRule, ProgrammeContext
from domain.telling.items import ItemKind
from domain.telling.letters import (
    AgreementFacts,
    CalendarAction,
    Letter,
    PairLine,
    PlanRow,
    SessionFacts,
)
from domain.telling.notices import Notice
from domain.telling.notices import NoticeKind as Kind

NOW = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
MEETING = datetime(2027, 3, 30, 7, 0, tzinfo=UTC)
"""Two days after the clocks change in Berlin."""

SENDER = "eyelevel@example.com"
MENTOR = Person(
    id="p-204",
    name="Lena Brandt",
    mail="lena.brandt@example.com",
    locale=Locale.GERMAN,
    time_zone="Europe/Berlin",
    site="DE-BW",
    department="Online Sales",
    level=2,
    roles=(Side.MENTOR,),
)
MENTEE = Person(
    id="p-017",
    name="Dr. Martin Keller",
    mail="martin.keller@example.com",
    locale=Locale.GERMAN,
    time_zone="America/New_York",
    site="US",
    department="Controlling",
    level=7,
    roles=(Side.MENTEE,),
)
LEAD = Person(
    id="p-100",
    name="Petra Lang",
    mail="petra.lang@example.com",
    locale=Locale.GERMAN,
    time_zone="Europe/Berlin",
    site="DE-BW",
    department="People",
    level=5,
    roles=(),
)


class Example(Frozen):
    """A letter with its people, and a name for the gallery."""

    name: str
    letter: Letter
    cast: Cast

    def in_locale(self, locale: Locale) -> Cast:
        """The same people, the recipient reading this language."""
        reader = self.cast.recipient.model_copy(update={"locale": locale})
        return self.cast.model_copy(update={"recipient": reader})


def examples() -> tuple[Example, ...]:
    """Every kind of notice and every kind of item; some as each of the two sides reads them."""
    kinds = [kind for kind in Kind if kind is not Kind.ITEM_OPENED]
    letters = [_for_pair(kind) if kind in _PAIR_FACTS else _for_owners(kind) for kind in kinds]
    mentees = [_for_pair(kind, Side.MENTEE) for kind in (Kind.INVITATION, Kind.ASSESSMENT_REQUEST)]
    items = [_item(kind) for kind in ItemKind]
    usual = {example.name: example for example in (*letters, *mentees, *items)}
    others = [_in_another_case(usual[name], case, facts) for name, case, facts in _OTHER_CASES]
    return (*usual.values(), *others)


_SESSION = SessionFacts(
    id="s-2",
    number=2,
    uid="pairing-7f3a-s-2@example.com",
    sequence=0,
    starts_at=MEETING,
    minutes=60,
    topic="Generative AI at work",
    focus=FocusQuestion.TRY_OUT,
    reflection=ReflectionQuestion.NOT_KNOWING,
)
_UNBOOKED = _SESSION.model_copy(update={"starts_at": None})
_BOOKED = _SESSION.model_copy(update={"calendar": CalendarAction.REQUEST})
_MOVED = _BOOKED.model_copy(
    update={"sequence": 1, "starts_at": MEETING + timedelta(days=2, hours=3)}
)
_CANCELLED = _SESSION.model_copy(
    update={"sequence": 2, "calendar": CalendarAction.CANCEL, "late": True}
)
_AGREEMENT = AgreementFacts(
    version="9b1f0c64a2d87e35",
    topics=("Generative AI at work", "Collaboration tools"),
    goals_mentor=("Understand how decisions are made at the top",),
    goals_mentee=("Use AI tools safely every day", "Lose the fear of asking"),
    off_limits=("Appraisals and salaries",),
    channel="video",
    cadence_days=28,
    notice_hours=24,
    differences=("cadence_days",),
)
_PLAN = tuple(
    PlanRow(
        number=number,
        on=on,
        topic=topic,
        focus=focus,
        reflection=reflection,
        grounds=(PlanGround.CHOSEN, PlanGround.MENTOR_EXPERIENCE),
    )
    for number, (on, topic, focus, reflection) in enumerate(
        (
            (
                date(2027, 3, 2),
                "Generative AI at work",
                FocusQuestion.DISCOVER,
                ReflectionQuestion.ASSUMPTIONS,
            ),
            (
                date(2027, 3, 30),
                "Generative AI at work",
                FocusQuestion.TRY_OUT,
                ReflectionQuestion.NOT_KNOWING,
            ),
            (
                date(2027, 4, 27),
                "Collaboration tools",
                FocusQuestion.DISCOVER,
                ReflectionQuestion.LISTENING,
            ),
        ),
        start=1,
    )
)
_TOPICS = ("Generative AI at work", "Collaboration tools", "Data literacy")
_PAIR = PairLine(mentor=MENTOR.id, mentee=MENTEE.id, reasons=())
_IN_A_WEEK = NOW + timedelta(days=7)
_END = date(2027, 8, 30)

_PAIR_FACTS: dict[Kind, dict[str, object]] = {
    Kind.INVITATION: {"topics": _TOPICS, "weeks": 26, "until": _IN_A_WEEK},
    Kind.INVITATION_REMINDER: {"until": _IN_A_WEEK},
    Kind.INVITATION_WITHDRAWN: {},
    Kind.ASSESSMENT_REQUEST: {"topics": _TOPICS, "until": _IN_A_WEEK},
    Kind.ASSESSMENT_REMINDER: {"until": _IN_A_WEEK},
    Kind.EXPECTATIONS_REQUEST: {"topics": _TOPICS, "until": _IN_A_WEEK},
    Kind.EXPECTATIONS_REMINDER: {"until": _IN_A_WEEK},
    Kind.AGREEMENT_READY: {"agreement": _AGREEMENT, "until": _IN_A_WEEK},
    Kind.AGREEMENT_CHANGED: {"agreement": _AGREEMENT, "until": _IN_A_WEEK},
    Kind.AGREEMENT_REMINDER: {"agreement": _AGREEMENT, "until": _IN_A_WEEK},
    Kind.PLAN_READY: {"plan": _PLAN, "plan_version": 1, "until": _IN_A_WEEK},
    Kind.PLAN_CHANGED: {"plan": _PLAN, "plan_version": 2, "until": _IN_A_WEEK},
    Kind.PLAN_REMINDER: {"plan": _PLAN, "plan_version": 2, "until": _IN_A_WEEK},
    Kind.BOOKING_REQUEST: {
        "session": _UNBOOKED,
        "on": MEETING.date(),
        "until": _IN_A_WEEK,
    },
    Kind.BOOKING_REMINDER: {
        "session": _UNBOOKED,
        "until": _IN_A_WEEK,
    },
    Kind.BOOKING_OUTREACH: {"session": _UNBOOKED, "until": _IN_A_WEEK},
    Kind.SESSION_BOOKED: {"session": _BOOKED},
    Kind.SESSION_MOVED: {"session": _MOVED},
    Kind.SESSION_CANCELLED: {"session": _CANCELLED},
    Kind.SESSION_REMINDER: {"session": _SESSION},
    Kind.REPORT_REQUEST: {"session": _SESSION, "until": _IN_A_WEEK},
    Kind.REPORT_REMINDER: {"session": _SESSION, "until": _IN_A_WEEK},
    Kind.ABSENCE_REPORTED: {
        "session": _SESSION,
        "until": _IN_A_WEEK,
    },
    Kind.REFLECTION_REQUEST: {"session": _SESSION, "until": _IN_A_WEEK},
    Kind.REFLECTION_REMINDER: {"session": _SESSION, "until": _IN_A_WEEK},
    Kind.JUNIOR_CHECK_IN: {"until": _IN_A_WEEK},
    Kind.DID_YOU_MEET: {"until": _IN_A_WEEK},
    Kind.PAUSED: {"on": date(2027, 5, 3)},
    Kind.STILL_PAUSED: {"until": _IN_A_WEEK},
    Kind.RESUMED: {"on": _END},
    Kind.EXTENSION_PROPOSED: {
        "weeks": 8,
        "on": date(2027, 10, 25),
        "until": _IN_A_WEEK,
    },
    Kind.EXTENDED: {"weeks": 8, "on": date(2027, 10, 25)},
    Kind.WIND_DOWN: {"on": _END, "sessions_held": 5},
    Kind.REVIEW_REQUEST: {"topics": _TOPICS, "sessions_held": 6, "until": _IN_A_WEEK},
    Kind.REVIEW_REMINDER: {"until": _IN_A_WEEK},
    Kind.CLOSED: {
        "end_reason": "objectives_reached",
        "sessions_held": 6,
        "certificate": True,
    },
    Kind.REOPENED: {"on": _END},
    Kind.PARTNERSHIP_FOLLOW_UP: {"until": _IN_A_WEEK},
}

_TO_MENTEES = (Kind.BOOKING_REMINDER, Kind.SESSION_MOVED, Kind.ABSENCE_REPORTED)

_OWNER_FACTS: dict[Kind, dict[str, object]] = {
    Kind.MATCHES_TO_CONFIRM: {
        "until": _IN_A_WEEK,
        "pairs": (_PAIR.model_copy(update={"reasons": ("two wanted topics known well",)}),),
    },
    Kind.MATCHES_REMINDER: {"until": _IN_A_WEEK, "pairs": (_PAIR,)},
    Kind.COHORT_PAUSED: {"on": date(2027, 5, 3)},
    Kind.COHORT_RESUMED: {},
    Kind.COHORT_ENDED: {"on": _END},
}

_COHORT_ITEMS = (
    ItemKind.MATCHES_NOT_CONFIRMED,
    ItemKind.NOBODY_FITS,
    ItemKind.PAIRING_NOT_STARTED,
    ItemKind.PAIRING_NOT_REACHED,
)

_ITEM_FACTS: dict[ItemKind, dict[str, object]] = {
    ItemKind.CONFLICTING_REPORTS: {"session": _SESSION},
    ItemKind.RULE_BROKEN: {"broken_rules": (HardRule.REPORTING_LINE,)},
}


def _for_pair(kind: Kind, reader: Side = Side.MENTOR) -> Example:
    side = Side.MENTEE if kind in _TO_MENTEES else reader
    recipient, partner = (MENTOR, MENTEE) if side is Side.MENTOR else (MENTEE, MENTOR)
    facts = _PAIR_FACTS[kind] | {"partner": partner.id}
    return Example(
        name=f"{kind}-{side}" if reader is Side.MENTEE else kind.value,
        letter=_letter("pairing-7f3a", kind, recipient, facts, side),
        cast=Cast(recipient=recipient, partner=partner, lead=LEAD),
    )


_EARLY: dict[str, object] = {
    "end_reason": None,
    "no_fault": True,
    "sessions_held": 1,
    "certificate": False,
}
_BETWEEN: dict[str, object] = {"goes_on": True}
_ASLEEP: dict[str, object] = {"goes_on": True, "asleep": True, "on": _END}
_REVIEW_MISSING = f"{Kind.ITEM_OPENED}-{ItemKind.REVIEW_MISSING}"
_OTHER_CASES: tuple[tuple[str, str, dict[str, object]], ...] = (
    (Kind.INVITATION, "ongoing", {"goes_on": True, "weeks": 12}),
    (Kind.PLAN_REMINDER, "late", {"plan": (_PLAN[0].model_copy(update={"on": None}), *_PLAN[1:])}),
    (Kind.PLAN_CHANGED, "later", {"plan": _PLAN[1:]}),
    (Kind.REVIEW_REQUEST, "in-between", _BETWEEN),
    (Kind.REVIEW_REQUEST, "asleep", _ASLEEP),
    (Kind.REVIEW_REMINDER, "in-between", _BETWEEN),
    (Kind.REVIEW_REMINDER, "asleep", _ASLEEP),
    (_REVIEW_MISSING, "in-between", _BETWEEN),
    (_REVIEW_MISSING, "asleep", _ASLEEP),
    (Kind.WIND_DOWN, "not-again", {"may_extend": False}),
    (Kind.CLOSED, "early", _EARLY),
    (Kind.PARTNERSHIP_FOLLOW_UP, "last", {"asleep": True}),
    (Kind.CLOSED, "partners", {"partners": True, "on": _END}),
)
"""Where the same kind of mail reads differently."""


def _in_another_case(usual: Example, case: str, changes: dict[str, object]) -> Example:
    letter = usual.letter.model_copy(update=changes)
    return usual.model_copy(update={"name": f"{usual.name}-{case}", "letter": letter})


def _for_owners(kind: Kind) -> Example:
    letter = _letter("cohort-2027a", kind, LEAD, _OWNER_FACTS[kind])
    return Example(name=kind.value, letter=letter, cast=_owners())


def _item(item: ItemKind) -> Example:
    stream = "cohort-2027a" if item in _COHORT_ITEMS else "pairing-7f3a"
    facts = {"item": item} | _ITEM_FACTS.get(item, {})
    if item in HAPPENS_BY_ITSELF:
        facts["until"] = _IN_A_WEEK
    if item not in _COHORT_ITEMS:
        facts |= {"item_side": Side.MENTEE, "pairs": (_PAIR,)}
    letter = _letter(stream, Kind.ITEM_OPENED, LEAD, facts)
    return Example(name=f"{Kind.ITEM_OPENED}-{item}", letter=letter, cast=_owners())


def _owners() -> Cast:
    return Cast(recipient=LEAD, lead=LEAD, named=(MENTOR, MENTEE))


def _letter(
    stream: str, kind: Kind, to: Person, facts: dict[str, object], side: Side | None = None
) -> Letter:
    fields = dict(facts)
    until = fields.pop("until", None)
    notice = Notice(
        id=f"{kind}-12-{side or 'lead'}",
        kind=kind,
        to=to.id,
        side=side,
        until=until,
        item_id="i-11-0" if kind is Kind.ITEM_OPENED else None,
        cause="pairing.opened.v1",
    )
    return Letter.model_validate(
        {
            "stream": stream,
            "roster": "example",
            "notice": notice,
            "issued_at": NOW,
            "programme": "Digital at eye level",
            "context": ProgrammeContext.CHANGE_PROCESS,
            "purpose": "Everybody who decides about digital topics should have tried them out.",
            "locale": Locale.GERMAN,
            "lead": LEAD.id,
            "until": until,
            **fields,
        }
    )

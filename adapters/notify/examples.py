"""One example letter per kind of notice and item: for the gallery, and for the tests."""

from datetime import date, timedelta
from typing import Self

from activities.ports import Cast
from adapters.notify import example_bodies as bodies
from adapters.notify.example_bodies import AnyBody
from adapters.notify.example_people import LEAD, MENTEE, MENTOR, NOW
from domain.engine.base import Frozen, Instant
from domain.programme.people import Locale, Side
from domain.telling.body import ToPair
from domain.telling.catalogue import ITEMS, NOTICES, PAIRING_ITEMS
from domain.telling.kinds import ItemKind
from domain.telling.kinds import NoticeKind as Kind
from domain.telling.letters import Letter
from domain.telling.notices import Notice

PAIRING, COHORT = "pairing-7f3a", "cohort-2027a"
IN_A_WEEK = NOW + timedelta(days=7, hours=9)
"""The end of a working day in Berlin."""
ANSWERED_AT_ANY_TIME = (
    Kind.SESSION_BOOKED,
    Kind.SESSION_BACK,
    Kind.SESSION_MOVED,
    Kind.SESSION_CANCELLED,
    Kind.SESSION_MISSED,
    Kind.SESSION_REMINDER,
    Kind.PAUSED,
    Kind.WIND_DOWN,
)
"""These can be answered, and name no moment until which that is of use."""
TO_MENTEES = (Kind.BOOKING_REMINDER, Kind.SESSION_MOVED, Kind.ABSENCE_REPORTED)
"""The others are shown as mentors read them."""

_REVIEW_MISSING = f"{Kind.ITEM_OPENED}-{ItemKind.REVIEW_MISSING}"
_DATES_NOT_KEPT = f"{Kind.ITEM_OPENED}-{ItemKind.DATES_NOT_KEPT}"
_OWNERS = Cast(recipient=LEAD, lead=LEAD, named=(MENTOR, MENTEE))
_OTHER_CASES: tuple[tuple[str, str, AnyBody], ...] = (
    (Kind.INVITATION, "ahead", bodies.invitation(starts_on=date(2027, 4, 12))),
    (Kind.INVITATION, "ongoing", bodies.invitation(goes_on=True, weeks=12)),
    (Kind.ASSESSMENT_REQUEST, "without-contact", bodies.topics()),
    (Kind.PLAN_REMINDER, "late", bodies.plan(2, bodies.LATE, *bodies.PLAN[1:])),
    (Kind.PLAN_CHANGED, "later", bodies.plan(2, *bodies.PLAN[1:])),
    (Kind.REVIEW_REQUEST, "in-between", bodies.review_request(goes_on=True)),
    (Kind.REVIEW_REQUEST, "asleep", bodies.review_request(goes_on=True, asleep=True)),
    (Kind.REVIEW_REMINDER, "in-between", bodies.review_reminder(goes_on=True)),
    (Kind.REVIEW_REMINDER, "asleep", bodies.review_reminder(goes_on=True, asleep=True)),
    (_REVIEW_MISSING, "in-between", bodies.review_item(goes_on=True)),
    (
        _REVIEW_MISSING,
        "asleep",
        bodies.review_item(goes_on=True, asleep=True, closes_on=bodies.END),
    ),
    (Kind.SESSION_MISSED, "by-the-reader", bodies.new_date(missed_by_reader=True)),
    (Kind.SESSION_MISSED, "at-the-end", bodies.new_date(bookable=False)),
    (Kind.BRIEFING_INVITATION, "again", bodies.briefing(again=True)),
    (_DATES_NOT_KEPT, "once", bodies.lapses(ItemKind.DATES_NOT_KEPT, cancelled=1)),
    (
        _DATES_NOT_KEPT,
        "all",
        bodies.lapses(
            ItemKind.DATES_NOT_KEPT,
            cancelled=2,
            cancelled_late=1,
            moved=1,
            missed=1,
            sessions_held=3,
        ),
    ),
    (Kind.AGREEMENT_CHANGED, "meanwhile", bodies.MEANWHILE),
    (Kind.PAUSED, "away", bodies.paused(return_on=True)),
    (Kind.PAUSED, "away-for-long", bodies.paused(return_on=False)),
    (Kind.REVIEW_REQUEST, "farewell", bodies.review_request(farewell=True)),
    (Kind.WIND_DOWN, "not-again", bodies.wind_down(may_extend=False)),
    (Kind.REVIEW_RECEIVED, "on-the-way", bodies.review_received(late=False)),
    (Kind.REVIEW_RECEIVED, "late", bodies.review_received(certificate=False)),
    (Kind.REVIEW_RECEIVED, "partners", bodies.review_received(partners=True)),
    (Kind.CLOSED, "early", bodies.EARLY_CLOSING),
    (Kind.PARTNERSHIP_FOLLOW_UP, "last", bodies.follow_up(is_last=True)),
    (Kind.CLOSED, "partners", bodies.closing(partners=True)),
)
"""Where the same kind of mail reads differently."""


class Example(Frozen):
    """A letter with its people, and a name for the gallery."""

    name: str
    letter: Letter
    cast: Cast

    def in_locale(self, locale: Locale) -> Cast:
        """The same people, the recipient reading this language."""
        reader = self.cast.recipient.model_copy(update={"locale": locale})
        return self.cast.model_copy(update={"recipient": reader})

    def with_body(self, body: AnyBody) -> Self:
        """The same letter, telling something else."""
        return self.model_copy(update={"letter": self.letter.model_copy(update={"body": body})})


def examples() -> tuple[Example, ...]:
    """Every kind of notice and every kind of item; some as each of the two sides reads them."""
    letters = [_usual(kind) for kind in Kind if kind is not Kind.ITEM_OPENED]
    mentees = [_for_pair(kind, Side.MENTEE) for kind in (Kind.INVITATION, Kind.ASSESSMENT_REQUEST)]
    items = [_of_item(kind) for kind in ItemKind]
    usual = {example.name: example for example in (*letters, *mentees, *items)}
    others = [_in_another_case(usual[name], case, body) for name, case, body in _OTHER_CASES]
    return (*usual.values(), *others)


def _in_another_case(usual: Example, case: str, body: AnyBody) -> Example:
    return usual.with_body(body).model_copy(update={"name": f"{usual.name}-{case}"})


def _usual(kind: Kind) -> Example:
    return _for_pair(kind) if issubclass(NOTICES[kind].body, ToPair) else _for_owners(kind)


def _for_pair(kind: Kind, reader: Side = Side.MENTOR) -> Example:
    side = Side.MENTEE if kind in TO_MENTEES else reader
    recipient, partner = (MENTOR, MENTEE) if side is Side.MENTOR else (MENTEE, MENTOR)
    notice = Notice(
        id=f"{kind}-12-{side}",
        kind=kind,
        to=recipient.id,
        side=side,
        until=_until(kind),
        cause="pairing.opened.v1",
    )
    body = bodies.of_notice(kind).model_copy(update={"partner": partner.id})
    return Example(
        name=f"{kind}-{side}" if reader is Side.MENTEE else kind.value,
        letter=_letter(PAIRING, notice, body),
        cast=Cast(recipient=recipient, partner=partner, lead=LEAD),
    )


def _for_owners(kind: Kind) -> Example:
    notice = _to_lead(kind, until=_until(kind))
    return Example(
        name=kind.value, letter=_letter(COHORT, notice, bodies.of_notice(kind)), cast=_OWNERS
    )


def _until(kind: Kind) -> Instant | None:
    asks = NOTICES[kind].answered_with and kind not in ANSWERED_AT_ANY_TIME
    return IN_A_WEEK if asks else None


def _of_item(item: ItemKind) -> Example:
    notice = _to_lead(Kind.ITEM_OPENED, item, until=IN_A_WEEK if ITEMS[item].by_itself else None)
    stream = PAIRING if item in PAIRING_ITEMS else COHORT
    letter = _letter(stream, notice, bodies.of_item(item))
    cast = _OWNERS.model_copy(update={"confided": item if ITEMS[item].in_confidence else None})
    return Example(name=f"{Kind.ITEM_OPENED}-{item}", letter=letter, cast=cast)


def _to_lead(kind: Kind, item: ItemKind | None = None, *, until: Instant | None) -> Notice:
    return Notice(
        id=f"{kind}-12-lead",
        kind=kind,
        to=LEAD.id,
        item=item,
        item_id="i-11-0" if item else None,
        until=until,
        cause="pairing.opened.v1",
    )


def _letter(stream: str, notice: Notice, body: AnyBody) -> Letter:
    return Letter(
        stream=stream,
        roster="example",
        notice=notice,
        issued_at=NOW,
        programme="Digital at eye level",
        lead=LEAD.id,
        hours=None,
        until=notice.until,
        body=body,
    )

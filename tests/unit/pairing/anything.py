"""Anything that may be said to a pairing, sensible or not."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from domain.engine.base import FIRST_INSTANT, LAST_INSTANT
from domain.engine.orders import RejectMessage
from domain.engine.roles import Role
from domain.pairing import commands as say
from domain.pairing import facts
from domain.pairing.gate import GATES
from domain.pairing.messages import PairingMessage
from domain.pairing.preparation_requests import AnswerApproval
from domain.pairing.sides import Both
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS, Survey
from domain.pairing.vocabulary import (
    Channel,
    CheckIn,
    CheckInAnswer,
    EndReason,
    HoldReason,
    Objectives,
    SessionOutcome,
)
from domain.programme.calendar import WorkingCalendar
from domain.programme.mail_hours import MailHours
from domain.programme.people import Side
from domain.programme.request import Deadlines, FixedTerm, HardRule, OngoingTerm, Owners
from domain.programme.session_rules import SessionPattern
from domain.telling.notices import DeliveryOutcome
from domain.telling.orders import GiveUpNotice
from tests.unit.pairing.messages import FIELDS
from tests.unit.pairing.story import START, a_setup
from tests.unit.pairing.ways import calendar_by_now

FAR = (FIRST_INSTANT, LAST_INSTANT)
"""The earliest and the latest moment that a message may name."""

Fields = dict[str, Any]
Facts = Callable[[PairingState, datetime], st.SearchStrategy[Fields]]

TERMS = st.one_of(
    st.builds(FixedTerm, start=st.just(START.date()), weeks=st.integers(1, 30)),
    st.builds(OngoingTerm, start=st.just(START.date()), review_every_weeks=st.integers(4, 12)),
)
CALENDARS = st.builds(
    WorkingCalendar,
    time_zone=st.sampled_from(["UTC", "Europe/Berlin", "Pacific/Auckland"]),
    weekend=st.sampled_from([(5, 6), (), (4, 5)]),
    days_off=st.lists(st.dates(date(2027, 3, 1), date(2027, 12, 31)), max_size=20).map(tuple),
    zones=st.sampled_from([(), ("America/Los_Angeles", "Asia/Kathmandu")]),
)
HURRIED = Deadlines(
    invitation_days=2,
    invitation_reminder_days=0,
    preparation_reminder_days=0,
    preparation_item_days=1,
    preparation_give_up_days=1,
    first_contact_days=0,
    first_contact_item_days=1,
    first_booking_mentee_days=0,
    first_booking_mentor_days=0,
    first_booking_item_days=1,
    next_booking_days=0,
    objection_hours=0,
    reflection_reminder_days=0,
    junior_check_in_days=0,
    silence_days=1,
    silence_again_days=0,
    silence_item_days=0,
    pulse_days=1,
    follow_up_days=1,
    survey_reminder_days=0,
    survey_days=1,
    partnership_days=0,
)
SETUPS = st.builds(
    a_setup,
    term=TERMS,
    calendar=CALENDARS,
    sessions=st.builds(SessionPattern, count=st.integers(1, 3), every_days=st.integers(1, 40)),
    deadlines=st.sampled_from([Deadlines(), Deadlines(), HURRIED]),
    owners=st.sampled_from([Owners(lead="p-lead"), Owners()]),
    max_extensions=st.integers(0, 2),
    mail_hours=st.sampled_from([None, MailHours(), MailHours(until=23)]),
    to_be_briefed=st.sampled_from([(), (), (), (Side.MENTEE,), tuple(Side)]),
    first_contact=st.booleans(),
    to_be_approved=st.sampled_from([(), (), (), (Side.MENTOR,), tuple(Side)]),
    managers=st.sampled_from([{"mentor": "p-boss"}, {"mentor": "p-boss", "mentee": "p-boss"}]),
)

_SESSION_IDS = st.integers(1, 5).map(lambda number: f"s-{number}")
_SIDES = st.sampled_from([Role.MENTOR, Role.MENTEE])
_TOPICS = st.sampled_from(["ai", "data", "ai", "gardening"])
_RATINGS = st.integers(1, 5)
_PER_TOPIC = st.one_of(
    st.just({"ai": 3, "data": 2}), st.dictionaries(_TOPICS, _RATINGS, max_size=2)
)


def _around(now: datetime, before: int, after: int) -> st.SearchStrategy[datetime]:
    return st.integers(-before, after).map(lambda hours: now + timedelta(hours=hours))


def _days_around(now: datetime) -> st.SearchStrategy[date | None]:
    near = st.integers(-3, 60).map(lambda days: now.date() + timedelta(days=days))
    return st.one_of(st.none(), near, st.sampled_from([date.min, date.max]))


def _expectations(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {
            "goals": st.just(("learn",)),
            "topics": st.sampled_from([("ai",), ("ai", "data"), ("gardening",)]),
            "channel": st.sampled_from(Channel),
            "cadence_days": st.sampled_from([7, 28]),
            "notice_hours": st.just(24),
        }
    )


def _plan(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    current = state.plan.version if state.plan else 1
    amendment = st.fixed_dictionaries(
        {"session_id": _SESSION_IDS}, optional={"topic": _TOPICS, "on": _days_around(now)}
    )
    return st.fixed_dictionaries(
        {"version": st.sampled_from([current, current, current, 99])},
        optional={"amendments": st.lists(amendment, max_size=2)},
    )


def _agreement(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    current = state.preparation.to_accept.version if state.preparation.to_accept else "0" * 16
    return st.fixed_dictionaries({"version": st.sampled_from([current, current, "f" * 16])})


def _booking(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    far = st.sampled_from(FAR)
    return st.fixed_dictionaries(
        {"session_id": _SESSION_IDS, "starts_at": st.one_of(_around(now, 5, 600), far)}
    )


def _report(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {"session_id": _SESSION_IDS, "outcome": st.sampled_from(SessionOutcome)},
        optional={"held_at": _around(now, 100, 5), "minutes": st.integers(1, 90)},
    )


def _check_in(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {"check_in": st.sampled_from(CheckIn), "answer": st.sampled_from(CheckInAnswer)},
        optional={"met_at": _around(now, 400, 5)},
    )


def _survey(survey: Survey) -> st.SearchStrategy[Fields]:
    questions = st.sampled_from([SURVEY_QUESTIONS[survey], SURVEY_QUESTIONS[Survey.PULSE]])
    return st.fixed_dictionaries(
        {"survey": st.just(survey), "ratings": questions.map(lambda each: dict.fromkeys(each, 3))}
    )


def _person(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    return st.fixed_dictionaries(
        {"person_id": st.sampled_from(["p-junior", "p-senior", "p-other"])},
        optional={"last_day": _days_around(now)},
    )


def _bounced(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    known = [sent.notice.id for sent in state.desk.told]
    return st.fixed_dictionaries({"notice_id": st.sampled_from([*known, "none"])})


def _fared(state: PairingState, now: datetime) -> st.SearchStrategy[Fields]:
    known = [sent.notice.id for sent in state.desk.told]
    return st.fixed_dictionaries(
        {
            "notice_id": st.sampled_from([*known, "invitation-1-nobody", "none"]),
            "outcome": st.sampled_from([None, *DeliveryOutcome]),
            "at": st.sampled_from([now, *(sent.at for sent in state.desk.told), *FAR]),
        }
    )


def _shutdown(state: PairingState, now: datetime) -> st.SearchStrategy[dict[str, Any]]:
    """Some days, soon or later."""
    first = st.integers(-3, 90).map(lambda days: now.date() + timedelta(days=days))
    return st.tuples(first, st.integers(0, 30)).map(
        lambda drawn: {"shutdown": {"first": drawn[0], "last": drawn[0] + timedelta(days=drawn[1])}}
    )


def _items(state: PairingState) -> st.SearchStrategy[str]:
    return st.sampled_from([*(item.id for item in state.desk.items), "none"])


def _plain(**fields: st.SearchStrategy[Any]) -> Facts:
    return lambda state, now: st.fixed_dictionaries(fields)


def _example(model: type[PairingMessage]) -> Facts:
    return lambda state, now: st.just(FIELDS.get(model.name, {}))


_VARIED: dict[type[PairingMessage], Facts] = {
    AnswerApproval: _plain(
        side=st.sampled_from(Side),
        manager_id=st.sampled_from(["p-boss", "p-boss", "p-other"]),
        approved=st.sampled_from([True, True, True, False]),
    ),
    say.SubmitAssessment: _plain(
        knowledge=_PER_TOPIC,
        confidence=_PER_TOPIC,
        experience=st.sampled_from([("sales",), ("sales",), None]),
    ),
    say.SubmitExpectations: _expectations,
    say.AcceptAgreement: _agreement,
    say.AcceptPlan: _plan,
    say.BookSession: _booking,
    facts.PeopleBriefed: _plain(
        sides=st.sampled_from([(), (Side.MENTOR,), tuple(Side), tuple(Side)])
    ),
    say.CancelSession: _plain(
        session_id=_SESSION_IDS, on_behalf_of=st.sampled_from([None, None, *Side])
    ),
    say.ReportSession: _report,
    say.WithdrawSessionReport: _plain(session_id=_SESSION_IDS),
    say.SubmitReflection: _plain(session_id=_SESSION_IDS, topic=_TOPICS, rating=_RATINGS),
    say.AnswerCheckIn: _check_in,
    say.AnswerSurvey: lambda state, now: st.sampled_from(Survey).flatmap(_survey),
    say.SubmitReview: _plain(
        confidence=_PER_TOPIC,
        objectives=st.sampled_from(Objectives),
        again=st.booleans(),
        partnership=st.sampled_from([True, True, False]),
    ),
    say.PausePairing: lambda state, now: st.fixed_dictionaries(
        {"return_on": _days_around(now), "quiet": st.booleans()}
    ),
    say.ResumePairing: _plain(quiet=st.booleans()),
    say.AdoptPolicy: _plain(
        policy=st.builds(
            lambda days, extensions: {
                "deadlines": {"silence_days": days, "invitation_days": days, "pause_max_weeks": 9},
                "session_rules": {},
                "max_extensions": extensions,
            },
            st.sampled_from([7, 14, 90]),
            st.sampled_from([0, 2]),
        )
    ),
    say.PutOnHold: _plain(reason=st.sampled_from(HoldReason)),
    say.Waive: _plain(
        rule=st.sampled_from([HardRule.REPORTING_LINE, HardRule.DEPARTMENT]),
        reason=st.just("on different floors"),
    ),
    say.Extend: _plain(weeks=st.sampled_from([2, 2, 8])),
    say.End: _plain(
        reason=st.sampled_from(EndReason),
        quiet=st.booleans(),
        left_behind=st.sampled_from([(), ("mentee",)]),
    ),
    say.ChangeOwners: _plain(
        owners=st.sampled_from([Owners(lead="p-new"), Owners(lead="p-junior", deputy="p-new")])
    ),
    say.AcknowledgeItem: lambda state, now: st.fixed_dictionaries({"item_id": _items(state)}),
    say.SnoozeItem: lambda state, now: st.fixed_dictionaries(
        {"item_id": _items(state), "until": _days_around(now).filter(bool)}
    ),
    say.SettleItem: lambda state, now: st.fixed_dictionaries({"item_id": _items(state)}),
    facts.SessionCompleted: lambda state, now: st.fixed_dictionaries(
        {"session_id": _SESSION_IDS, "held_at": _around(now, 100, 5)}
    ),
    facts.SessionWasMissed: _plain(session_id=_SESSION_IDS, absent=st.sampled_from(Side)),
    facts.PersonLeft: _person,
    facts.ShutdownAhead: _shutdown,
    facts.PersonChanged: _plain(person_id=st.sampled_from(["p-junior", "p-senior"])),
    facts.MailBounced: _bounced,
    facts.MailFared: _fared,
}
"""Messages whose content varies; all others say what stands in the table of messages."""


def messages(state: PairingState, now: datetime, number: int) -> st.SearchStrategy[say.Command]:
    """A message of any kind, mostly from a role that may send it, mostly at a time that fits."""
    fitting = [model for model, gate in GATES.items() if state.stage in gate.stages]
    return st.one_of(
        st.sampled_from(fitting), st.sampled_from(fitting), st.sampled_from(list(GATES))
    ).flatmap(lambda model: _message(model, state, now, number))


def _message(
    model: type[PairingMessage], state: PairingState, now: datetime, number: int
) -> st.SearchStrategy[say.Command]:
    roles = st.one_of(st.sampled_from(GATES[model].roles), st.sampled_from(Role))
    ids = st.sampled_from([f"m-{number}", f"m-{number}", f"m-{number}", "m-1"])
    content = _VARIED.get(model, _example(model))
    return st.tuples(content(state, now), roles, ids).map(
        lambda drawn: model.model_validate(
            {"message_id": drawn[2], "acting": drawn[1], "pairing_id": "c-1-1"} | drawn[0]
        )
    )


def orders(state: PairingState) -> st.SearchStrategy[say.Command]:
    """What the engine itself may order, apart from the passing of time."""
    issued = [sent.notice.id for sent in state.desk.told]
    return st.one_of(
        st.builds(GiveUpNotice, notice_id=st.sampled_from([*issued, "none"])),
        st.builds(
            say.RecordRuleCheck,
            side=st.sampled_from(Side),
            broken=st.sampled_from([(), (HardRule.REPORTING_LINE,)]),
            managers=st.sampled_from(
                [None, Both[str](), Both[str](mentor="p-boss", mentee="p-new")],
            ),
        ),
        st.just(calendar_by_now(state)),
        st.just(RejectMessage(message="session_completed", message_id=None, problems=())),
    )

"""What can be done next in a state of a pairing: every message with a few contents, every order.

What a message says is chosen so that each kind of consequence occurs: an appointment soon or late,
a session held or missed, a pause with and without a date. Texts and ratings have no consequences.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from domain.engine.base import Instant
from domain.engine.roles import Role
from domain.engine.tables import complete
from domain.pairing import commands as say
from domain.pairing import facts
from domain.pairing.gate import GATES
from domain.pairing.messages import PairingMessage
from domain.pairing.missing import unapproved
from domain.pairing.preparation_requests import AnswerApproval, ConfirmContact, WaiveBriefing
from domain.pairing.session import Session
from domain.pairing.sides import Both
from domain.pairing.state import PairingState
from domain.pairing.survey import SURVEY_QUESTIONS
from domain.pairing.vocabulary import (
    CHECK_IN_ANSWERS,
    EndReason,
    HoldReason,
    SessionOutcome,
    SessionStatus,
)
from domain.programme.people import Side
from domain.programme.request import HardRule
from domain.telling.notices import DeliveryOutcome
from domain.telling.orders import GiveUpNotice
from tests.unit.pairing.messages import FIELDS
from tests.unit.pairing.ways import ASSESSMENT, EXPECTATIONS, REVIEW, calendar_by_now

Fields = dict[str, Any]
Contents = Callable[[PairingState, Instant], Iterable[Fields]]

WEEK = timedelta(weeks=1)
OPEN = (SessionStatus.BOOKED, SessionStatus.ABSENCE_CLAIMED, SessionStatus.CONFLICT)
BUSY_ROLES = (Role.MENTOR, Role.MENTEE, Role.OPERATOR, Role.INTEGRATION, Role.ENGINE)
"""An assistant books as the mentee does."""


def acts(state: PairingState, now: Instant) -> Iterator[say.Command]:
    """Everything that may be said here and now, and what the engine itself may order."""
    for model, gate in GATES.items():
        if state.stage not in gate.stages:
            continue
        for role in gate.roles:
            if role in BUSY_ROLES:
                for fields in CONTENTS[model](state, now):
                    yield model.model_validate(_head(model, state, role) | fields)
    yield from _orders(state)


def _head(model: type[PairingMessage], state: PairingState, role: Role) -> Fields:
    message_id = f"m-{state.version}"
    return {"message_id": message_id, "pairing_id": state.setup.pairing_id, "acting": role}


def _orders(state: PairingState) -> Iterator[say.Command]:
    for side in state.rule_check.pending:
        for broken in ((), (HardRule.REPORTING_LINE,)):
            yield say.RecordRuleCheck(side=side, broken=broken)
        if unapproved(state):
            yield say.RecordRuleCheck(side=side, broken=(), managers=Both[str](mentor="p-new"))
    for notice_id in _latest_notices(state):
        yield GiveUpNotice(notice_id=notice_id)
    if state.calendar_wanted:
        yield calendar_by_now(state)


def _latest_notices(state: PairingState) -> list[str]:
    """One for each side."""
    latest = {sent.notice.side: sent.notice.id for sent in state.desk.told if sent.notice.side}
    return list(latest.values())


def _next_to_meet(state: PairingState) -> list[Session]:
    """The first one that something is still to be said about, and the first that is left."""
    open_ = next((session for session in state.sessions if session.status in OPEN), None)
    return [session for session in (open_, state.next_to_book) if session]


def _bookings(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in _next_to_meet(state):
        for ahead in (timedelta(days=2), 5 * WEEK):
            yield {"session_id": session.id, "starts_at": now + ahead}


def _cancellations(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in _next_to_meet(state)[:1]:
        yield {"session_id": session.id}


def _reports(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in _next_to_meet(state):
        for outcome in SessionOutcome:
            yield {"session_id": session.id, "outcome": outcome, "held_at": now}


def _reported(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in state.sessions:
        if session.status is not SessionStatus.PLANNED:
            yield {"session_id": session.id}


def _completions(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in _next_to_meet(state):
        yield {"session_id": session.id, "held_at": now}


def _misses(state: PairingState, now: Instant) -> Iterator[Fields]:
    for session in _next_to_meet(state):
        for side in Side:
            yield {"session_id": session.id, "absent": side}


def _answers(state: PairingState, now: Instant) -> Iterator[Fields]:
    for check_in, answers in CHECK_IN_ANSWERS.items():
        for answer in answers:
            yield {"check_in": check_in, "answer": answer, "met_at": now}
            yield {"check_in": check_in, "answer": answer}


def _surveys(state: PairingState, now: Instant) -> Iterator[Fields]:
    """Only of one that is open: a late answer changes nothing but figures."""
    if asked := state.survey:
        ratings = dict.fromkeys(SURVEY_QUESTIONS[asked.survey], 3)
        yield {"survey": asked.survey, "ratings": ratings}


def _departures(state: PairingState, now: Instant) -> Iterator[Fields]:
    for side in Side:
        for weeks in (None, 3, 60):
            last_day = None if weeks is None else now.date() + weeks * WEEK
            yield {"person_id": state.setup.person(side), "last_day": last_day}


def _leaves(state: PairingState, now: Instant) -> Iterator[Fields]:
    """From today on, and soon; the return known or not."""
    today = now.date()
    for side in Side:
        who = {"person_id": state.setup.person(side)}
        yield who | {"away_from": today}
        yield who | {"away_from": today + WEEK, "away_until": today + 3 * WEEK}


def _shutdowns(state: PairingState, now: Instant) -> Iterator[Fields]:
    """Soon, unless one is ahead."""
    today = now.date()
    if all(known.last < today for known in state.setup.shutdowns):
        yield {"shutdown": {"first": today + WEEK, "last": today + 2 * WEEK}}


def _changes(state: PairingState, now: Instant) -> Iterator[Fields]:
    for side in Side:
        yield {"person_id": state.setup.person(side)}


def _pauses(state: PairingState, now: Instant) -> Iterator[Fields]:
    for return_on in (None, now.date() + 3 * WEEK):
        for quiet in (False, True):
            yield {"return_on": return_on, "quiet": quiet}


def _briefed(state: PairingState, now: Instant) -> Iterator[Fields]:
    if state.setup.to_be_briefed:
        for sides in ((), (Side.MENTOR,), tuple(Side)):
            yield {"sides": sides}


def _approvals(state: PairingState, now: Instant) -> Iterator[Fields]:
    for side in state.setup.to_be_approved:
        for approved in (True, False):
            yield {"side": side, "manager_id": "p-boss", "approved": approved}


def _items(state: PairingState, now: Instant) -> Iterator[Fields]:
    for item in state.desk.items:
        yield {"item_id": item.id}


def _put_off(state: PairingState, now: Instant) -> Iterator[Fields]:
    for item in state.desk.items:
        yield {"item_id": item.id, "until": now.date() + WEEK}


def _fates(state: PairingState, now: Instant) -> Iterator[Fields]:
    for notice_id in _latest_notices(state):
        for outcome in (None, DeliveryOutcome.REFUSED, DeliveryOutcome.DELIVERED):
            yield {"notice_id": notice_id, "outcome": outcome, "at": now}


def _bounces(state: PairingState, now: Instant) -> Iterator[Fields]:
    for notice_id in _latest_notices(state):
        yield {"notice_id": notice_id}


def _agreement(state: PairingState, now: Instant) -> Iterator[Fields]:
    if agreement := state.preparation.to_accept:
        yield {"version": agreement.version}


def _plan(state: PairingState, now: Instant) -> Iterator[Fields]:
    if state.plan:
        yield {"version": state.plan.version}


def _always(*contents: Fields) -> Contents:
    return lambda state, now: contents


def _as_documented(*models: type[PairingMessage]) -> Mapping[type[PairingMessage], Contents]:
    return {model: _always(FIELDS.get(model.name, {})) for model in models}


VARIED: Mapping[type[PairingMessage], Contents] = {
    AnswerApproval: _approvals,
    say.SubmitAssessment: _always(ASSESSMENT),
    say.SubmitExpectations: _always(EXPECTATIONS, EXPECTATIONS | {"cadence_days": 60}),
    say.AcceptAgreement: _agreement,
    say.AcceptPlan: _plan,
    facts.PeopleBriefed: _briefed,
    say.BookSession: _bookings,
    say.CancelSession: _cancellations,
    say.ReportSession: _reports,
    say.WithdrawSessionReport: _reported,
    say.AnswerCheckIn: _answers,
    say.AnswerSurvey: _surveys,
    say.SubmitReview: _always(REVIEW, REVIEW | {"partnership": True}),
    say.PausePairing: _pauses,
    say.ResumePairing: _always({}, {"quiet": True}),
    say.Extend: _always({"weeks": 4}),
    say.PutOnHold: _always(*({"reason": reason} for reason in HoldReason)),
    say.Waive: _always({"rule": HardRule.REPORTING_LINE, "reason": "for three weeks"}),
    say.End: _always(*({"reason": reason} for reason in EndReason)),
    say.AcknowledgeItem: _items,
    say.SnoozeItem: _put_off,
    say.SettleItem: _items,
    facts.SessionCompleted: _completions,
    facts.SessionWasMissed: _misses,
    facts.PersonLeft: _departures,
    facts.PersonStays: _changes,
    facts.ConsentWithdrawn: _changes,
    facts.PersonAway: _leaves,
    facts.PersonBack: _changes,
    facts.ShutdownAhead: _shutdowns,
    facts.PersonChanged: _changes,
    facts.MailBounced: _bounces,
    facts.MailFared: _fates,
}
AS_DOCUMENTED: Mapping[type[PairingMessage], Contents] = _as_documented(
    say.Accept,
    say.Decline,
    ConfirmContact,
    WaiveBriefing,
    say.SubmitReflection,
    say.LiftHold,
    say.Annul,
    say.Reopen,
    say.ChangeOwners,
    say.AdoptPolicy,
)
"""Those of which one example will do, because what they say has no further consequences."""
CONTENTS = complete(GATES, VARIED, AS_DOCUMENTED, verb="says")
"""What each message says."""

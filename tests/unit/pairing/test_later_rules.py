"""A run that was recorded under older rules goes on under them."""

from dataclasses import replace
from typing import Any

import pytest

from domain.engine.errors import NotAllowed
from domain.engine.orders import ElapseDeadlines
from domain.engine.roles import Role
from domain.engine.wire import from_record
from domain.pairing.commands import (
    AcceptAgreement,
    AnswerCheckIn,
    BookSession,
    End,
    PairingMessage,
    PausePairing,
    PersonLeft,
    Reopen,
    SessionCompleted,
    SubmitAssessment,
    SubmitExpectations,
)
from domain.pairing.events import (
    PAIRING_EVENTS,
    PairingClosed,
    PairingReopened,
    PersonLeaving,
    SessionBooked,
    SessionCancelled,
    StageEntered,
)
from domain.pairing.later_rules import LaterRule
from domain.pairing.live import live
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.planning.questions import ReflectionQuestion
from domain.programme.people import Side
from domain.programme.request import Owners
from domain.telling.items import ItemKind
from domain.telling.notices import DeliveryOutcome, NoticeKind
from domain.telling.orders import SettleNotice
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import ASSESSMENT, EXPECTATIONS, booked, given, held

GONE = LaterRule.WHO_HAS_LEFT_IS_TOLD_NOTHING
BREAK = LaterRule.BOOKING_BEYOND_A_BREAK
AWAKE = LaterRule.MEETING_KEEPS_AWAKE
LIVED = LaterRule.EXPERIENCE_IN_PLANS
STAND_IN = LaterRule.OWNERS_HAVE_STAND_INS
OWN_TIME = LaterRule.A_TIME_OF_ITS_OWN
MENTEE_IS_GONE = {"acting": Role.INTEGRATION, "person_id": "p-senior"}


def formerly(story: Story, rule: LaterRule, message: type[PairingMessage], **facts: Any) -> Story:
    """Somebody says something to a run that does not know the rule."""
    base = {"message_id": f"m-{len(story.records)}", "pairing_id": story.state.setup.pairing_id}
    command = message.model_validate(base | facts)
    assert rule.matters(story.state, command)
    step = live(story.state, command, story.now, without=frozenset({rule}))
    events = tuple(from_record(record, PAIRING_EVENTS) for record in step.records)
    records = story.records + step.records
    return replace(story, state=step.state, records=records, events=events)


def test_who_had_left_was_told_of_everything_but_the_end() -> None:
    """The calendar was cleared with a mail to somebody who could not read it."""
    story = formerly(booked(given(Stage.SESSIONS)), GONE, PersonLeft, **MENTEE_IS_GONE)
    story.then(PersonLeaving, PairingClosed, SessionCancelled, StageEntered)
    story.tells((NoticeKind.CLOSED, (Side.MENTOR,)), (NoticeKind.SESSION_CANCELLED, BOTH))


def test_the_end_was_kept_from_people_on_their_last_day() -> None:
    """Although they were still there."""
    story = given(Stage.PLANNING).when(PersonLeft, person_id="p-senior", last_day=day(0).date())
    story = formerly(story, GONE, End, acting=MENTOR, reason=EndReason.TIME)
    story.tells((NoticeKind.CLOSED, (Side.MENTOR,)))


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.PARTNERSHIP])
def test_who_left_after_the_end_was_not_remembered(stage: Stage) -> None:
    """It was no news any more, as it seemed."""
    story = formerly(given(stage), GONE, PersonLeft, **MENTEE_IS_GONE).then()
    assert not story.state.left


def test_a_reopening_forgot_who_would_leave() -> None:
    """The last day was known, and passed without notice."""
    story = given(Stage.SESSIONS).when(PersonLeft, person_id="p-senior", last_day=day(9).date())
    story = story.when(End, MENTOR, reason=EndReason.TIME).at(day(20))
    formerly(story, GONE, Reopen, acting=OPERATOR).then(PairingReopened, StageEntered)


def test_nothing_was_booked_during_a_break() -> None:
    """Not even for a day after it."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE, return_on=day(28).date())
    with pytest.raises(NotAllowed, match="paused"):
        formerly(story, BREAK, BookSession, acting=MENTEE, session_id="s-1", starts_at=day(30))


def test_two_who_met_while_their_review_waited_were_told_that_it_was_over() -> None:
    """Because neither had filled in the form."""
    unanswered = given(Stage.SESSIONS, **ongoing(8)).on(DeadlineKind.REVIEW_DUE)
    story = held(unanswered.at(day(60)))
    story = story.at(story.due(DeadlineKind.GIVE_UP).due)
    assert AWAKE.matters(story.state, ElapseDeadlines())
    step = live(story.state, ElapseDeadlines(), story.now, without=frozenset({AWAKE}))
    assert step.state.ending is not None
    assert step.state.ending.reason is EndReason.LACK_OF_COMMITMENT
    assert not AWAKE.matters(unanswered.state, ElapseDeadlines())


def test_a_plan_did_not_follow_from_experience() -> None:
    """The same knowledge made the same plan, whatever the two had lived through."""
    story = given(Stage.ASSESSMENT).when(SubmitAssessment, MENTOR, **ASSESSMENT)
    story = story.when(SubmitAssessment, MENTEE, **ASSESSMENT | {"experience": ("data",)})
    story = story.both(SubmitExpectations, **EXPECTATIONS)
    version = story.state.agreement.version if story.state.agreement else ""
    story = story.when(AcceptAgreement, MENTOR, version=version)
    last = {"acting": MENTEE, "version": version}
    before = formerly(story, LIVED, AcceptAgreement, **last).state.plan
    today = story.when(AcceptAgreement, MENTEE, version=version).state.plan
    assert before is not None
    assert today is not None
    assert before.sessions[0].reflection is ReflectionQuestion.ASSUMPTIONS
    assert today.sessions[0].reflection is ReflectionQuestion.EXPERIENCE


def test_the_lead_alone_was_written_to() -> None:
    """About themselves, and about their own mailbox, too."""
    owners = Owners(lead="p-senior", deputy="p-deputy")
    story = held(given(Stage.SESSIONS, owners=owners))
    answer = {"check_in": "junior", "answer": "end_without_naming_me"}
    story = formerly(story, STAND_IN, AnswerCheckIn, acting=MENTOR, **answer)
    assert story.state.outbox[-1].to == "p-senior"
    owners = Owners(lead="p-lead", deputy="p-deputy")
    story = given(Stage.SESSIONS, owners=owners).on(DeadlineKind.FIRST_BOOKING_ITEM)
    refused = SettleNotice(notice_id=story.state.outbox[-1].id, outcome=DeliveryOutcome.REFUSED)
    assert STAND_IN.matters(story.state, refused)
    step = live(story.state, refused, story.now, without=frozenset({STAND_IN}))
    assert [one.to for one in step.state.outbox[len(story.state.outbox) - 1 :]] == ["p-lead"]
    delivered = SettleNotice(notice_id=step.state.outbox[-1].id, outcome=DeliveryOutcome.DELIVERED)
    later = live(step.state, delivered, story.now, without=frozenset({STAND_IN})).state
    assert [one.kind for one in later.items] == [ItemKind.FIRST_SESSION_NOT_BOOKED]


def test_sessions_shared_a_time() -> None:
    """And were booked for when somebody would have left."""
    story = held(given(Stage.SESSIONS).at(day(8)))
    again = {"session_id": "s-2", "held_at": day(8)}
    both = formerly(story, OWN_TIME, SessionCompleted, acting=Role.INTEGRATION, **again)
    assert both.state.sessions_held == 2
    leaving = story.when(PersonLeft, person_id="p-junior", last_day=day(30).date())
    late = {"session_id": "s-2", "starts_at": day(60)}
    late_booking = formerly(leaving, OWN_TIME, BookSession, acting=MENTEE, **late)
    late_booking.then(SessionBooked)


def test_a_rule_is_asked_for_only_where_it_matters() -> None:
    """A history is not marked with rules that make no difference in it."""
    story = given(Stage.SESSIONS)
    command = End(message_id="m", acting=MENTOR, pairing_id="c-1-1", reason=EndReason.TIME)
    assert not any(rule.matters(story.state, command) for rule in LaterRule)

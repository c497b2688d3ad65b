"""Stage *sessions*: booked, moved, cancelled, and asked for."""

from datetime import timedelta

import pytest

from domain.engine.base import LAST_INSTANT
from domain.engine.roles import Role
from domain.pairing.commands import (
    AcceptPlan,
    BookSession,
    CancelSession,
    PausePairing,
    ReportSession,
)
from domain.pairing.events.course import DeadlineElapsed
from domain.pairing.events.preparation import PlanAccepted, PlanAmended
from domain.pairing.events.sessions import SessionBooked, SessionCancelled, SessionMoved
from domain.pairing.facts import PersonLeft, SessionCompleted
from domain.pairing.lapses import in_a_row
from domain.pairing.state import PairingReceipt
from domain.pairing.vocabulary import DeadlineKind, SessionStatus, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import (
    ASSISTANT,
    BOTH,
    INTEGRATION,
    MENTEE,
    MENTOR,
    OPERATOR,
    Story,
    day,
    ongoing,
)
from tests.unit.pairing.ways import booked, given, held, held_in_a_row

Kind = DeadlineKind
S1 = {"session_id": "s-1"}


def cancelled(story: Story, by: Role = MENTEE) -> Story:
    """The first session is called off."""
    return story.when(CancelSession, by, **S1)


# -- appointments --------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [MENTOR, MENTEE, ASSISTANT, OPERATOR, INTEGRATION])
def test_anybody_involved_may_book(role: Role) -> None:
    """Mentor, mentee, assistant and operator may book, and both sides get a calendar entry."""
    story = given(Stage.SESSIONS).when(BookSession, role, **S1, starts_at=day(7))
    story.then(SessionBooked).tells((NoticeKind.SESSION_BOOKED, BOTH))
    assert story.session().status is SessionStatus.BOOKED


def test_a_booking_replaces_the_question_for_one_by_questions_about_the_session() -> None:
    """A booking replaces the question for one by a reminder before it and questions after it."""
    story = booked(given(Stage.SESSIONS), on=8, hour=10)
    story.waits_for(
        Kind.SESSION_REMINDER,
        Kind.REPORT_REQUEST,
        Kind.REPORT_AGAIN,
        Kind.UNCONFIRMED,
        Kind.SILENCE,
        Kind.MIDPOINT,
        Kind.WIND_DOWN,
        Kind.REVIEW_DUE,
    )
    assert story.due(Kind.SESSION_REMINDER).due == day(7, 10)
    assert story.due(Kind.REPORT_REQUEST).due == day(8, 13)


def test_case_31_no_mail_falls_on_a_day_off() -> None:
    """Both are reminded on Friday of a session on Monday; of the 72 hours after one on Thursday a
    weekend is left out."""
    monday = booked(given(Stage.SESSIONS), on=14, hour=10)
    assert monday.due(Kind.SESSION_REMINDER).due == day(11, 10)
    thursday = booked(given(Stage.SESSIONS), on=10, hour=10)
    assert thursday.due(Kind.REPORT_AGAIN).due == day(15, 11)


def test_an_appointment_that_is_near_needs_no_reminder() -> None:
    """An appointment in the near future gets no reminder: it was just made."""
    story = booked(given(Stage.SESSIONS), on=0.5)
    assert Kind.SESSION_REMINDER not in [deadline.kind for deadline in story.state.deadlines]


def test_both_are_reminded_of_an_appointment() -> None:
    """Both are reminded of an appointment, at the time that it was moved to."""
    story = booked(given(Stage.SESSIONS)).on(Kind.SESSION_REMINDER).then(DeadlineElapsed)
    story.tells((NoticeKind.SESSION_REMINDER, BOTH))
    assert story.notices[0].appointment
    assert story.notices[0].appointment.starts_at == day(7, 10)


def test_case_46_later_sessions_are_reminded_of_by_the_calendar_alone() -> None:
    """Of the second session no mail reminds, as long as every appointment was kept; after one that
    was cancelled a mail does."""
    story = booked(held(booked(given(Stage.SESSIONS)).at(day(7, 11))), 2, on=35)
    assert Kind.SESSION_REMINDER not in [deadline.kind for deadline in story.state.deadlines]
    cancelled = story.at(day(8)).when(CancelSession, MENTEE, session_id="s-2")
    assert booked(cancelled, 2, on=36).due(Kind.SESSION_REMINDER).due == day(35, 10)


def test_a_programme_may_remind_of_every_session() -> None:
    """How many sessions are reminded of by mail is a number of the programme."""
    rules = SessionRules(reminded_sessions=2)
    story = held(booked(given(Stage.SESSIONS, session_rules=rules)).at(day(7, 11)))
    assert booked(story, 2, on=36).due(Kind.SESSION_REMINDER).due == day(35, 10)


def test_booking_a_booked_session_moves_it() -> None:
    """Booking a booked session moves it: the entry is replaced, and questions follow the new
    time."""
    story = booked(booked(given(Stage.SESSIONS), on=8), on=9)
    story.then(SessionMoved).tells((NoticeKind.SESSION_MOVED, BOTH))
    assert [notice.appointment and notice.appointment.sequence for notice in story.notices] == [
        1,
        1,
    ]
    assert story.due(Kind.SESSION_REMINDER).due == day(8, 10)


def test_the_same_time_again_changes_nothing() -> None:
    """Booking the same time again changes nothing."""
    booked(booked(given(Stage.SESSIONS))).then().tells()


def test_the_length_may_change() -> None:
    """The length of an appointment can be changed like its time."""
    story = booked(given(Stage.SESSIONS)).when(
        BookSession, MENTOR, **S1, starts_at=day(7, 10), minutes=90
    )
    story.then(SessionMoved)
    assert story.session().minutes == 90


def test_what_cannot_be_booked_is_refused_with_all_reasons() -> None:
    """Unknown sessions, the past, a distant year and a time after the term are refused with all
    reasons."""
    story = given(Stage.SESSIONS)
    story.when(BookSession, MENTEE, session_id="s-99", starts_at=day(7)).refused("session_id")
    story.when(BookSession, MENTEE, **S1, starts_at=day(0)).refused("starts_at")
    story.when(BookSession, MENTEE, **S1, starts_at=day(182, 0)).refused("starts_at")
    story.when(BookSession, MENTEE, **S1, starts_at=day(3650)).refused("starts_at", "starts_at")
    held(story).when(BookSession, MENTEE, **S1, starts_at=day(0)).refused("session_id", "starts_at")
    endless = given(Stage.SESSIONS, **ongoing())
    endless.when(BookSession, MENTEE, **S1, starts_at=day(365)).then(SessionBooked)
    endless.when(BookSession, MENTEE, **S1, starts_at=day(367)).refused("starts_at")


# -- cancellations -------------------------------------------------------------------------------


def test_case_21_a_cancelled_session_can_be_booked_again() -> None:
    """A cancelled session can be booked again: its entry comes back with a higher sequence."""
    story = cancelled(booked(given(Stage.SESSIONS)), OPERATOR)
    story.then(SessionCancelled).tells((NoticeKind.SESSION_CANCELLED, BOTH)).leaves_open()
    told = story.notices[0].appointment
    assert told
    assert (told.starts_at, told.sequence, told.late) == (day(7, 10), 1, False)
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == day(7)
    again = booked(story).then(SessionBooked)
    assert again.session().sequence == 2


def test_case_22_a_cancellation_shorter_than_the_agreed_notice_is_late() -> None:
    """A cancellation is late by the notice of the agreement, not by the programme's."""
    story = booked(given(Stage.SESSIONS), on=7, hour=10)
    for moment, late in ((day(6, 9), False), (day(6, 11), True)):
        event = cancelled(story.at(moment)).events[0]
        assert isinstance(event, SessionCancelled)
        assert event.late is late


def test_cancelling_what_is_not_booked_changes_nothing() -> None:
    """Cancelling what is not booked changes nothing; cancelling a session that was held is
    refused."""
    cancelled(given(Stage.SESSIONS)).then()
    cancelled(held(given(Stage.SESSIONS))).refused("session_id")
    cancelled(held(booked(given(Stage.SESSIONS)).at(day(8)))).refused("session_id")


def test_the_mentees_first_cancellation_matters_before_the_third_session() -> None:
    """Before the third session a mentee's first cancellation is an item, later the second is."""
    early = cancelled(booked(given(Stage.SESSIONS)))
    early.opens(ItemKind.DATES_NOT_KEPT)
    later = booked(held_in_a_row(given(Stage.SESSIONS), 2, 3).at(day(1)))
    later = cancelled(later).opens()
    cancelled(booked(later)).opens(ItemKind.DATES_NOT_KEPT)


def test_case_49_the_assistant_cancels_for_the_mentee() -> None:
    """A cancellation by the assistant counts as the mentee's."""
    story = cancelled(booked(given(Stage.SESSIONS)), ASSISTANT)
    assert len(in_a_row(story.state, Side.MENTEE)) == 1
    story.opens(ItemKind.DATES_NOT_KEPT)


def test_the_mentors_second_cancellation_in_a_row_matters() -> None:
    """The mentor's second cancellation in a row opens an item; the first does not."""
    story = cancelled(booked(given(Stage.SESSIONS)), MENTOR).opens()
    cancelled(booked(story), MENTOR).opens(ItemKind.DATES_NOT_KEPT)


def test_case_21_a_session_that_took_place_forgives_and_settles() -> None:
    """A session that took place resets the count of cancellations and settles the item."""
    story = booked(cancelled(booked(given(Stage.SESSIONS))))
    story = held(story.at(day(7, 12))).leaves_open()
    assert in_a_row(story.state, Side.MENTEE) == ()


def test_nobody_is_blamed_when_the_operator_or_a_calendar_cancels() -> None:
    """Cancellations by operator or calendar count for neither side."""
    for role in (OPERATOR, INTEGRATION):
        story = cancelled(booked(given(Stage.SESSIONS)), role).opens()
        assert in_a_row(story.state, Side.MENTEE) == ()


# -- nothing is booked ---------------------------------------------------------------------------


def test_case_17_the_first_session_is_asked_for_in_three_steps() -> None:
    """For the first session the mentee is reminded, the mentor reaches out, the owners help (case
    17)."""
    story = given(Stage.SESSIONS).on(Kind.FIRST_BOOKING_MENTEE)
    story = story.tells((NoticeKind.BOOKING_REMINDER, (Side.MENTEE,)))
    story = story.on(Kind.FIRST_BOOKING_MENTOR)
    story = story.tells((NoticeKind.BOOKING_OUTREACH, (Side.MENTOR,)))
    story = story.on(Kind.FIRST_BOOKING_ITEM).tells().opens(ItemKind.FIRST_SESSION_NOT_BOOKED)
    assert story.now == day(14)
    booked(story, on=20).leaves_open()


def test_case_18_the_next_session_is_asked_for_two_weeks_after_the_last() -> None:
    """Two weeks after a session both are reminded once to book the next one."""
    story = held(given(Stage.SESSIONS)).on(Kind.NEXT_BOOKING)
    story.tells((NoticeKind.BOOKING_REMINDER, BOTH))
    assert story.now == day(14)
    assert story.notices[0].session_id == "s-2"


def test_case_18_nobody_is_urged_in_the_last_week() -> None:
    """In the last week of the term no one is reminded to book."""
    story = given(Stage.SESSIONS).until(day(163))
    story = held(story).on(Kind.NEXT_BOOKING)
    assert story.now == day(177)
    story.then(DeadlineElapsed).tells()


def test_nobody_is_urged_while_something_is_booked() -> None:
    """No one is reminded to book while any session is booked."""
    story = held(booked(given(Stage.SESSIONS), 2, on=20), 1)
    assert Kind.NEXT_BOOKING not in [deadline.kind for deadline in story.state.deadlines]


# -- the plan while sessions go on ---------------------------------------------------------------


def test_case_15_the_rest_of_the_plan_can_be_changed_on_the_way() -> None:
    """The plan can be amended during the sessions: the partner is told, and need not accept it."""
    wish = {"session_id": "s-3", "on": day(71).date()}
    story = given(Stage.SESSIONS).when(AcceptPlan, MENTOR, version=1, amendments=(wish,))
    story.then(PlanAmended).enters(Stage.SESSIONS)
    story.tells((NoticeKind.PLAN_CHANGED, (Side.MENTEE,)))
    assert story.state.deadlines == given(Stage.SESSIONS).state.deadlines
    story.when(AcceptPlan, MENTEE, version=2).then(PlanAccepted).enters(Stage.SESSIONS).tells()


def test_what_was_held_or_booked_is_no_matter_of_the_plan_any_more() -> None:
    """A booked session may get another topic, but its day is moved by booking."""
    wish = {"session_id": "s-1", "on": day(2).date()}
    story = given(Stage.SESSIONS)
    change = held(story).when(AcceptPlan, MENTOR, version=1, amendments=(wish,))
    change.refused("amendments[0]")
    change = booked(story).when(AcceptPlan, MENTOR, version=1, amendments=(wish,))
    change.refused("amendments[0]")
    topic = {"session_id": "s-1", "topic": "ai"}
    booked(story).when(AcceptPlan, MENTOR, version=1, amendments=(topic,)).then(PlanAmended)


def test_a_pause_calls_off_what_lies_ahead() -> None:
    """A pause calls off later appointments without counting a cancellation; earlier ones stay."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=7), 2, on=9).at(day(8))
    story = story.when(PausePairing, MENTEE)
    assert [session.status for session in story.state.sessions[:2]] == ["booked", "planned"]
    assert in_a_row(story.state, Side.MENTEE) == ()
    assert story.session(2).starts_at is None


def test_the_last_200_message_ids_are_remembered() -> None:
    """The last 200 message ids are remembered, as docs/integrations.md promises."""
    story = given(Stage.SESSIONS)
    for number in range(200):
        at = day(7 + number % 2)
        story = story.when(BookSession, MENTEE, message_id=f"book-{number}", **S1, starts_at=at)
    first = {"message_id": "book-0", **S1, "starts_at": day(7)}
    assert story.state.receipts[0].message_id == "book-0"
    story.when(BookSession, MENTEE, **first).then()
    later = story.when(BookSession, MENTEE, message_id="book-200", **S1, starts_at=day(7))
    assert len(later.state.receipts) == 200
    assert later.state.receipts[0].message_id == "book-1"


def test_case_27_one_meeting_is_one_session() -> None:
    """A second session reported for the very same time is refused, whichever side reports it."""
    story = held(given(Stage.SESSIONS).at(day(40)))
    again = {"session_id": "s-2", "held_at": day(40)}
    story.when(SessionCompleted, INTEGRATION, **again).refused("held_at")
    story.when(ReportSession, MENTEE, outcome="held", **again).refused("held_at")
    assert story.when(ReportSession, MENTEE, outcome="held", **S1).state.tally.held == 1
    again = again | {"held_at": day(39)}
    assert story.when(SessionCompleted, INTEGRATION, **again).state.tally.held == 2


def test_two_sessions_cannot_be_at_the_same_time() -> None:
    """A session can be neither booked nor moved to the time of another; a free time can be taken
    again."""
    story = booked(booked(given(Stage.SESSIONS), 1, on=20), 2, on=30)
    booked(story, 3, on=20).refused("starts_at")
    half_past = {"session_id": "s-3", "starts_at": day(20, 10) + timedelta(minutes=30)}
    story.when(BookSession, MENTEE, **half_past).refused("starts_at")
    booked(story, 3, on=20, hour=11).then(SessionBooked)
    booked(story, 2, on=20).refused("starts_at")
    booked(story.when(CancelSession, MENTEE, **S1), 2, on=20).then(SessionMoved)


def test_nothing_is_booked_for_when_somebody_has_left() -> None:
    """No session can be booked after a person's last day; on the day itself it can."""
    last_day = day(30).date()
    story = given(Stage.SESSIONS).when(PersonLeft, person_id="p-junior", last_day=last_day)
    booked(story, on=31, hour=0).refused("starts_at")
    booked(story, on=30, hour=16).then(SessionBooked)


def test_the_last_day_there_is_is_no_day_to_meet() -> None:
    """A booking at the latest moment that a message may name is refused with every reason."""
    story = given(Stage.SESSIONS, calendar=WorkingCalendar(time_zone="Asia/Kolkata"))
    story = story.when(PersonLeft, person_id="p-junior", last_day=day(30).date())
    story.when(BookSession, MENTOR, **S1, starts_at=LAST_INSTANT).refused(*["starts_at"] * 3)


def test_case_31_an_appointment_on_a_day_off_is_theirs_and_the_answer_says_so() -> None:
    """The two may meet on a Saturday: it is taken, the receipt names the session for as long as it
    stays there, and both are reminded on the Friday before and asked on the Monday after."""
    saturday = day(12, 10)
    story = given(Stage.SESSIONS).when(BookSession, MENTEE, starts_at=saturday, **S1)
    story.then(SessionBooked)
    assert isinstance(story.receipt, PairingReceipt)
    assert story.receipt.on_days_off == ("s-1",)
    assert story.due(Kind.SESSION_REMINDER).due == day(11, 10)
    assert story.due(Kind.REPORT_REQUEST).due == day(14)
    moved = story.when(BookSession, MENTEE, starts_at=day(14, 10), **S1)
    assert isinstance(moved.receipt, PairingReceipt)
    assert moved.receipt.on_days_off == ()


def test_case_48_a_day_off_is_one_where_the_two_are() -> None:
    """Friday evening in Los Angeles is Saturday in Berlin, and so a day off for one of two."""
    far = WorkingCalendar(time_zone="UTC", zones=("America/Los_Angeles", "Europe/Berlin"))
    assert far.is_off_for_somebody(day(11, 23).replace(minute=30))
    assert not far.is_off_for_somebody(day(11, 10))

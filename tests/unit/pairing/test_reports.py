"""Reports about sessions: a party has to report, and others may report otherwise."""

from datetime import timedelta
from typing import Any

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import (
    BookSession,
    CancelSession,
    PausePairing,
    ReportSession,
    ResumePairing,
    SubmitReflection,
)
from domain.pairing.events.course import DeadlineElapsed
from domain.pairing.events.sessions import (
    AbsenceClaimed,
    ReflectionSubmitted,
    ReportsConflicted,
    SessionBooked,
    SessionCancelled,
    SessionHeld,
    SessionMissed,
    SessionReported,
    SessionUnconfirmed,
)
from domain.pairing.facts import SessionCompleted, SessionWasMissed
from domain.pairing.lapses import in_a_row
from domain.pairing.vocabulary import DeadlineKind, SessionOutcome, SessionStatus, Stage
from domain.programme.people import Side
from domain.programme.session_rules import SessionRules
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, INTEGRATION, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import (
    HELD,
    MENTEE_ABSENT,
    MENTOR_ABSENT,
    booked,
    given,
    over,
    reported,
)

Kind = DeadlineKind
S1: dict[str, Any] = {"session_id": "s-1"}
ME, YOU = (Side.MENTOR,), (Side.MENTEE,)


# -- held ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [MENTOR, MENTEE, OPERATOR, INTEGRATION])
def test_held_counts_at_once(role: Role) -> None:
    """A session reported as held counts at once, and both are asked what they learned."""
    story = reported(over(), role, HELD).then(SessionReported, SessionHeld)
    story.tells((NoticeKind.REFLECTION_REQUEST, BOTH))
    assert story.state.tally.held == 1
    assert (story.session().held_at, story.session().source) == (day(7, 10), role)


def test_case_25_a_date_that_has_passed_never_counts_by_itself() -> None:
    """After an appointment both are asked twice; unanswered, it counts neither way."""
    story = booked(given(Stage.SESSIONS)).on(Kind.REPORT_REQUEST)
    story = story.tells((NoticeKind.REPORT_REQUEST, BOTH)).on(Kind.REPORT_AGAIN)
    story = story.tells((NoticeKind.REPORT_REMINDER, BOTH)).on(Kind.UNCONFIRMED)
    story.then(DeadlineElapsed, SessionUnconfirmed).tells()
    assert story.session().status is SessionStatus.UNCONFIRMED
    assert (story.state.tally.held, story.state.tally.missed) == (0, 0)


def test_case_25_a_late_word_still_counts() -> None:
    """A report still counts after the session was recorded as unconfirmed."""
    story = booked(given(Stage.SESSIONS)).on(Kind.UNCONFIRMED)
    reported(story, MENTEE, HELD).then(SessionReported, SessionHeld)


def test_case_20_a_meeting_that_was_never_booked_counts_when_somebody_says_when() -> None:
    """A meeting that was never booked counts from the day that a side gives; the source is kept."""
    story = given(Stage.SESSIONS).at(day(3))
    reported(story, MENTEE, HELD).refused("held_at")
    held_then = story.when(ReportSession, MENTEE, **HELD, held_at=day(2), minutes=45)
    held_then.then(SessionReported, SessionHeld)
    assert held_then.session().held_minutes == 45


def test_case_28_a_meeting_lies_between_the_beginning_and_now() -> None:
    """A session can be held neither in the future nor before the pairing began."""
    story = given(Stage.SESSIONS).at(day(3))
    for moment in (day(4), day(-1)):
        story.when(ReportSession, MENTEE, **HELD, held_at=moment).refused("held_at")
        story.when(SessionCompleted, **S1, held_at=moment).refused("held_at")


def test_who_met_earlier_than_booked_needs_the_appointment_no_more() -> None:
    """A session held before its appointment calls it off in both calendars, to no one's account."""
    story = booked(given(Stage.SESSIONS), on=10).at(day(3))
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(2))
    story.then(SessionCancelled, SessionReported, SessionHeld)
    story.tells((NoticeKind.SESSION_CANCELLED, BOTH), (NoticeKind.REFLECTION_REQUEST, BOTH))
    assert in_a_row(story.state, Side.MENTOR) == ()


def test_case_27_the_same_word_twice_is_said_once() -> None:
    """The same report again, from the same or another message or an integration, is one (case
    27)."""
    story = reported(over(), MENTOR, HELD)
    reported(story, MENTOR, HELD).then().tells()
    story = over().when(SessionCompleted, **S1, held_at=day(7, 10))
    story.when(SessionCompleted, **S1, held_at=day(7, 10)).then()


def test_a_partner_who_agrees_adds_a_word_but_no_second_session() -> None:
    """A second report that agrees is kept, and counts no second session."""
    story = reported(reported(over(), MENTOR, HELD), MENTEE, HELD)
    story.then(SessionReported).tells()
    assert story.state.tally.held == 1
    assert len(story.session().reports) == 2


def test_whoever_spoke_first_may_correct_the_details() -> None:
    """Correcting one's report changes its data; figures stay, and no one is asked again."""
    story = reported(over(), MENTOR, HELD)
    story = story.when(ReportSession, MENTOR, **HELD, held_at=day(7, 11), minutes=30)
    story.then(SessionReported, SessionHeld).tells()
    assert story.state.tally.held == 1
    assert (story.session().held_at, story.session().held_minutes) == (day(7, 11), 30)


def test_case_30_a_short_or_off_topic_session_is_recorded_as_such() -> None:
    """A session that was cut short or off topic counts as held, and is marked."""
    story = over().when(ReportSession, MENTEE, **HELD, cut_short=True, off_topic=True)
    story.then(SessionReported, SessionHeld)
    assert story.session().reports[0].cut_short
    assert story.session().reports[0].off_topic


# -- absent --------------------------------------------------------------------------------------


def test_case_24_who_is_said_to_have_been_absent_may_answer_before_it_counts() -> None:
    """A side that is reported absent has 48 hours to object before it counts."""
    story = reported(over(), MENTEE, MENTOR_ABSENT).then(SessionReported, AbsenceClaimed)
    story.tells((NoticeKind.ABSENCE_REPORTED, ME))
    assert story.notices[0].until == day(9, 13)
    assert (story.state.tally.missed, story.session().absent) == (0, Side.MENTOR)
    story = story.on(Kind.OBJECTION_OVER).then(DeadlineElapsed, SessionMissed)
    assert story.state.tally.missed == 1
    assert story.session().status is SessionStatus.MISSED


def test_a_claim_that_is_told_in_more_detail_is_the_same_claim() -> None:
    """More detail on a reported absence gives no new time to object, and changes no outcome."""
    story = reported(over(), MENTEE, MENTOR_ABSENT).at(day(8))
    again = story.when(ReportSession, MENTEE, **MENTOR_ABSENT, minutes=5).then(SessionReported)
    assert again.tells().due(Kind.OBJECTION_OVER).due == day(9, 13)
    counted = story.on(Kind.OBJECTION_OVER)
    counted = counted.when(ReportSession, MENTEE, **MENTOR_ABSENT, minutes=5)
    assert counted.then(SessionReported).session().status is SessionStatus.MISSED


def test_a_corrected_claim_is_a_new_claim() -> None:
    """If a meeting tool mixed up the two, the other side is asked, with the full time."""
    story = over().when(SessionWasMissed, **S1, absent=Side.MENTOR).at(day(8))
    story = story.when(SessionWasMissed, **S1, absent=Side.MENTEE)
    story.then(SessionReported, AbsenceClaimed).tells((NoticeKind.ABSENCE_REPORTED, YOU))
    assert story.due(Kind.OBJECTION_OVER).due == day(10)


def test_case_26_an_objection_makes_it_a_matter_for_the_operator() -> None:
    """An objection is an item for the operator; both reports are kept, neither counts."""
    story = reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD)
    story.then(SessionReported, ReportsConflicted).tells()
    story.opens(ItemKind.CONFLICTING_REPORTS).leaves_open(ItemKind.CONFLICTING_REPORTS)
    assert (story.state.tally.held, story.state.tally.missed) == (0, 0)
    assert Kind.OBJECTION_OVER not in [deadline.kind for deadline in story.state.deadlines]


@pytest.mark.parametrize(
    ("verdict", "event"), [(HELD, SessionHeld), (MENTOR_ABSENT, SessionMissed)]
)
def test_case_26_the_operator_decides_a_conflict(verdict: dict[str, Any], event: type) -> None:
    """The operator's report decides a conflict and settles its item, whatever is reported later."""
    story = reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD)
    story = reported(story, OPERATOR, verdict).then(SessionReported, event).leaves_open()
    reported(story, MENTEE, MENTEE_ABSENT).then(SessionReported).leaves_open()


def test_case_24_whoever_admits_an_absence_need_not_be_asked() -> None:
    """A side that reports its own absence is not asked; it counts at once."""
    story = reported(over(), MENTEE, MENTEE_ABSENT).then(SessionReported, SessionMissed)
    story.tells((NoticeKind.SESSION_MISSED, BOTH))
    assert Kind.OBJECTION_OVER not in [deadline.kind for deadline in story.state.deadlines]


@pytest.mark.parametrize("second", [INTEGRATION, MENTEE])
def test_case_24_nobody_is_found_absent_unheard(second: Role) -> None:
    """An absence that both a meeting tool and the partner report waits for the accused side."""
    first = MENTEE if second is INTEGRATION else INTEGRATION
    story = reported(over(), first, MENTOR_ABSENT).then(SessionReported, AbsenceClaimed)
    due = story.tells((NoticeKind.ABSENCE_REPORTED, ME)).due(Kind.OBJECTION_OVER)
    story = reported(story.at(day(8)), second, MENTOR_ABSENT).then(SessionReported).tells()
    assert story.due(Kind.OBJECTION_OVER) == due
    reported(story, MENTOR, MENTOR_ABSENT).then(SessionReported, SessionMissed)
    reported(story, MENTOR, HELD).then(SessionReported, ReportsConflicted)


def test_each_accusing_the_other_is_a_conflict_and_no_further_question() -> None:
    """Two sides that report each other absent are a conflict, and no one is asked again."""
    story = reported(over(), MENTEE, MENTOR_ABSENT)
    reported(story, MENTOR, MENTEE_ABSENT).then(SessionReported, ReportsConflicted).tells()


def test_held_can_be_disputed() -> None:
    """A session reported as held and then disputed does not count until the operator decides."""
    story = reported(reported(over(), MENTOR, HELD), MENTEE, MENTOR_ABSENT)
    story.then(SessionReported, ReportsConflicted).opens(ItemKind.CONFLICTING_REPORTS)
    assert story.state.tally.held == 0
    assert Kind.JUNIOR_CHECK_IN not in [deadline.kind for deadline in story.state.deadlines]


def test_whoever_changes_their_mind_settles_the_conflict() -> None:
    """A side that changes its report ends the conflict: its latest report counts."""
    story = reported(reported(over(), MENTEE, MENTOR_ABSENT), MENTOR, HELD)
    reported(story, MENTEE, HELD).then(SessionReported, SessionHeld).leaves_open()


def test_nobody_can_be_absent_from_what_has_not_begun() -> None:
    """No one can be reported absent without an appointment, or before it."""
    reported(given(Stage.SESSIONS), MENTEE, MENTOR_ABSENT).refused("outcome")
    reported(booked(given(Stage.SESSIONS)), MENTEE, MENTOR_ABSENT).refused("outcome")


def test_a_missed_session_can_be_tried_again() -> None:
    """A missed session can still be held; the missed appointment stays in the figures."""
    story = reported(over(), MENTEE, MENTEE_ABSENT)
    story = story.when(BookSession, MENTEE, **S1, starts_at=day(14)).then(SessionBooked)
    story = story.at(day(15)).when(ReportSession, MENTEE, **HELD)
    assert (story.state.tally.held, story.state.tally.missed) == (1, 1)
    assert story.session().sequence == 1


def test_an_unknown_session_is_refused_with_those_there_are() -> None:
    """Reports about an unknown session are refused with the known ones, by update or signal."""
    story = given(Stage.SESSIONS)
    story.when(SessionCompleted, session_id="s-99", held_at=day(0)).refused("session_id")
    story.when(ReportSession, MENTOR, **HELD | {"session_id": "x"}).refused("session_id")
    story.when(CancelSession, MENTOR, session_id="x").refused("session_id")


# -- what was learned ----------------------------------------------------------------------------


def reflected(story: Story, by: Role, **fields: Any) -> Story:
    """One side says what it learned."""
    return story.when(SubmitReflection, by, **S1 | {"topic": "ai", "rating": 4} | fields)


def test_both_say_what_they_learned() -> None:
    """Both sides reflect once; the same answer again changes nothing, another one replaces it."""
    story = reflected(reported(over(), MENTOR, HELD), MENTEE).then(ReflectionSubmitted)
    reflected(story, MENTEE).then()
    story = reflected(story, MENTEE, rating=5).then(ReflectionSubmitted)
    said = story.session().reflections.mentee
    assert said
    assert said.rating == 5


def test_only_who_has_not_answered_is_reminded() -> None:
    """After five days only a side without a reflection is reminded."""
    story = reflected(reported(over(), MENTOR, HELD), MENTEE)
    story.on(Kind.REFLECTION_REMINDER).tells((NoticeKind.REFLECTION_REMINDER, ME))
    story = reflected(story, MENTOR)
    corrected = story.when(ReportSession, MENTOR, **HELD, held_at=day(7, 11))
    for later in (story, corrected):
        assert Kind.REFLECTION_REMINDER not in [deadline.kind for deadline in later.state.deadlines]


def test_only_what_was_held_can_be_reflected_on() -> None:
    """Reflections are accepted for sessions that were held, on topics of the programme."""
    reflected(over(), MENTOR, topic="gardening").refused("topic", "session_id")


def test_reflections_are_welcome_after_the_end() -> None:
    """Reflections are accepted after the end of the pairing."""
    reflected(given(Stage.CLOSED), MENTOR).then(ReflectionSubmitted)


# -- during a pause ------------------------------------------------------------------------------


def test_reports_are_taken_during_a_pause_but_nobody_is_bothered() -> None:
    """Reports are accepted during a pause; reflections are asked for after it."""
    story = over().when(PausePairing, MENTOR).at(day(10))
    story = reported(story, MENTEE, HELD).then(SessionReported, SessionHeld).tells()
    story = story.at(day(20)).when(ResumePairing, MENTOR)
    story = story.on(Kind.REFLECTION_REMINDER)
    story.tells((NoticeKind.REFLECTION_REMINDER, BOTH))
    assert story.now == day(25)


def test_an_absence_claimed_during_a_pause_is_told_afterwards() -> None:
    """An absence reported during a pause may be objected to for the full time after it."""
    story = over().when(PausePairing, MENTOR).at(day(8))
    story = reported(story, MENTEE, MENTOR_ABSENT).then(SessionReported, AbsenceClaimed).tells()
    story = story.at(day(21)).when(ResumePairing, MENTEE)
    story.tells((NoticeKind.RESUMED, BOTH), (NoticeKind.ABSENCE_REPORTED, ME))
    assert story.due(Kind.OBJECTION_OVER).due == day(23)


MEETING = day(7, 10)


@pytest.mark.parametrize("later", [timedelta(0), timedelta(minutes=1), timedelta(hours=-4)])
def test_case_27_one_meeting_under_two_sessions_counts_once(later: timedelta) -> None:
    """A meeting that a tool tells under another session, a little earlier or later, is no second
    one: the refusal names the session that it was."""
    story = over().when(SessionCompleted, session_id="s-1", held_at=MEETING)
    again = story.at(day(9)).when(SessionCompleted, session_id="s-2", held_at=MEETING + later)
    again.refused("held_at")
    assert "session s-1 was held at about that time" in str(again.problems[0])
    assert again.state.tally.held == 1


def test_case_27_two_meetings_of_one_day_are_two_if_the_operator_says_so() -> None:
    """Two real meetings within a few hours count twice when the operator reports the second, or if
    the programme takes fewer hours for one; two at the very same time never do."""
    second = {"session_id": "s-2", "outcome": SessionOutcome.HELD}
    story = over().when(SessionCompleted, session_id="s-1", held_at=MEETING).at(day(8))
    evening = MEETING + timedelta(hours=3)
    assert story.when(ReportSession, OPERATOR, **second, held_at=evening).state.tally.held == 2
    story.when(ReportSession, OPERATOR, **second, held_at=MEETING).refused("held_at")
    rules = SessionRules(same_meeting_hours=2)
    quick = over(session_rules=rules).when(SessionCompleted, session_id="s-1", held_at=MEETING)
    twice = quick.at(day(8)).when(ReportSession, MENTOR, **second, held_at=evening)
    assert twice.state.tally.held == 2

"""The programme begins when it begins, and follows the cadence that the two agreed on."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from domain.pairing.commands import (
    AcceptPlan,
    AnswerCheckIn,
    BookSession,
    CancelSession,
    End,
    ReportSession,
    SubmitExpectations,
)
from domain.pairing.events.course import DeadlineElapsed, PairingClosed, StageEntered
from domain.pairing.events.reviews import CheckInAnswered
from domain.pairing.facts import PersonLeft
from domain.pairing.letters import letter
from domain.pairing.vocabulary import CheckIn, CheckInAnswer, DeadlineKind, EndReason, Stage
from domain.programme.request import FixedTerm
from domain.programme.session_rules import SessionPattern
from domain.telling.bodies import AgreementBody, InvitationBody, NewDateBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, Story, a_setup, day, ongoing, opened
from tests.unit.pairing.ways import (
    EXPECTATIONS,
    HELD,
    accepted_agreement,
    agreed,
    booked,
    given,
    held,
    planned,
)

Kind = DeadlineKind
S1: dict[str, Any] = {"session_id": "s-1"}
NOT_MET = {"check_in": CheckIn.DID_YOU_MEET, "answer": CheckInAnswer.NOT_MET}


def at_cadence(days: int, **changes: Any) -> Story:
    """The agreement says how many days lie between two sessions, and the plan follows from it."""
    story = given(Stage.EXPECTATIONS, **changes)
    return accepted_agreement(
        story.both(SubmitExpectations, **EXPECTATIONS | {"cadence_days": days})
    )


def gaps(story: Story) -> list[int]:
    """Days between the sessions of the plan."""
    assert story.state.plan
    days = [line.on for line in story.state.plan.sessions]
    return [(later - earlier).days for earlier, later in pairwise(days)]


# -- the plan ------------------------------------------------------------------------------------


def test_the_plan_keeps_the_cadence_that_was_agreed() -> None:
    """Two who agreed on a session every 60 days get four of them in half a year, 60 days apart."""
    assert all(abs(gap - 60) <= 7 for gap in gaps(at_cadence(60)))
    assert len(at_cadence(60).state.sessions) == 4


def test_case_04_a_late_joiner_has_fewer_sessions_at_the_same_cadence() -> None:
    """With thirteen weeks left there are four sessions four weeks apart, not six in a hurry."""
    story = opened(a_setup(), now=day(91))
    story = agreed(given(Stage.EXPECTATIONS).at(story.now))
    assert gaps(story) == [28, 28, 28]


def test_case_04_the_invitation_says_what_is_left_of_the_term() -> None:
    """Three weeks before the end the invitation speaks of three weeks and one session."""
    story = opened(a_setup(), now=day(161))
    body = letter(story.state, story.notices[0], story.now).body
    assert isinstance(body, InvitationBody)
    assert (body.weeks, body.sessions, body.minutes) == (3, 1, 60)
    assert (body.starts_on, body.ends_on) == (None, date(2027, 8, 29))


def test_an_invitation_before_the_term_says_when_it_begins() -> None:
    """An invitation to a term that lies ahead names its first day and its full length."""
    story = opened(a_setup(term=FixedTerm(start=date(2027, 4, 12))))
    body = letter(story.state, story.notices[0], story.now).body
    assert isinstance(body, InvitationBody)
    assert (body.weeks, body.sessions, body.starts_on) == (26, 6, date(2027, 4, 12))


def test_the_agreement_says_how_many_sessions_there_will_be() -> None:
    """The mail with the agreement names the number of sessions at its cadence, and their length."""
    usual = SessionPattern(minutes=45)
    story = given(Stage.EXPECTATIONS, sessions=usual)
    story = story.both(SubmitExpectations, **EXPECTATIONS | {"cadence_days": 90})
    body = letter(story.state, story.notices[-1], story.now).body
    assert isinstance(body, AgreementBody)
    assert (body.cadence_days, body.sessions, body.minutes) == (90, 3, 45)


# -- the beginning -------------------------------------------------------------------------------


def test_case_17_nothing_is_asked_before_the_programme_begins() -> None:
    """Before the term's first day nobody is reminded or asked, and nothing is an item; then the
    usual steps follow."""
    story = given(Stage.SESSIONS, term=FixedTerm(start=date(2027, 4, 12))).until(day(42, 8))
    assert (story.notices, story.state.desk.items) == ([], ())
    assert story.on(Kind.FIRST_BOOKING_MENTEE).now == day(49)
    assert story.on(Kind.FIRST_BOOKING_MENTOR).now == day(52)
    assert story.on(Kind.FIRST_BOOKING_ITEM).now == day(56)


def test_case_17_a_later_first_session_in_the_plan_is_no_delay() -> None:
    """Two who plan their first session in three weeks are not reminded to book it before."""
    story = agreed(given(Stage.EXPECTATIONS))
    wish = {"session_id": "s-1", "on": day(21).date()}
    story = story.when(AcceptPlan, MENTOR, version=1, amendments=(wish,))
    story = planned(story).enters(Stage.SESSIONS)
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == day(28)


def test_case_17_a_cancellation_begins_the_steps_anew() -> None:
    """A first session that was booked and called off is asked for in the same three steps."""
    story = given(Stage.SESSIONS).at(day(7)).when(BookSession, MENTOR, **S1, starts_at=day(10))
    story = story.when(CancelSession, MENTOR, **S1)
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == day(14)
    story.on(Kind.FIRST_BOOKING_ITEM).opens(ItemKind.FIRST_SESSION_NOT_BOOKED)


# -- the next session ----------------------------------------------------------------------------


def test_case_18_the_days_count_from_the_session_and_not_from_its_report() -> None:
    """A session held on day 7 and reported on day 20 is followed by the reminder of day 21."""
    story = given(Stage.SESSIONS).at(day(20)).when(ReportSession, MENTOR, **HELD, held_at=day(7))
    assert story.due(Kind.NEXT_BOOKING).due == day(21)
    late = given(Stage.SESSIONS).at(day(28)).when(ReportSession, MENTOR, **HELD, held_at=day(7))
    assert late.due(Kind.NEXT_BOOKING).due == day(28), "not in the past"


def test_case_18_a_slow_cadence_is_no_silence() -> None:
    """Two who agreed on a session every 90 days are asked in proportion, and are no silent pair
    before the next session is due."""
    story = held(planned(at_cadence(90, **ongoing())).at(day(4)))
    assert story.due(Kind.NEXT_BOOKING).due == day(49)
    assert story.until(day(91)).state.desk.items == ()
    assert story.due(Kind.SILENCE).due > day(91)


@pytest.mark.parametrize(("cadence", "due"), [(28, 14), (14, 7), (56, 28)])
def test_case_18_reminders_follow_the_agreed_cadence(cadence: int, due: int) -> None:
    """The next session is asked for after half of the cadence, as with the programme's own."""
    story = held(planned(at_cadence(cadence)))
    assert story.due(Kind.NEXT_BOOKING).due == day(due)


def test_case_18_a_gap_in_the_plan_is_no_silence() -> None:
    """If the plan leaves out the summer, nobody is asked about silence before its next session."""
    story = held(given(Stage.SESSIONS))
    wish = {"session_id": "s-2", "on": day(56).date()}
    later = [{"session_id": f"s-{n}", "on": day(28 * n).date()} for n in (3, 4, 5)]
    story = story.when(AcceptPlan, MENTOR, version=1, amendments=(wish, *later))
    story = held(story.at(day(1)), 6)
    assert story.due(Kind.SILENCE).due == day(63)


# -- silence -------------------------------------------------------------------------------------


def test_case_19_a_no_leads_to_dates_and_then_to_an_item() -> None:
    """“We have not met” gives both some days that would do; two weeks later it is an item, and
    the question comes again."""
    story = given(Stage.SESSIONS).on(Kind.SILENCE).when(AnswerCheckIn, MENTEE, **NOT_MET)
    story.then(CheckInAnswered).tells((NoticeKind.DATES_PROPOSED, BOTH))
    body = letter(story.state, story.notices[0], story.now).body
    assert isinstance(body, NewDateBody)
    assert body.dates == tuple((story.now + timedelta(days=n)).date() for n in (3, 7, 9))
    story.when(AnswerCheckIn, MENTOR, **NOT_MET).then(CheckInAnswered).tells()
    later = story.on(Kind.STILL_NOT_MET).then(DeadlineElapsed)
    later.leaves_open(ItemKind.FIRST_SESSION_NOT_BOOKED, ItemKind.NOT_MEETING)
    assert later.due(Kind.SILENCE).due > later.now
    booked(later, on=70).leaves_open()


def test_case_19_a_date_ends_the_matter() -> None:
    """A session that is booked after a “no” is the end of the matter."""
    story = given(Stage.SESSIONS).on(Kind.SILENCE).when(AnswerCheckIn, MENTEE, **NOT_MET)
    story = booked(story, on=50)
    assert Kind.STILL_NOT_MET not in [line.kind for line in story.state.deadlines]


# -- two who never met ---------------------------------------------------------------------------


def test_two_who_never_met_do_not_look_back() -> None:
    """At the end of a term without any session the pairing closes without asking for a review."""
    story = given(Stage.SESSIONS).on(Kind.REVIEW_DUE)
    story.then(DeadlineElapsed, PairingClosed, StageEntered).tells((NoticeKind.CLOSED, BOTH))
    early = given(Stage.SESSIONS).when(End, MENTEE, reason=EndReason.PROGRAMME_ENDED)
    early.then(PairingClosed, StageEntered)


def test_two_who_may_have_met_look_back() -> None:
    """If nobody has said whether the only session took place, both are asked to look back."""
    story = booked(given(Stage.SESSIONS)).on(Kind.REVIEW_DUE).enters(Stage.REVIEW)
    story.tells((NoticeKind.REVIEW_REQUEST, BOTH))


def test_who_leaves_without_having_met_has_nothing_to_look_back_on() -> None:
    """Before a last day, two who never met get no review; the pairing ends with the day."""
    last_day = day(60).date()
    story = given(Stage.SESSIONS).when(PersonLeft, person_id="p-senior", last_day=last_day)
    story = story.until(day(70)).enters(Stage.CLOSED)
    assert story.state.reviews == ()

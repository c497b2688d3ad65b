"""An outage delays, it never decides: whoever could not answer is asked again and has time to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.engine.events import Delay
from domain.engine.orders import ElapseDeadlines
from domain.pairing.commands import Accept, PausePairing, ReportSession, ResumePairing
from domain.pairing.events.course import (
    DeadlineElapsed,
    DeadlinePostponed,
    PairingClosed,
    PairingResumed,
    PartnershipEnded,
    ReopeningOver,
    StageEntered,
)
from domain.pairing.events.reviews import ReviewClosed, ReviewOpened, SurveyClosed
from domain.pairing.events.sessions import SessionMissed, SessionUnconfirmed
from domain.pairing.facts import PersonLeft
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.people import Side
from domain.programme.request import Deadlines
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, OPERATOR, Story, day, ongoing
from tests.unit.pairing.ways import (
    MENTEE_ABSENT,
    booked,
    given,
    held,
)

Kind = DeadlineKind
Told = tuple[NoticeKind, tuple[Side, ...]]


def _claimed() -> Story:
    """The mentor reports that the mentee did not come; the mentee may object."""
    story = booked(given(Stage.SESSIONS)).at(day(8))
    return story.when(ReportSession, MENTOR, **MENTEE_ABSENT)


def _forgotten() -> Story:
    """A partnership in which two questions have stayed unanswered."""
    return given(Stage.PARTNERSHIP).on(Kind.STILL_PARTNERS).on(Kind.STILL_PARTNERS)


EVERY_END: list[tuple[Kind, Callable[[], Story], tuple[Told, ...], type[Any]]] = [
    (
        Kind.GIVE_UP,
        lambda: given().when(Accept, MENTOR),
        ((NoticeKind.INVITATION_REMINDER, (Side.MENTEE,)),),
        PairingClosed,
    ),
    (
        Kind.GIVE_UP,
        lambda: given(Stage.ASSESSMENT),
        ((NoticeKind.ASSESSMENT_REMINDER, BOTH),),
        PairingClosed,
    ),
    (
        Kind.GIVE_UP,
        lambda: given(Stage.EXPECTATIONS),
        ((NoticeKind.EXPECTATIONS_REMINDER, BOTH),),
        PairingClosed,
    ),
    (
        Kind.GIVE_UP,
        lambda: given(Stage.PLANNING),
        ((NoticeKind.PLAN_REMINDER, BOTH),),
        PairingClosed,
    ),
    (
        Kind.GIVE_UP,
        lambda: given(Stage.REVIEW),
        ((NoticeKind.REVIEW_REMINDER, BOTH),),
        ReviewClosed,
    ),
    (
        Kind.UNCONFIRMED,
        lambda: booked(given(Stage.SESSIONS)),
        ((NoticeKind.REPORT_REMINDER, BOTH),),
        SessionUnconfirmed,
    ),
    (
        Kind.OBJECTION_OVER,
        _claimed,
        ((NoticeKind.ABSENCE_REPORTED, (Side.MENTEE,)),),
        SessionMissed,
    ),
    (
        Kind.PAUSE_MAX,
        lambda: given(Stage.SESSIONS).when(PausePairing, MENTOR),
        ((NoticeKind.STILL_PAUSED, BOTH),),
        PairingClosed,
    ),
    (
        Kind.STILL_PARTNERS,
        _forgotten,
        ((NoticeKind.PARTNERSHIP_FOLLOW_UP, BOTH),),
        PartnershipEnded,
    ),
    (
        Kind.SURVEY_OVER,
        lambda: held(given(Stage.SESSIONS)).on(Kind.PULSE),
        ((NoticeKind.PULSE_REMINDER, BOTH),),
        SurveyClosed,
    ),
    (Kind.REOPEN_OVER, lambda: given(Stage.CLOSED), (), ReopeningOver),
]
OF_EVERY_END = pytest.mark.parametrize(
    ("kind", "story", "told", "end"),
    EVERY_END,
    ids=[f"{kind}-{end.__name__}-{place}" for place, (kind, _, _, end) in enumerate(EVERY_END)],
)


def short_before(kind: Kind, story: Story) -> Story:
    """A minute before a deadline elapses; everything before it was on time."""
    return story.until(story.due(kind).due - timedelta(minutes=1))


def postponed(story: Story) -> DeadlinePostponed:
    """The one deadline that the last step has put off."""
    (event,) = [event for event in story.events if isinstance(event, DeadlinePostponed)]
    return event


@OF_EVERY_END
def test_what_ran_out_in_an_outage_is_asked_again_and_ends_two_working_days_later(
    kind: Kind, story: Callable[[], Story], told: tuple[Told, ...], end: type[Any]
) -> None:
    """Each deadline that decides by silence waits after an outage, reminds, and decides later."""
    late = short_before(kind, story()).after_outage(days=3)
    assert not any(isinstance(event, end) for event in late.events)
    late.tells(*told)
    event = postponed(late)
    calendar = late.state.setup.calendar
    assert event.kind is kind
    assert event.until == calendar.in_working_days(late.now, 2) == late.due(kind).due
    assert all(notice.until == event.until for notice in late.notices)
    after = late.until(event.until - timedelta(minutes=1))
    assert not any(isinstance(event, end) for event in after.events)
    assert any(isinstance(event, end) for event in after.until(event.until).events)


@OF_EVERY_END
def test_minutes_are_no_outage(
    kind: Kind, story: Callable[[], Story], told: tuple[Told, ...], end: type[Any]
) -> None:
    """A deadline that elapses up to an hour late decides as if it had been on time."""
    late = short_before(kind, story()).after_outage(minutes=61)
    assert any(isinstance(event, end) for event in late.events)


@OF_EVERY_END
def test_what_runs_out_soon_after_an_outage_waits_too(
    kind: Kind, story: Callable[[], Story], told: tuple[Told, ...], end: type[Any]
) -> None:
    """A deadline that comes soon after an outage, whose reminder was late, leaves time as well."""
    before = story()
    due = before.due(kind).due
    late = before.at(due - timedelta(hours=1)).does(
        ElapseDeadlines(waiting_since=due - timedelta(days=2))
    )
    assert late.due(kind).due == late.state.setup.calendar.in_working_days(late.now, 2)


def test_two_outages_in_a_row_postpone_twice() -> None:
    """If the time to answer runs out in a second outage, there is time again after it."""
    first = short_before(Kind.GIVE_UP, given()).after_outage(days=3)
    second = first.after_outage(days=9)
    second.then(DeadlinePostponed).tells((NoticeKind.INVITATION_REMINDER, BOTH))
    second.on(Kind.GIVE_UP).then(DeadlineElapsed, PairingClosed, StageEntered)


def test_a_wake_up_after_the_outage_postpones_nothing_more() -> None:
    """What waits since an outage is not put off again by a deadline that is on time."""
    late = short_before(Kind.GIVE_UP, given()).after_outage(days=3)
    assert late.elapses().events == ()
    late.on(Kind.GIVE_UP).then(DeadlineElapsed, PairingClosed, StageEntered)


def test_an_answer_that_waited_counts_and_its_side_is_not_reminded() -> None:
    """After an outage messages come first: who has answered is not reminded."""
    before = short_before(Kind.GIVE_UP, given())
    first_due = before.state.deadlines[0].due
    said = before.at(before.now + timedelta(days=4)).when(Accept, MENTOR)
    said.does(ElapseDeadlines(waiting_since=first_due)).tells(
        (NoticeKind.INVITATION_REMINDER, (Side.MENTEE,))
    )


def test_an_outage_counts_even_if_a_message_has_met_the_deadline_that_was_late() -> None:
    """The last answer may remove the deadline that was late: another one waits all the same."""
    story = booked(_claimed(), 2, on=8, hour=12)
    late = story.due(Kind.REPORT_REQUEST, "s-2").due
    before = story.at(story.due(Kind.OBJECTION_OVER).due - timedelta(hours=1))
    said = held(before, 2)
    step = said.does(ElapseDeadlines(waiting_since=late))
    assert postponed(step).kind is Kind.OBJECTION_OVER


def test_several_ends_are_late_at_once() -> None:
    """Two sessions that waited for answers are both asked about, each once."""
    story = booked(booked(given(Stage.SESSIONS)), 2, on=8)
    late = story.until(day(9)).after_outage(days=20)
    late.then(DeadlinePostponed, DeadlinePostponed)
    late.tells((NoticeKind.REPORT_REMINDER, BOTH), (NoticeKind.REPORT_REMINDER, BOTH))


def test_weekends_are_no_time_to_answer() -> None:
    """After an outage that ends on a Friday evening the end comes on Tuesday evening."""
    friday = day(18, hour=17)
    late = short_before(Kind.GIVE_UP, given()).at(friday).elapses()
    assert late.due(Kind.GIVE_UP).due == friday + timedelta(days=4)


def test_holidays_of_both_are_no_time_to_answer() -> None:
    """Days off of the pairing's calendar do not count as working days."""
    calendar = WorkingCalendar(time_zone="UTC", days_off=(day(18).date(), day(21).date()))
    late = given(calendar=calendar).at(day(17, hour=10)).elapses()
    assert late.due(Kind.GIVE_UP).due == day(23, hour=10)


def test_the_programme_says_how_many_days_there_are() -> None:
    """A cohort file may grant more working days after an outage."""
    late = given(deadlines=Deadlines(after_outage_working_days=5)).after_outage(days=14 + 7)
    assert late.due(Kind.GIVE_UP).due == late.now + timedelta(days=7)


def test_an_outage_longer_than_the_whole_course_ends_nothing() -> None:
    """After two years of outage an invitation can still be accepted."""
    late = given().after_outage(days=730).then(DeadlinePostponed)
    late.tells((NoticeKind.INVITATION_REMINDER, BOTH))
    late.both(Accept).enters(Stage.ASSESSMENT)


def test_a_term_is_not_prolonged_but_its_review_has_its_full_time() -> None:
    """The end of a term is a day: the review begins late, and everybody has their time for it."""
    late = booked(given(Stage.SESSIONS)).on(Kind.UNCONFIRMED).after_outage(days=200)
    late.then(DeadlineElapsed, ReviewOpened, StageEntered)
    late.tells((NoticeKind.REVIEW_REQUEST, BOTH))
    assert late.due(Kind.GIVE_UP).due.date() == (late.now + timedelta(days=21)).date()


def test_a_short_review_is_not_asked_for_twice_in_one_moment() -> None:
    """A review that begins after the outage with less time than that gets more, and one mail."""
    deadlines = Deadlines(
        review_days=0, review_reminder_days=1, review_item_days=1, hard_stop_days=1
    )
    story = booked(given(Stage.SESSIONS, deadlines=deadlines)).on(Kind.UNCONFIRMED)
    late = story.after_outage(days=200)
    late.tells((NoticeKind.REVIEW_REQUEST, BOTH))
    assert late.due(Kind.GIVE_UP).due == late.state.setup.calendar.in_working_days(late.now, 2)


def test_somebodys_last_day_is_a_day_and_reminds_nobody() -> None:
    """If somebody has left meanwhile, nobody is reminded of what ends with that."""
    story = given(Stage.ASSESSMENT).when(PersonLeft, person_id="p-junior", last_day=day(20).date())
    late = story.after_outage(days=60)
    late.then(DeadlineElapsed, PairingClosed, StageEntered, DeadlineElapsed)
    late.tells((NoticeKind.CLOSED, (Side.MENTEE,)))


def test_a_pause_that_ends_late_leaves_time_for_what_was_left_before_it() -> None:
    """A day was left for the answer when the pause began: after the outage there are two."""
    paused = given().until(day(13)).when(PausePairing, OPERATOR, return_on=day(21).date())
    late = paused.after_outage(days=20).then(DeadlineElapsed, PairingResumed, DeadlinePostponed)
    assert late.due(Kind.GIVE_UP).due == late.state.setup.calendar.in_working_days(late.now, 2)


def test_the_first_message_after_an_outage_may_be_a_pause() -> None:
    """What was late when a pause began has its working days after the pause, and a reminder."""
    before = given().until(day(6))
    first_due = before.state.deadlines[0].due
    paused = before.at(day(16)).when(PausePairing, OPERATOR)
    late = paused.does(ElapseDeadlines(waiting_since=first_due)).then(DeadlinePostponed).tells()
    back = late.until(day(21)).when(ResumePairing, OPERATOR)
    reminded = back.elapses().then(DeadlineElapsed)
    reminded.tells((NoticeKind.INVITATION_REMINDER, BOTH))
    assert reminded.due(Kind.GIVE_UP).due - back.now == timedelta(days=2)


def test_a_pause_of_the_whole_cohort_is_ended_by_the_cohort_first() -> None:
    """In a cohort's pause nobody is asked by the pairing, which waits a day longer than it."""
    story = given(Stage.SESSIONS).when(PausePairing, OPERATOR, quiet=True)
    late = short_before(Kind.PAUSE_MAX, story).after_outage(days=3).then(DeadlinePostponed).tells()
    assert late.due(Kind.PAUSE_MAX).due == late.state.setup.calendar.in_working_days(late.now, 3)


def test_a_review_of_an_ongoing_pairing_is_postponed_before_it_falls_asleep() -> None:
    """Without an answer in two working days an ongoing pairing ends for lack of commitment."""
    story = given(Stage.SESSIONS, **ongoing(8)).on(Kind.REVIEW_DUE)
    late = short_before(Kind.GIVE_UP, story).after_outage(days=5)
    late.tells((NoticeKind.REVIEW_REMINDER, BOTH))
    assert any(isinstance(event, DeadlinePostponed) for event in late.events)
    ended = late.on(Kind.GIVE_UP)
    assert ended.state.ending
    assert ended.state.ending.reason is EndReason.LACK_OF_COMMITMENT


def test_a_question_of_a_partnership_that_is_only_late_is_asked_once() -> None:
    """A question that ends nothing does not wait: it is asked late."""
    late = given(Stage.PARTNERSHIP).until(day(360)).after_outage(days=30)
    late.tells((NoticeKind.PARTNERSHIP_FOLLOW_UP, BOTH))
    assert DeadlinePostponed not in map(type, late.events)


def test_owners_learn_late_what_they_should_have_learned() -> None:
    """The item that was due in the outage is opened, and the lead is told of it."""
    late = given(Stage.REVIEW).after_outage(days=40)
    late.opens(ItemKind.REVIEW_MISSING, ItemKind.REVIEW_MISSING)


def test_the_event_says_when_it_was_due_and_why_it_waits() -> None:
    """The journal has what was due, until when it waits, why, and what it stands for."""
    event = postponed(given().after_outage(days=21))
    assert (event.due, event.delay) == (day(14), Delay.OUTAGE)
    assert event.supersedes == (Kind.REMINDER,)
    assert event.until == day(23)


def test_an_answer_by_a_date_of_return_is_not_late() -> None:
    """A pause that ends on its day postpones nothing."""
    story = given(Stage.SESSIONS).when(PausePairing, MENTEE, return_on=date(2027, 3, 30))
    story.on(Kind.PAUSE_RETURN).then(DeadlineElapsed, PairingResumed)


def test_what_was_armed_in_the_past_on_purpose_is_no_outage() -> None:
    """A review that is due at once, because somebody leaves soon, begins without any delay."""
    story = _claimed()
    leaving = story.when(PersonLeft, person_id="p-junior", last_day=story.now.date())
    begins = leaving.does(ElapseDeadlines(waiting_since=story.state.deadlines[0].due))
    assert DeadlinePostponed not in map(type, begins.events)
    assert begins.due(Kind.OBJECTION_OVER).due == story.due(Kind.OBJECTION_OVER).due

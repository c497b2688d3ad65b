"""Time is working time for people: short terms, ladders around shutdowns, pauses."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from domain.pairing.commands import PausePairing, ReportSession, ResumePairing
from domain.pairing.state import PairingState
from domain.pairing.timetable import LADDERS
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.calendar import WorkingCalendar
from domain.programme.request import FixedTerm
from domain.telling.kinds import NoticeKind
from tests.unit.pairing.anything import CALENDARS
from tests.unit.pairing.story import BOTH, MENTEE, MENTOR, a_setup, day, ongoing, opened
from tests.unit.pairing.ways import MENTEE_ABSENT, booked, given, lead_to

Kind = DeadlineKind
BERLIN: dict[str, Any] = {
    "calendar": WorkingCalendar(time_zone="Europe/Berlin"),
    "time_zone": "Europe/Berlin",
}


def closed(first: date, days: int) -> WorkingCalendar:
    """A shutdown of so many days."""
    days_off = tuple(first + timedelta(days=n) for n in range(days))
    return WorkingCalendar(time_zone="Europe/Berlin", days_off=days_off)


def test_case_24_two_working_days_to_object_leave_out_the_weekend() -> None:
    """A side that is reported absent on Friday at 17:00 may object until Tuesday at 17:00."""
    story = booked(given(Stage.SESSIONS), on=11, hour=10).at(day(11, 17))
    story = story.when(ReportSession, MENTOR, **MENTEE_ABSENT)
    assert story.due(Kind.OBJECTION_OVER).due == day(15, 17)


def test_case_31_after_a_shutdown_people_are_reminded_before_an_invitation_lapses() -> None:
    """Invited five days before three weeks of shutdown, both are reminded on the first morning
    after it, and have five working days then."""
    setup = a_setup(
        calendar=closed(date(2027, 12, 18), 23), term=FixedTerm(start=date(2028, 1, 17))
    )
    story = opened(setup, datetime(2027, 12, 13, 8, tzinfo=UTC)).on(Kind.REMINDER)
    story.tells((NoticeKind.INVITATION_REMINDER, BOTH))
    assert story.now == datetime(2028, 1, 10, 8, tzinfo=UTC)
    assert story.due(Kind.GIVE_UP).due == datetime(2028, 1, 17, 8, tzinfo=UTC)


def test_case_31_a_review_asked_for_before_a_shutdown_has_its_time_after_it() -> None:
    """A review that begins on the eve of four weeks of shutdown has all its working days after it,
    and its reminder comes later than the day by which the first mail asks for it."""
    story = lead_to(Stage.SESSIONS, opened(a_setup(calendar=closed(date(2027, 3, 6), 30))))
    story = lead_to(Stage.REVIEW, story.at(day(4)))
    (until,) = {told.until for told in story.notices if told.kind is NoticeKind.REVIEW_REQUEST}
    assert until == datetime(2027, 4, 9, 8, tzinfo=UTC)
    dues = [until, *(story.due(kind).due for kind in (Kind.REMINDER, Kind.ESCALATION))]
    dues.append(story.due(Kind.GIVE_UP).due)
    calendar = story.state.calendar
    assert all(later >= calendar.in_working_days(sooner, 1) for sooner, later in pairwise(dues))
    assert dues[-1] > datetime(2027, 4, 19, tzinfo=UTC)


def test_the_news_that_the_end_is_near_comes_before_a_shutdown_that_lasts_until_the_end() -> None:
    """Both are told before a shutdown that the end is near, if it lasts until the review."""
    calendar = closed(day(150).date(), 40)
    story = lead_to(Stage.SESSIONS, opened(a_setup(calendar=calendar)))
    wind_down, review = story.due(Kind.WIND_DOWN).due, story.due(Kind.REVIEW_DUE).due
    assert calendar.local_day(wind_down) == day(149).date()
    assert review >= calendar.in_working_days(wind_down, 1)


@pytest.mark.parametrize("back", [date(2027, 3, 12), date(2027, 4, 12)])
def test_case_35_after_a_pause_deadlines_have_their_hour_again(back: date) -> None:
    """A pause moves a deadline by whole local days: set for 10:00, it falls due at 10:00, also
    behind the change to summer time."""
    story = given(Stage.SESSIONS, **BERLIN).at(day(4, 13))
    before = story.due(Kind.FIRST_BOOKING_MENTEE).due
    story = story.when(PausePairing, MENTEE, return_on=back).on(Kind.PAUSE_RETURN)
    calendar = story.state.calendar
    moved = calendar.in_days(before, (back - day(4).date()).days)
    assert moved.astimezone(calendar.zone).hour == 10
    assert story.due(Kind.FIRST_BOOKING_MENTEE).due == moved


def test_case_48_nine_o_clock_stays_nine_o_clock_across_a_pause() -> None:
    """In an ongoing term, a review that was due at 10:00 local time is due at 10:00 after a pause
    over the change of the clocks."""
    story = given(Stage.SESSIONS, **BERLIN, **ongoing(8)).at(day(4, 16)).when(PausePairing, MENTEE)
    story = story.at(day(40, 7)).when(ResumePairing, MENTOR)
    due = story.due(Kind.REVIEW_DUE).due
    assert due.astimezone(story.state.calendar.zone).hour == 10


def test_case_31_a_pause_that_ends_in_a_shutdown_brings_no_reminder_together_with_its_end() -> None:
    """A pause that ends in a shutdown does not bring reminder, item and end onto one morning."""
    calendar = closed(date(2027, 4, 5), 60)
    story = lead_to(Stage.ASSESSMENT, opened(a_setup(calendar=calendar))).at(day(2))
    story = story.when(PausePairing, MENTEE).at(day(30)).when(ResumePairing, MENTOR)
    assert_apart(story.state)


_DAYS = st.floats(0, 150, allow_nan=False)
_SHUTDOWNS = st.builds(closed, st.dates(day(0).date(), day(200).date()), st.integers(5, 40))


@drawn(st.one_of(_SHUTDOWNS, CALENDARS), st.sampled_from(Stage), _DAYS, st.integers(0, 60))
def test_of_every_ladder_the_rungs_stay_apart(
    calendar: WorkingCalendar, stage: Stage, begun: float, paused: int
) -> None:
    """Whatever days are off and whenever a stage begins, with a pause or without: a reminder comes
    before what it reminds of, with at least one working day between them."""
    story = opened(a_setup(calendar=calendar), day(begun))
    story = lead_to(stage, story)
    assert_apart(story.state)
    if paused and not stage.is_over:
        story = story.when(PausePairing, MENTEE)
        assert_apart(story.state)
        story = story.at(story.now + timedelta(days=paused)).when(ResumePairing, MENTOR)
        assert_apart(story.state)


def assert_apart(state: PairingState) -> None:
    """Fails unless the deadlines of each matter are in order and a working day apart."""
    for matter in LADDERS.matters(state.deadlines):
        for sooner, later in pairwise(matter):
            assert later.due >= state.calendar.in_working_days(sooner.due, 1), matter
            assert LADDERS.is_milder(sooner.kind, later.kind)

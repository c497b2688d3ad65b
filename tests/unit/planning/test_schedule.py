"""Days for a row of meetings."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from domain.planning.schedule import spread
from domain.programme.calendar import WorkingCalendar
from domain.programme.session_rules import SessionPattern

START = date(2026, 9, 1)
CALENDAR = WorkingCalendar(time_zone="Europe/Berlin", days_off=(date(2026, 12, 25),))

OFF = st.lists(st.dates(START, START + timedelta(days=400)), max_size=60).map(
    lambda days: WorkingCalendar(time_zone="UTC", days_off=tuple(days))
)
COUNTS = st.integers(1, 20)
CADENCES = st.integers(1, 60)
ROOMS = st.integers(0, 400)


def test_meetings_keep_the_cadence() -> None:
    """Six meetings at a cadence of four weeks are six Tuesdays, four weeks apart."""
    days = spread(
        START, START + timedelta(weeks=26), SessionPattern(count=6, every_days=28), CALENDAR
    )
    assert days == tuple(START + timedelta(days=28 * n) for n in range(6))


def test_a_day_off_moves_a_meeting_to_the_nearest_working_day() -> None:
    """Christmas Day 2026 is a Friday: the Thursday before is nearer than the Monday after."""
    days = spread(date(2026, 11, 27), None, SessionPattern(count=2, every_days=28), CALENDAR)
    assert days == (date(2026, 11, 27), date(2026, 12, 24))


def test_of_two_equally_near_days_the_later_one_is_taken() -> None:
    """If Wednesday is a day off, the meeting is on Thursday, not on Tuesday."""
    calendar = WorkingCalendar(time_zone="UTC", days_off=(date(2026, 9, 16),))
    assert spread(date(2026, 9, 2), None, SessionPattern(count=2, every_days=14), calendar)[
        1
    ] == date(2026, 9, 17)


def test_case_04_a_term_too_short_for_the_cadence_has_fewer_meetings() -> None:
    """Ten weeks have room for three meetings at a cadence of four weeks, and not for six."""
    pattern = SessionPattern(count=6, every_days=28)
    days = spread(START, START + timedelta(weeks=10, days=1), pattern, CALENDAR)
    assert [later - earlier for earlier, later in pairwise(days)] == [timedelta(days=28)] * 2


def test_the_last_meeting_of_a_term_may_come_a_little_early() -> None:
    """A meeting that would be a few days after the term is held before its end instead."""
    pattern = SessionPattern(count=3, every_days=28)
    days = spread(START, START + timedelta(days=52), pattern, CALENDAR)
    assert [(day - START).days for day in days] == [0, 28, 51]
    assert len(spread(START, START + timedelta(days=49), pattern, CALENDAR)) == 2


def test_a_term_of_a_week_has_room_for_a_quick_rhythm_only() -> None:
    """A week has one meeting at a cadence of four weeks, and one a day if that is agreed."""
    end = START + timedelta(weeks=1)
    assert len(spread(START, end, SessionPattern(count=6, every_days=28), CALENDAR)) == 1
    assert len(spread(START, end, SessionPattern(count=6, every_days=1), CALENDAR)) == 5


def test_a_term_without_a_working_day_has_no_meeting() -> None:
    """A term that is only a weekend, or has no day at all, has no meeting."""
    assert spread(date(2026, 9, 5), date(2026, 9, 7), SessionPattern(count=3), CALENDAR) == ()
    assert spread(START, START, SessionPattern(count=3, every_days=7), CALENDAR) == ()


@given(COUNTS, CADENCES, ROOMS, OFF)
def test_meetings_lie_on_working_days_of_the_term_in_order(
    count: int, every_days: int, room: int, calendar: WorkingCalendar
) -> None:
    """Meetings never lie outside the term, on a day off, too close, or out of order."""
    end = START + timedelta(days=room)
    days = spread(START, end, SessionPattern(count=count, every_days=every_days), calendar)
    assert len(days) <= count
    assert all(START <= day < end and calendar.is_working_day(day) for day in days)
    assert all((later - earlier).days >= min(every_days, 4) for earlier, later in pairwise(days))


@given(COUNTS, st.integers(21, 60), OFF)
def test_meetings_lie_within_a_week_of_the_cadence(
    count: int, every_days: int, calendar: WorkingCalendar
) -> None:
    """A meeting is within a week of its place in the cadence, wherever a working day is."""
    days = spread(START, None, SessionPattern(count=count, every_days=every_days), calendar)
    assert len(days) == count
    for n, day in enumerate(days):
        place = START + timedelta(days=n * every_days)
        near = [place + timedelta(days=d) for d in range(-7 if n else 0, 8)]
        if any(map(calendar.is_working_day, near)):
            assert abs((day - place).days) <= 7

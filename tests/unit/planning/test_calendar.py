"""Working days, and instants that fall on none."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from domain.programme.calendar import WorkingCalendar

BERLIN = WorkingCalendar(
    time_zone="Europe/Berlin", days_off=(date(2026, 12, 25), date(2026, 4, 3), date(2026, 4, 6))
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CALENDARS = st.builds(
    WorkingCalendar,
    time_zone=st.sampled_from(["Europe/Berlin", "America/New_York", "Asia/Kolkata", "UTC"]),
    days_off=st.lists(DAYS, max_size=40).map(tuple),
    weekend=st.sampled_from([(5, 6), (4, 5), (6,), ()]),
)


def test_days_off_are_kept_in_order_and_once() -> None:
    """Calendars with the same days off are equal, whatever order the days were given in."""
    days = (date(2026, 5, 1), date(2026, 1, 1), date(2026, 5, 1))
    assert WorkingCalendar(time_zone="UTC", days_off=days).days_off == (
        date(2026, 1, 1),
        date(2026, 5, 1),
    )


def test_a_week_without_a_working_day_is_refused() -> None:
    """A week without a working day is refused, since no working day would ever be found."""
    with pytest.raises(ValidationError, match="at least one working day"):
        WorkingCalendar(time_zone="UTC", weekend=(0, 1, 2, 3, 4, 5, 6))


def test_weekends_of_several_sites_may_name_a_day_more_than_once() -> None:
    """A day that is the weekend of several sites is one day of the calendar's weekend."""
    calendar = WorkingCalendar(time_zone="UTC", weekend=(4, 5, 5, 6) * 4)
    assert calendar.weekend == (4, 5, 6)


@pytest.mark.parametrize(
    ("day", "working"),
    [
        (date(2026, 4, 2), True),
        (date(2026, 4, 3), False),
        (date(2026, 4, 4), False),
        (date(2026, 4, 6), False),
        (date(2026, 4, 7), True),
    ],
)
def test_weekends_and_days_off_are_no_working_days(day: date, working: bool) -> None:
    """Around Easter 2026, Good Friday, the weekend and Easter Monday are no working days."""
    assert BERLIN.is_working_day(day) is working


def test_the_next_working_day_is_never_the_day_itself() -> None:
    """The next working day after a day is never that day, and skips a weekend with Easter."""
    assert BERLIN.next_working_day(date(2026, 4, 7)) == date(2026, 4, 8)
    assert BERLIN.next_working_day(date(2026, 4, 2)) == date(2026, 4, 7)


@given(CALENDARS, st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)))  # noqa: DTZ001
def test_case_31_an_instant_is_rolled_to_a_working_day_and_stays_there(
    calendar: WorkingCalendar, naive: datetime
) -> None:
    """Rolling moves an instant to a working day, never earlier, and rolling twice changes
    nothing."""
    instant = naive.replace(tzinfo=UTC)
    rolled = calendar.roll_forward(instant)
    assert rolled >= instant
    assert calendar.is_working_day(calendar.local_day(rolled))
    assert calendar.roll_forward(rolled) == rolled
    assert rolled == instant or rolled.astimezone(calendar.zone).hour == 9


def test_an_instant_on_a_saturday_waits_until_monday_nine_o_clock() -> None:
    """An instant on a Saturday waits until Monday, 09:00 local time; one on a Friday stays."""
    saturday = datetime(2026, 6, 13, 10, 30, tzinfo=UTC)
    assert BERLIN.roll_forward(saturday) == datetime(2026, 6, 15, 7, 0, tzinfo=UTC)
    friday = saturday - timedelta(days=1)
    assert BERLIN.roll_forward(friday) == friday


def test_the_day_of_an_instant_is_the_local_one() -> None:
    """Sunday 23:30 UTC is Monday in Berlin, and therefore a working day there."""
    instant = datetime(2026, 6, 14, 23, 30, tzinfo=UTC)
    assert BERLIN.roll_forward(instant) == instant


def test_case_48_nine_o_clock_stays_nine_o_clock_over_the_change_to_summer_time() -> None:
    """09:00 stays 09:00 local time after the change to summer time."""
    winter = BERLIN.at_local(date(2026, 3, 27), 9)
    summer = BERLIN.at_local(date(2026, 3, 30), 9)
    assert (winter.hour, summer.hour) == (8, 7)
    assert summer - winter == timedelta(days=3, hours=-1)


def test_an_hour_that_summer_time_skips_is_still_an_instant() -> None:
    """02:00, which summer time skips on 29 March 2026 in Berlin, is read as 03:00."""
    instant = BERLIN.at_local(date(2026, 3, 29), 2)
    assert instant.astimezone(ZoneInfo("Europe/Berlin")).hour == 3


def test_two_working_days_after_a_friday_evening_are_tuesday_evening() -> None:
    """Working days are counted at the same local time, over a weekend."""
    friday = BERLIN.at_local(date(2026, 6, 12), 18)
    assert BERLIN.in_working_days(friday, 2) == BERLIN.at_local(date(2026, 6, 16), 18)


@pytest.mark.parametrize(
    ("since", "hours", "over"),
    [
        ((date(2026, 6, 12), 17), 48, (date(2026, 6, 16), 17)),
        ((date(2026, 6, 12), 17), 10, (date(2026, 6, 15), 3)),
        ((date(2026, 6, 13), 20), 48, (date(2026, 6, 17), 9)),
        ((date(2026, 4, 2), 12), 24, (date(2026, 4, 7), 12)),
        ((date(2026, 10, 23), 12), 24, (date(2026, 10, 26), 12)),
        ((date(2026, 6, 9), 10), 0, (date(2026, 6, 9), 10)),
    ],
)
def test_short_terms_leave_out_days_off(
    since: tuple[date, int], hours: int, over: tuple[date, int]
) -> None:
    """48 hours after Friday 17:00 are Tuesday 17:00; holidays and changes of the clocks count for
    nothing, and on a day off the hours begin on the next working morning."""
    assert BERLIN.in_working_hours(BERLIN.at_local(*since), hours) == BERLIN.at_local(*over)


def test_after_a_shutdown_deadlines_keep_their_distance() -> None:
    """What a shutdown would bring together on its first morning stays five working days apart."""
    closed = tuple(date(2027, 12, 18) + timedelta(days=n) for n in range(23))
    office = WorkingCalendar(time_zone="Europe/Berlin", days_off=closed)
    reminder, end = office.rungs(office.at_local(date(2027, 12, 13), 9), 7, 14)
    assert reminder == office.at_local(date(2028, 1, 10), 9)
    assert end == office.at_local(date(2028, 1, 17), 9)


def test_in_weeks_without_holidays_deadlines_are_where_the_settings_have_them() -> None:
    """Seven, ten and fourteen days after a Monday are a Monday, a Thursday and a Monday."""
    monday = BERLIN.at_local(date(2026, 6, 8), 11)
    expected = [BERLIN.days_later(monday, days) for days in (7, 10, 14)]
    assert list(BERLIN.rungs(monday, 7, 10, 14)) == expected


@given(
    CALENDARS,
    st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)),  # noqa: DTZ001
    st.lists(st.integers(1, 60), min_size=1, max_size=5, unique=True).map(sorted),
)
def test_of_any_ladder_the_rungs_keep_their_order_and_a_working_day(
    calendar: WorkingCalendar, naive: datetime, days: list[int]
) -> None:
    """Whatever days are off: deadlines of one matter fall on working days, none earlier than the
    settings say, and at least one working day lies between each and the next."""
    since = naive.replace(tzinfo=UTC)
    rungs = calendar.rungs(since, *days)
    for due, wanted in zip(rungs, days, strict=True):
        assert calendar.is_working_day(calendar.local_day(due))
        assert due >= calendar.days_later(since, wanted)
    for earlier, later in itertools.pairwise((since, *rungs)):
        assert later >= calendar.in_working_days(earlier, 1)


def test_working_days_after_a_day_off_begin_on_the_next_morning() -> None:
    """What is counted from a Saturday begins on Monday at nine."""
    saturday = BERLIN.at_local(date(2026, 6, 13), 20)
    assert BERLIN.in_working_days(saturday, 2) == BERLIN.at_local(date(2026, 6, 17), 9)


@given(CALENDARS, st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)), st.integers(1, 9))  # noqa: DTZ001
def test_working_days_lie_between_an_instant_and_a_later_one(
    calendar: WorkingCalendar, naive: datetime, days: int
) -> None:
    """Between an instant and the one that is some working days later lie that many of them."""
    begin = calendar.roll_forward(naive.replace(tzinfo=UTC))
    end = calendar.in_working_days(begin, days)
    first, last = calendar.local_day(begin), calendar.local_day(end)
    between = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    assert sum(map(calendar.is_working_day, between)) == days
    assert calendar.is_working_day(last)

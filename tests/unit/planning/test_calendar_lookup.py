"""Looking up the days off of all people concerned."""

from datetime import date

import pytest
from pydantic import ValidationError
from temporalio.exceptions import ApplicationError
from temporalio.testing import ActivityEnvironment

from activities.calendars import CalendarActivities, CalendarLookup, CalendarQuestion
from activities.ports import UnknownRegion
from adapters.holiday_regions import holiday_regions
from adapters.holidays import LibraryHolidays
from domain.programme.calendar import WorkingCalendar
from domain.programme.request import Shutdown
from tests.fakes.roster import InMemoryRoster
from tests.unit.matching.people import mentee, mentor

FIRST, LAST = date(2026, 7, 1), date(2026, 12, 31)


def asked(**changes: object) -> CalendarQuestion:
    """A question about half a year of two people."""
    fields: dict[str, object] = {
        "roster": "test",
        "people": ("junior", "senior"),
        "first": FIRST,
        "last": LAST,
        "time_zone": "Europe/Berlin",
    }
    return CalendarQuestion.model_validate(fields | changes)


async def look_up(
    question: CalendarQuestion, *, junior_site: str = "DE-BW", senior_site: str = "US-CA"
) -> WorkingCalendar:
    """The answer for two people at these sites, with the holidays of the library."""
    roster = InMemoryRoster()
    roster.put("test", mentor(site=junior_site), mentee(site=senior_site))
    activities = CalendarActivities(CalendarLookup(roster, LibraryHolidays()))
    return await ActivityEnvironment().run(activities.look_up, question)


async def test_case_31_holidays_of_both_sites_and_of_the_office_are_days_off() -> None:
    """Holidays of both sites and of the programme office are days off for a pairing."""
    calendar = await look_up(asked(region="GB-ENG"))
    for day in (date(2026, 10, 3), date(2026, 11, 26), date(2026, 11, 1), date(2026, 12, 28)):
        assert day in calendar.days_off
    assert not calendar.is_working_day(date(2026, 11, 26))
    assert calendar.time_zone == "Europe/Berlin"


async def test_nothing_outside_the_time_asked_for_is_looked_up() -> None:
    """A shutdown longer than the time asked for adds no days beyond it."""
    closed = Shutdown(first=date(2026, 12, 24), last=date(2027, 1, 6))
    calendar = await look_up(asked(shutdowns=(closed,)))
    assert all(FIRST <= day <= LAST for day in calendar.days_off)
    assert {date(2026, 12, day) for day in range(24, 32)} <= set(calendar.days_off)


@pytest.mark.parametrize(
    ("sites", "is_closed"),
    [
        ((), True),
        (("DE-BW",), True),
        (("DE",), True),
        (("DE-BY", "US"), True),
        (("FR", "U"), False),
    ],
)
async def test_case_31_a_site_is_closed_for_pairs_with_somebody_there(
    sites: tuple[str, ...], is_closed: bool
) -> None:
    """A shutdown of a site, or of the country around it, is off for pairs with somebody there; one
    of other sites is not; one without sites is off for everybody."""
    tuesday = date(2026, 8, 11)
    closed = Shutdown(first=tuesday, last=tuesday).model_copy(update={"sites": sites})
    calendar = await look_up(asked(shutdowns=(closed,)))
    assert calendar.is_working_day(tuesday) is not is_closed


async def test_the_weekends_of_all_sites_count() -> None:
    """The weekend of every site counts: Friday to Sunday for Israel with Germany."""
    calendar = await look_up(asked(), senior_site="IL")
    assert calendar.weekend == (4, 5, 6)


async def test_everything_unknown_is_told_at_once_and_finally() -> None:
    """An unknown person, region and country are all named in one final failure, with what is
    known."""
    question = asked(people=("junior", "nobody", "senior"), region="DE-XX")
    with pytest.raises(ApplicationError) as failure:
        await look_up(question, senior_site="XX")
    assert failure.value.non_retryable
    told = {problem["path"]: problem["allowed"] for problem in failure.value.details[0]}
    assert set(told) == {"region", "people[1]", "people[2].site"}
    assert "DE-BW" in told["region"]
    assert told["people[2].site"] == "an ISO 3166 country, or country and region, such as DE-BW"


def test_a_time_that_ends_before_it_begins_is_refused() -> None:
    """A time that ends before it begins is refused before anything is looked up."""
    with pytest.raises(ValidationError, match="last must not be before first"):
        asked(first=LAST, last=FIRST)


@pytest.mark.parametrize("region", ["DE", "DE-BW", "GB-ENG", "US-CA", "FR", "CH-ZH", "AT"])
def test_regions_that_a_roster_may_name_have_holidays(region: str) -> None:
    """Every region that a roster may name has a holiday on 1 January."""
    assert region in holiday_regions()
    days = LibraryHolidays().of(region, date(2026, 1, 1), date(2026, 1, 1))
    assert days.holidays == (date(2026, 1, 1),)


def test_an_unknown_region_names_what_its_country_has() -> None:
    """The refusal of an unknown region names the regions of its country."""
    with pytest.raises(UnknownRegion) as refused:
        LibraryHolidays().of("GB-XXX", FIRST, LAST)
    assert "GB, GB-ENG" in refused.value.allowed


@pytest.mark.parametrize(
    ("region", "weekend"),
    [("MY-02", (4, 5)), ("MY-03", (4, 5)), ("MY-11", (4, 5)), ("MY-14", (5, 6)), ("DE", (5, 6))],
)
def test_a_region_may_have_a_weekend_of_its_own(region: str, weekend: tuple[int, ...]) -> None:
    """In some states of Malaysia people are at work on Sundays, and not on Fridays."""
    assert LibraryHolidays().of(region, FIRST, LAST).weekend == weekend
    assert LibraryHolidays().of(region, FIRST, FIRST).weekend == weekend


def test_a_weekend_that_changes_is_a_weekend_of_single_days() -> None:
    """Johor moved its weekend from Friday to Sunday in 2025: both are off, each in its time."""
    days = LibraryHolidays().of("MY-01", date(2024, 12, 1), date(2025, 1, 31))
    calendar = WorkingCalendar(time_zone="UTC", days_off=days.holidays, weekend=days.weekend)
    friday, saturday, sunday = (date(2024, 12, day) for day in (6, 7, 8))
    assert [calendar.is_working_day(day) for day in (friday, saturday, sunday)] == [
        False,
        False,
        True,
    ]
    friday, saturday, sunday = (date(2025, 1, day) for day in (17, 18, 19))
    assert [calendar.is_working_day(day) for day in (friday, saturday, sunday)] == [
        True,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("region", "day"),
    [("DE-BY", date(2028, 8, 15)), ("DE-TH", date(2028, 6, 15)), ("DE-SN", date(2028, 6, 15))],
)
def test_holidays_of_a_part_of_a_region_are_days_off(region: str, day: date) -> None:
    """Munich is closed on the Assumption, though not all of Bavaria is."""
    assert LibraryHolidays().of(region, day, day).holidays == (day,)

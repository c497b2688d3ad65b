"""The moments as of which `make test-any-day` runs the tests."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.any_day import MOMENTS, moment

TODAY = datetime(2026, 11, 28, 18, tzinfo=UTC)
BEGINNINGS = {
    "Saturday": "2026-12-05T11:00+01:00",
    "Sunday": "2026-11-29T20:00+01:00",
    "Christmas Eve": "2026-12-24T17:30+01:00",
    "New Year's Eve": "2026-12-31T23:30+01:00",
    "29 February": "2028-02-29T10:00+01:00",
    "Good Friday": "2027-03-26T10:00+01:00",
    "the night that loses an hour": "2027-03-28T01:55+01:00",
    "the night that wins an hour": "2027-10-31T02:55+02:00",
}


@pytest.mark.parametrize("name", MOMENTS)
def test_each_moment_is_the_next_of_its_kind(name: str) -> None:
    """The tests live at the first Saturday, Christmas Eve and so on that is still to come."""
    assert moment(name, TODAY).isoformat(timespec="minutes") == BEGINNINGS[name]


@pytest.mark.parametrize("name", MOMENTS)
def test_a_moment_that_has_come_is_over(name: str) -> None:
    """A moment that has just come is over: the next one of its kind counts."""
    first = moment(name, TODAY)
    assert moment(name, first) > first


@pytest.mark.parametrize("name", ["the night that loses an hour", "the night that wins an hour"])
def test_clocks_change_while_the_tests_run(name: str) -> None:
    """Within minutes after the start of a test run on such a night, the offset of Berlin
    changes."""
    begins = moment(name, TODAY)
    later = (begins.astimezone(UTC) + timedelta(minutes=5)).astimezone(begins.tzinfo)
    assert begins.utcoffset() != later.utcoffset()

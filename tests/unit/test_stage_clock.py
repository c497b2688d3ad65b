"""The day on which the tests live."""

from datetime import UTC, date, datetime

import pytest

from tests.stage_clock import QUIET_MONDAY, VARIABLE, NoMoment, begins_at

TODAY = datetime(2026, 11, 28, 18, tzinfo=UTC)


def test_the_usual_day_is_a_monday_morning() -> None:
    """The tests live on the Monday that the stage names, unless another moment is asked for."""
    assert QUIET_MONDAY.weekday() == date(2026, 11, 30).weekday()
    assert begins_at("", TODAY) == QUIET_MONDAY


@pytest.mark.parametrize(
    ("wanted", "begins"),
    [
        ("2026-12-24T17:30+01:00", "2026-12-24T17:30+01:00"),
        ("2028-02-29T10:00+01:00", "2028-02-29T10:00+01:00"),
        ("2026-11-28T18:00:01Z", "2026-11-28T18:00:01+00:00"),
    ],
)
def test_a_moment_to_come_is_taken_as_it_is(wanted: str, begins: str) -> None:
    """A moment in the future that is asked for is taken as it is."""
    assert begins_at(wanted, TODAY) == datetime.fromisoformat(begins)


@pytest.mark.parametrize(
    ("wanted", "begins"),
    [
        ("2025-12-24T17:30+01:00", "2031-12-24T17:30+01:00"),  # a Wednesday
        ("2026-11-28T18:00Z", "2037-11-28T18:00+00:00"),  # a Saturday: this very second
        ("2024-02-29T10:00+01:00", "2052-02-29T10:00+01:00"),  # a Thursday in a leap year
        ("2026-03-29T01:30+01:00", "2037-03-29T01:30+01:00"),  # the last Sunday in March
    ],
)
def test_a_moment_that_has_passed_comes_back(wanted: str, begins: str) -> None:
    """A moment of the past comes back in the next year that has the same date and weekday."""
    assert begins_at(wanted, TODAY) == datetime.fromisoformat(begins)


@pytest.mark.parametrize("wanted", ["tomorrow", "2026-12-24", "2026-12-24T17:30", "17:30+01:00"])
def test_a_moment_without_date_time_or_offset_is_refused(wanted: str) -> None:
    """A value that is no moment is refused with the name of the variable and an example."""
    with pytest.raises(NoMoment, match=rf"{VARIABLE} must be .* such as 2026-12-24T17:30\+01:00"):
        begins_at(wanted, TODAY)

"""`--as-of WHEN`: what people may type, and which moment they mean."""

from datetime import UTC, date, datetime

import pytest
import typer

from cli.moments import asked, instant_of
from domain.programme.calendar import WorkingCalendar

BERLIN = WorkingCalendar(time_zone="Europe/Berlin")


def test_a_day_is_over_at_midnight_where_the_programme_is() -> None:
    """As of a day, everything of it counts and nothing of the next, in the programme's zone."""
    last = instant_of(asked("2027-03-01"), BERLIN)
    assert BERLIN.local_day(last) == date(2027, 3, 1)
    assert last == datetime(2027, 3, 1, 22, 59, 59, 999_999, tzinfo=UTC)


def test_a_time_is_meant_as_it_stands() -> None:
    """A time with an offset is taken as it is."""
    assert instant_of(asked("2027-03-01T12:00+02:00"), BERLIN) == datetime(
        2027, 3, 1, 10, tzinfo=UTC
    )


@pytest.mark.parametrize("when", [None, "9999-12-31"])
def test_without_a_day_everything_counts(when: str | None) -> None:
    """Without a day, and as of the last day there is, everything counts."""
    assert instant_of(asked(when), BERLIN) == datetime.max.replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "mistake"), [("soon", "not a date"), ("2027-03-01T12:00", "needs its offset")]
)
def test_anything_else_is_refused_with_an_example(when: str, mistake: str) -> None:
    """Anything that is neither a day nor a time with an offset is refused with an example."""
    with pytest.raises(typer.BadParameter, match=mistake) as refused:
        asked(when)
    assert "2027-03-01T12:00+01:00" in refused.value.message
    assert refused.value.param_hint == "--as-of"

"""Times and days as the recipient's clock and language show them."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from adapters.notify.wording import (
    Moment,
    channel_in_words,
    day_in_words,
    difference_in_words,
    listed,
    times_in_words,
)
from domain.pairing.vocabulary import Channel
from domain.programme.people import Locale

SUMMER = datetime(2027, 7, 1, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "german", "english"),
    [
        (
            "Europe/Berlin",
            "Freitag, 2. Juli 2027, 00:30 Uhr (Zeit in Berlin, UTC+2)",
            "Friday, 2 July 2027, 00:30 (Berlin time, UTC+2)",
        ),
        (
            "America/Argentina/Buenos_Aires",
            "Donnerstag, 1. Juli 2027, 19:30 Uhr (Zeit in Buenos Aires, UTC−3)",
            "Thursday, 1 July 2027, 19:30 (Buenos Aires time, UTC−3)",
        ),
        (
            "Asia/Kolkata",
            "Freitag, 2. Juli 2027, 04:00 Uhr (Zeit in Kolkata, UTC+5:30)",
            "Friday, 2 July 2027, 04:00 (Kolkata time, UTC+5:30)",
        ),
        (
            "UTC",
            "Donnerstag, 1. Juli 2027, 22:30 Uhr (UTC)",
            "Thursday, 1 July 2027, 22:30 (UTC)",
        ),
    ],
)
def test_moment_is_told_in_the_zone_of_the_reader(zone: str, german: str, english: str) -> None:
    """A moment is told with weekday, date and time of the reader's zone, and with its offset."""
    assert str(Moment(SUMMER, ZoneInfo(zone), Locale.GERMAN)) == german
    assert str(Moment(SUMMER, ZoneInfo(zone), Locale.ENGLISH)) == english


def test_offset_follows_the_clocks() -> None:
    """The same local time in winter has the winter's offset."""
    winter = Moment(datetime(2027, 1, 11, 8, tzinfo=UTC), ZoneInfo("Europe/London"), Locale.ENGLISH)
    assert winter.time == "08:00 (London time, UTC)"


def test_days_lists_and_counts_read_naturally() -> None:
    """Days carry their weekday, lists an “and”, and one time is “once”."""
    assert day_in_words(date(2027, 3, 2), Locale.GERMAN) == "Dienstag, 2. März 2027"
    assert listed(("A", "B", "C"), Locale.GERMAN) == "A, B und C"
    assert listed(("A", "B", "C"), Locale.ENGLISH) == "A, B and C"
    assert [times_in_words(n, Locale.ENGLISH) for n in (1, 5)] == ["once", "5 times"]
    assert [times_in_words(n, Locale.GERMAN) for n in (1, 5)] == ["einmal", "5-mal"]


@pytest.mark.parametrize("locale", Locale)
def test_closed_lists_have_words(locale: Locale) -> None:
    """Every channel, and every point on which two can differ, can be told."""
    assert all(channel_in_words(channel, locale) for channel in Channel)
    points = ("topics", "channel", "cadence_days", "notice_hours")
    assert all(difference_in_words(point, locale) for point in points)

"""Texts that people take for the same are the same, however they are encoded."""

import unicodedata
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from domain.engine.base import Day, Instant, as_key


@pytest.mark.parametrize(
    "spelling",
    [
        unicodedata.normalize("NFD", "Büro Süd"),
        "BÜRO  SÜD",
        "Büro\xa0Süd",
        "Büro Süd\u200b",
        "\u202aBüro Süd\u202c",
        "Bü\xadro Süd",
        "Büro Süd\u200d",
        "\uff22üro Süd",
        "Büro Süd\ufe0f",
    ],
    ids=ascii,
)
def test_spellings_of_a_key_are_equal(spelling: str) -> None:
    """Capitals, spaces, parted umlauts, wide letters and invisible characters change no key."""
    assert as_key(spelling) == as_key("Büro Süd")


@given(st.text())
def test_a_key_stays_as_it_is(text: str) -> None:
    """The key of a key is itself, whatever text it came from."""
    assert as_key(as_key(text)) == as_key(text)


@pytest.mark.parametrize("number", [1805101200, "1805101200", "1805101200000", " 1.8e", 1.5, "-1"])
@pytest.mark.parametrize("kind", [Instant, Day])
def test_a_number_is_no_date(kind: type[datetime], number: object) -> None:
    """Seconds or milliseconds since 1970 are refused: 1,000 times too many would be taken as well.

    Also as a text of digits.
    """
    with pytest.raises(ValidationError):
        TypeAdapter(kind).validate_python(number)


def test_iso_dates_are_read() -> None:
    """Dates and times as in ISO 8601 are taken, from JSON too."""
    assert TypeAdapter(Day).validate_json('"2027-03-01"').isoformat() == "2027-03-01"
    at = TypeAdapter(Instant).validate_json('"2027-03-01T09:00:00+01:00"')
    assert at.isoformat() == "2027-03-01T09:00:00+01:00"

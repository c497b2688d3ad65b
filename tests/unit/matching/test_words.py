"""What matching says, in every language."""

import pytest

from domain.matching.words import people_of
from domain.programme.people import Locale, Side


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        (Locale.ENGLISH, ["1 mentor", "2 mentors", "0 mentees"]),
        (Locale.GERMAN, ["1 Mentor:in", "2 Mentor:innen", "0 Mentees"]),
    ],
)
def test_people_are_counted_in_the_right_number(locale: Locale, said: list[str]) -> None:
    """Numbers of people agree with their nouns: one mentor, two mentors, no mentees."""
    counts = ((Side.MENTOR, 1), (Side.MENTOR, 2), (Side.MENTEE, 0))
    assert [people_of(side, count, locale) for side, count in counts] == said

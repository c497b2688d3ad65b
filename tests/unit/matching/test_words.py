"""What matching says, in every language."""

from string import Formatter

import pytest

from domain.matching import words
from domain.matching.words import people_of
from domain.programme.people import Locale, Side

PHRASES = {
    name: phrase
    for name, phrase in vars(words).items()
    if name.isupper() and name.strip("_") == name
}


def places(text: str) -> set[str]:
    """The facts that a text has places for."""
    return {field for _, field, _, _ in Formatter().parse(text) if field}


@pytest.mark.parametrize("name", PHRASES)
def test_every_phrase_tells_the_same_facts_in_every_language(name: str) -> None:
    """Every text of matching has the same placeholders in every language."""
    phrase = PHRASES[name]
    assert set(phrase) == set(Locale)
    assert len({frozenset(places(text)) for text in phrase.values()}) == 1


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

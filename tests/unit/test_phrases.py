"""What Eyelevel says in every language."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from string import Formatter

import pytest

from adapters.notify import template_data, wording
from domain.matching import words
from domain.planning import questions
from domain.programme.people import Locale
from domain.programme.phrases import Phrase


def _phrases(value: object) -> Iterator[Phrase]:
    match value:
        case Phrase():
            yield value
        case Mapping():
            for one in value.values():
                yield from _phrases(one)
        case _:
            pass


PHRASES = [
    phrase
    for module in (template_data, wording, words, questions)
    for value in vars(module).values()
    for phrase in _phrases(value)
]


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_a_phrase_has_a_field_for_each_language() -> None:
    """The fields of a phrase are the languages that Eyelevel writes in."""
    assert {field.name for field in fields(Phrase)} == set(Locale)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.en[:40])
def test_a_phrase_tells_the_same_in_each_language(phrase: Phrase) -> None:
    """A phrase has the same placeholders in every language, so that no reader misses a fact."""
    assert _placeholders(phrase.en) == _placeholders(phrase.de)

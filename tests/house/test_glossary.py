"""The glossary is a place to look words up."""

import re
from pathlib import Path

import pytest

from domain.engine.roles import Role
from domain.pairing.vocabulary import Stage
from domain.programme.request import OwnerRole
from tests.house.repository import DOCS, REPOSITORY, texts

PAGE = DOCS / "glossary.md"
ENTRY = re.compile(r"^\| \*\*(.+?)\*\* \| (\S.*) \|$", re.MULTILINE)


def _tables() -> list[dict[str, str]]:
    """Each table with its words and what they mean."""
    return [dict(ENTRY.findall(part)) for part in PAGE.read_text().split("\n## ")[1:]]


def test_words_can_be_found() -> None:
    """Each table of the glossary is in alphabetical order."""
    for table in _tables():
        assert table
        assert list(table) == sorted(table, key=str.casefold)


def test_every_line_is_an_entry() -> None:
    """No line of the glossary is written in a form that the other tests would pass over."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("| **")]
    assert len(lines) == len(ENTRY.findall(PAGE.read_text()))


def test_a_word_means_one_thing() -> None:
    """No word has two entries in the glossary."""
    words = [word for word, _ in ENTRY.findall(PAGE.read_text())]
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("entry", "words"), [("stage", Stage), ("role", Role), ("owner", OwnerRole)]
)
def test_closed_lists_are_named_in_full(entry: str, words: type[Stage | Role | OwnerRole]) -> None:
    """The glossary names every stage, every role and every owner."""
    (said,) = [table[entry] for table in _tables() if entry in table]
    assert {word for word in words if not re.search(rf"\b{word}\b", said)} == set()


SECOND_WORDS = {
    "settle": r"\bticks? (it|them|items?) off\b|\btick(ed|ing)? off\b|\bclos(es|ed) (the|an) item",
    "instruction": r"\b(cohort's orders?|orders? of (a|the|its) cohort|orders for pairings)\b",
    "receipt": r"\brecorded answers?\b",
    "pause": r"\b(in|during|after|before) (a|the) break\b",
    "Decider": r"\blife\.py\b|\bclass Life\b",
}
"""The word of the glossary, and what would be a second one for the same thing."""


@pytest.mark.parametrize("word", SECOND_WORDS)
def test_a_thing_has_one_word(word: str) -> None:
    """Code and documents use the glossary's word for a thing, and no second one beside it."""
    assert word in {entry for table in _tables() for entry in table}
    second = re.compile(SECOND_WORDS[word], re.IGNORECASE)
    found = [
        f"{file.relative_to(REPOSITORY)}: {match[0]}"
        for file in texts(".py", ".md", ".sql")
        if file != Path(__file__)
        for match in second.finditer(file.read_text())
    ]
    assert found == []

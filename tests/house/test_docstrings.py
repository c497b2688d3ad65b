"""Docstrings are in plain English, and those of tests can be read in a report."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.repository import REPOSITORY, TESTS, texts

LEANS = re.compile(
    r"(It|They|This|That|These|Its|Their|Neither|Nor|So|Then|Also|And|But|Not|Even|Otherwise|Else"
    r"|Because|Or|Unless|Who|Whoever|Whom|Whose|Both of them|Those(?! who)"
    r"|Only(?= (?:if|when|as|then|for|in|at|with|from)\b)"
    r"|The (?:first|second|other|others|same)(?=[,.;:]| (?:is|are|has|have|does|do|gets?|one)\b)"
    r")(?!\w)"
)
"""Beginnings that lean on what was said before, such as the name of the test."""
FEWEST_WORDS = 6
SO_MANY = re.compile(r"(^|[.:;] )So (many|much|long|often|far|soon)\b(?! as)")


def _docstrings(node: ast.Module) -> Iterator[tuple[str, str]]:
    """Each docstring in one line, with the name of its function or class; else with no name."""
    for parent in ast.walk(node):
        body = getattr(parent, "body", None)
        for place, child in enumerate(body if isinstance(body, list) else ()):
            value = child.value if isinstance(child, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield "" if place else getattr(parent, "name", ""), " ".join(value.value.split())


def _found_in(file: Path) -> Iterator[tuple[str, str, str]]:
    path = file.relative_to(REPOSITORY).as_posix()
    for name, text in _docstrings(ast.parse(file.read_text())):
        yield path, name, text


def _stands_alone(text: str) -> bool:
    return not LEANS.match(text) and len(text.split()) >= FEWEST_WORDS and text.endswith(".")


def test_the_docstring_of_a_test_stands_alone() -> None:
    """The docstring of each test is a sentence that can be understood without the test's name."""
    leaning = [
        f"{path} {name}: {text}"
        for file in TESTS.rglob("test_*.py")
        for path, name, text in _found_in(file)
        if name.startswith("test_") and not _stands_alone(text)
    ]
    assert leaning == []


@pytest.mark.parametrize(
    "text",
    [
        "They have no side.",
        "The first does not.",
        "Also when it was settled before the letter is written.",
        "With or without a date.",
        "A reminder is sent once and the item is opened",
    ],
)
def test_a_docstring_that_leans_on_a_name_is_found(text: str) -> None:
    """A fragment, a pronoun in front, or a missing full stop is reported by the test above."""
    assert not _stands_alone(text)


def test_numbers_are_defined_by_nouns() -> None:
    """No docstring says “So many …” where “Number of …” or “Seconds …” would be meant."""
    vague = [
        f"{path}: {text}"
        for file in texts(".py")
        for path, _, text in _found_in(file)
        if SO_MANY.search(text)
    ]
    assert vague == []

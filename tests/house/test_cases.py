"""The catalogue of cases is whole, and leads to what is there."""

import re
from pathlib import Path

import pytest

from tests.house.repository import DOCS, REPOSITORY, names_of_tests, texts

PAGE = DOCS / "cases.md"
NUMBERS = range(1, 61)
VERDICTS = ("Done", "Partly", "Not yet")
CITED = re.compile(r"\bcases? (\d+(?:(?:, | and |–| to )\d+)*)", re.IGNORECASE)
RULE_AND_TESTS = re.compile(r"^Rule: `.*\. Tests?:[\s`]", re.MULTILINE)
ELSEWHERE = re.compile(r"\b(?:mission|design|findings),?\s+(?:line|section|§)\s*\d")


def _entries() -> dict[int, str]:
    """The text of each case, by its number."""
    _, *parts = re.split(r"^### (\d+) · ", PAGE.read_text(), flags=re.MULTILINE)
    return {int(number): text for number, text in zip(parts[::2], parts[1::2], strict=True)}


def test_the_catalogue_has_no_holes() -> None:
    """The page on cases lists the numbers 1 to 60, each once and in order."""
    numbers = re.findall(r"^### (\d+) · ", PAGE.read_text(), re.MULTILINE)
    assert [int(number) for number in numbers] == list(NUMBERS)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_says_how_it_stands(number: int) -> None:
    """Each case has exactly one verdict: done, partly, or not yet."""
    verdicts = re.findall(r"^\*\*([^*]+?)\.?\*\*", _entries()[number], re.MULTILINE)
    assert len(verdicts) == 1
    assert verdicts[0] in VERDICTS


def test_a_case_names_rules_that_exist() -> None:
    """Each module that the page on cases names as the place of a rule is in the repository."""
    named = set(re.findall(r"`([a-z_/]+/[\w/.]+)`", PAGE.read_text()))
    assert named
    assert {path for path in named if not (REPOSITORY / path).is_file()} == set()


def test_a_case_names_tests_that_exist() -> None:
    """Each test that the page on cases names is one of ours."""
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text()))
    assert named
    assert named - names_of_tests() == set()


def test_a_case_that_is_done_names_its_rule_and_its_tests() -> None:
    """Whatever the catalogue calls done, even in part, can be looked up and is tested."""
    lacking = [
        number
        for number, text in _entries().items()
        if "**Not yet" not in text and not RULE_AND_TESTS.search(text)
    ]
    assert lacking == []


def _cited(file: Path) -> set[int]:
    return {
        int(number)
        for found in CITED.findall(file.read_text())
        for number in re.findall(r"\d+", found)
    }


def test_a_case_that_is_cited_is_in_the_catalogue() -> None:
    """Every “(case 36)” in code, tests or documents names a case of the page on cases."""
    cited = {
        f"{file.relative_to(REPOSITORY)}: case {number}"
        for file in texts(".py", ".md", ".sql")
        for number in _cited(file)
        if number not in NUMBERS
    }
    assert cited == set(), "docs/cases.md lists the cases that can be cited"


def test_nothing_is_cited_that_is_not_in_the_repository() -> None:
    """No text refers to a line of a document that its reader cannot have."""
    citing = {
        str(file.relative_to(REPOSITORY))
        for file in texts(".py", ".md", ".sql")
        if ELSEWHERE.search(file.read_text())
    }
    assert citing == set()

"""The page of the sixty cases is what the data and the tests make of it."""

import ast
import re
from pathlib import Path

import pytest

from tests.docs.cases import PAGE, RENEW, evidence, page, parts
from tests.house.repository import REPOSITORY, names_of_tests, texts

NUMBERS = range(1, 61)
CASES = {case.number: case for part in parts() for case in part.cases}
CITED = re.compile(r"\bcases? (\d+(?:(?:, | and |–| to )\d+)*)", re.IGNORECASE)
ELSEWHERE = re.compile(r"\b(?:mission|design|findings),?\s+(?:line|section|§)\s*\d")
NAME = re.compile(r"test_case_(\d\d)_[a-z]\w*")


def test_the_catalogue_has_no_holes() -> None:
    """The data of the cases have the numbers 1 to 60, each once and in order."""
    assert [case.number for part in parts() for case in part.cases] == list(NUMBERS)


def test_the_page_is_what_the_tests_say() -> None:
    """docs/cases.md says of each case what the tests with its number say, and what is missing."""
    assert PAGE.read_text() == page(), RENEW


@pytest.mark.parametrize("number", NUMBERS)
def test_a_case_has_a_test_or_says_what_is_missing(number: int) -> None:
    """Each of the sixty cases is shown by a test with its number; without one, its data say that
    and what is missing."""
    assert evidence().get(number) or CASES[number].missing, f"write a test_case_{number:02}_…"


def test_a_test_of_a_case_is_named_after_one_that_exists() -> None:
    """A test named after a case has a number of two digits from 01 to 60, and says something."""
    named = {name for name in names_of_tests() if name.startswith("test_case_")}
    wrong = {
        name
        for name in named
        if not (found := NAME.fullmatch(name)) or int(found[1]) not in NUMBERS
    }
    assert wrong == set()
    assert [test.name for tests in evidence().values() for test in tests if not test.says] == []


def test_a_case_names_a_rule_that_exists() -> None:
    """The function or class that the data of a case name as its rule is defined in that file."""
    rules = {case.rule for case in CASES.values() if case.rule}
    assert {rule for rule in rules if not _exists(*rule.split(":"))} == set(), "file.py:function"


def _exists(file: str, name: str = "") -> bool:
    path = REPOSITORY / file
    body = ast.parse(path.read_text()).body if path.is_file() else ()
    return name in {node.name for node in body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


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

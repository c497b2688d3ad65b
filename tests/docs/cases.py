"""The page of the sixty cases, from its data and from the tests named after them.

``python -m tests.docs.cases`` writes it. What is missing of a case stands in the data until there
is a test for it.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

from domain.engine.base import Frozen

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "cases.md"
DATA = Path(__file__).with_suffix(".toml")
RENEW = "python -m tests.docs.cases writes docs/cases.md anew"
_WIDTH = 118
_NAME = re.compile(r"test_case_(\d+)_\w+")
_OWN_CITATION = r" \(case {number}\)"

_HEAD = (
    "<!-- Written by `python -m tests.docs.cases`, from tests/docs/cases.toml and the tests. -->",
    "# Sixty cases from real life",
    "Mentoring programmes fail over ordinary things: nobody books, somebody leaves, the calendar "
    "is full, the HR file is wrong. This page lists sixty of them, collected from programme "
    "guides, research, vendors' manuals and the issues of other mentoring software. A docstring "
    "that says *(case 36)* means number 36 here.",
    "Each case says what happens in real life, and then what Eyelevel does: these are the "
    "sentences of the tests that carry the number of the case, and fail if it does not. What is "
    "missing is said last; *rule* is where to start reading. Numbers such as “after 7 days” are "
    "the defaults of the cohort file ([operators](operators.md#what-happens-by-itself)).",
)


class Case(Frozen):
    """A case, as the data have it."""

    number: int
    title: str
    life: str
    """What happens in real life, in a sentence."""
    rule: str | None = None
    """The function or class with which to start reading: ``domain/….py:_extend``."""
    missing: str | None = None
    """What the case asks for and is not done."""


class Part(Frozen):
    """Cases that belong together."""

    title: str
    cases: tuple[Case, ...]


class Evidence(NamedTuple):
    """A test that carries the number of a case."""

    name: str
    file: Path
    says: str
    """Its docstring on one line."""


def parts() -> tuple[Part, ...]:
    """The data, in the order of the page."""
    return tuple(map(Part.model_validate, tomllib.loads(DATA.read_text())["parts"]))


def evidence() -> dict[int, list[Evidence]]:
    """The tests of each case, in the order of files and of the tests in them."""
    found: dict[int, list[Evidence]] = {}
    for file in sorted(TESTS.rglob("test_*.py")):
        for node in ast.parse(file.read_text()).body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if named := _NAME.fullmatch(node.name):
                number, says = int(named[1]), " ".join((ast.get_docstring(node) or "").split())
                says = re.sub(_OWN_CITATION.format(number=number), "", says).replace("``", "`")
                found.setdefault(number, []).append(Evidence(node.name, file, says))
    return found


def page() -> str:
    """The page, as it should be."""
    tests = evidence()
    cases = [case for part in parts() for case in part.cases]
    head = map(_wrapped, (*_HEAD, _figures(cases, tests)))
    texts = (text for part in parts() for text in _part(part, tests))
    return "\n".join([*head, *texts])


def _figures(cases: list[Case], tests: dict[int, list[Evidence]]) -> str:
    partly = sum(case.missing is not None and case.number in tests for case in cases)
    nothing = sum(case.number not in tests for case in cases)
    done = len(cases) - partly - nothing
    rest = f", and of {nothing} nothing is" if nothing else ""
    return f"Of the {len(cases)} cases {done} are done, {partly} in part{rest}."


def _part(part: Part, tests: dict[int, list[Evidence]]) -> Iterator[str]:
    yield f"## {part.title}\n"
    for case in part.cases:
        yield f"### {case.number} · {case.title}\n"
        yield _wrapped(f"*{case.life}*")
        if found := tests.get(case.number):
            yield "\n".join(map(_line, found)) + "\n"
        if case.missing:
            yield _wrapped(f"**Missing:** {case.missing}")
        if case.rule:
            file, _, name = case.rule.partition(":")
            yield f"Rule: [`{name}`](../{file}) in `{file}`\n"


def _line(test: Evidence) -> str:
    path = test.file.relative_to(TESTS.parent).as_posix()
    return _filled(f"{test.says} [`{test.name}`](../{path})", first="- ", rest="  ")


def _wrapped(text: str) -> str:
    return _filled(text) + "\n"


def _filled(text: str, first: str = "", rest: str = "") -> str:
    # Links and names of tests stay whole.
    return fill(
        text,
        _WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


if __name__ == "__main__":
    PAGE.write_text(page())

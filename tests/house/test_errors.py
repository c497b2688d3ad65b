"""Every error of ours stands in docs/errors.md, with what it means and what to do about it."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from activities.journal import LOST_EVENTS
from activities.serving import NOT_ITS_OWN
from adapters.temporal.ending import ExitCode, exit_code
from domain.engine.errors import EyelevelError
from tests.docs.tables import rows
from workflows.cohort_opening import INVALID

PAGE = Path(__file__).parents[2] / "docs" / "errors.md"
PACKAGES = ("activities", "adapters", "cli", "demo", "domain", "workflows")
BRANCH = re.compile(r"^(?P<branches>[│├└─ ]*)(?P<name>\w+) +(?P<module>[\w.]+)$", re.MULTILINE)

Errors = dict[str, tuple[str | None, str]]
"""Name of an error → name of its base, and the module where it is defined."""


def _modules() -> Iterator[str]:
    yield from ("settings", "worker")
    for package in PACKAGES:
        folder = importlib.import_module(package).__path__
        yield from (found.name for found in pkgutil.walk_packages(folder, f"{package}."))


def _errors() -> dict[str, type[EyelevelError]]:
    """All classes of errors, whichever module defines them; those of tests left out."""
    modules = set(_modules())
    for module in modules:
        importlib.import_module(module)
    found, unseen = list[type[EyelevelError]](), [EyelevelError]
    while unseen:
        found.append(unseen.pop())
        unseen.extend(found[-1].__subclasses__())
    return {error.__name__: error for error in found if error.__module__ in modules}


def _defined(name: str, error: type[EyelevelError]) -> tuple[str | None, str]:
    base = None if error is EyelevelError else error.__bases__[0].__name__
    return base, error.__module__


def _drawn() -> Errors:
    """The tree of the page. Each level is four characters further to the right."""
    (tree,) = re.findall(r"```text\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    above: list[str] = []
    found: Errors = {}
    for branch in BRANCH.finditer(tree):
        depth = len(branch["branches"]) // 4
        above[depth:] = [branch["name"]]
        found[branch["name"]] = (above[depth - 1] if depth else None, branch["module"])
    return found


def test_the_tree_of_errors_is_the_one_of_the_code() -> None:
    """No error is missing in docs/errors.md, under its base and with its module."""
    assert _drawn() == {name: _defined(name, error) for name, error in _errors().items()}


def test_every_error_says_what_it_means_and_what_to_do() -> None:
    """Each error of the tree has a line of its own, with the exit code of a program it ends."""
    lines = {row[0].strip("`"): row[1:] for row in rows(PAGE) if len(row) == 4}
    lines.pop("error")
    errors = _errors()
    assert list(lines) == list(_drawn())
    assert all(map(all, lines.values()))
    assert {name: row[2] for name, row in lines.items()} == {
        name: str(int(exit_code(error))) for name, error in errors.items()
    }


@pytest.mark.parametrize(
    "word",
    [*(str(int(code)) for code in ExitCode), LOST_EVENTS, NOT_ITS_OWN, INVALID],
)
def test_exit_codes_and_other_failures_are_explained(word: str) -> None:
    """Each exit code, and each type of failure that is no error of the tree, has its line."""
    (found,) = [row for row in rows(PAGE) if len(row) == 3 and row[0].strip("`") == word]
    assert all(found)

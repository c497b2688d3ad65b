"""The index of decisions is complete."""

import re

from tests.house.repository import DOCS

DECISIONS = DOCS / "decisions"
INDEX = DECISIONS / "README.md"
LINE = re.compile(r"^\| (\d+) \| \[[^\]]+\]\((\S+?)\) \| \S.* \|$", re.MULTILINE)


def _pages() -> list[tuple[str, str]]:
    """Number and file of every decision, in order."""
    files = sorted(file.name for file in DECISIONS.glob("[0-9]*.md"))
    return [(str(int(name[:4])), name) for name in files]


def test_every_decision_has_its_line_in_the_index() -> None:
    """The index of decisions has one line per page, in the order of their numbers."""
    assert LINE.findall(INDEX.read_text()) == _pages(), f"add a line to {INDEX.name}"


def test_no_two_decisions_share_a_number() -> None:
    """A decision can be cited by its number alone."""
    numbers = [number for number, _ in _pages()]
    assert len(set(numbers)) == len(numbers)


def test_a_decision_has_its_number_in_its_title() -> None:
    """The title of each decision begins with the number that its file name has."""
    wrong = [
        name
        for number, name in _pages()
        if not (DECISIONS / name).read_text().startswith(f"# {number} · ")
    ]
    assert wrong == []

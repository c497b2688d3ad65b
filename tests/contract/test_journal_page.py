"""The page on the journal promises only what is proved."""

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = TESTS.parent / "docs" / "journal.md"


def test_every_proof_that_the_page_names_exists() -> None:
    """Each test on the page is one of ours, so that no guarantee outlives its proof."""
    named = set(re.findall(r"`(test_\w+)`", PAGE.read_text(encoding="utf-8")))
    sources = "".join(path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py"))
    assert named
    assert named <= set(re.findall(r"def (test_\w+)", sources))

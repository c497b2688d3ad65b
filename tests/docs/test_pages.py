"""The documents lead somewhere, and leave nothing out."""

from pathlib import Path

import pytest

from domain.items import ItemKind
from domain.programme import CohortRequest, HardRule
from tests.docs.blocks import REPOSITORY, links

PAGES = [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]
OPERATORS = (REPOSITORY / "docs/operators.md").read_text()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_link_leads_somewhere(page: Path) -> None:
    """Nobody who follows a link of our documents stands before a closed door."""
    broken = [link for link in links(page) if not (page.parent / link).exists()]
    assert broken == []


@pytest.mark.parametrize("name", [*ItemKind, *HardRule, *CohortRequest.model_fields])
def test_operators_find_every_word(name: str) -> None:
    """Every item, every rule and every field of a cohort file is explained to operators."""
    assert f"`{name}`" in OPERATORS

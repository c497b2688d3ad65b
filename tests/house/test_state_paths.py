"""What the documents name of the answer to the query `state` is there."""

import re
from collections.abc import Iterator
from typing import get_args

import pytest
from pydantic import BaseModel

from domain.cohort.state import CohortState
from domain.pairing.state import PairingState
from tests.house.repository import DOCS, REPOSITORY

PAGES = (REPOSITORY / "CHANGELOG.md", DOCS / "integrations.md", DOCS / "operators.md")
PARAGRAPH = re.compile(r"\n\n|\n(?=[-|] )|\n(?=- )")
PLACE = re.compile(r"`([a-z_]+(?:\.[a-z_]+)+)`")

NAMED = sorted(
    {
        place
        for page in PAGES
        for paragraph in PARAGRAPH.split(page.read_text("utf-8"))
        if "`state`" in paragraph
        for place in PLACE.findall(paragraph)
    }
)


@pytest.mark.parametrize("place", NAMED)
def test_a_place_in_the_state_exists(place: str) -> None:
    """A place that a page names, such as `desk.items`, is in the state of a pairing or cohort."""
    assert any(_has(model, place.split(".")) for model in (PairingState, CohortState))


def test_places_are_found() -> None:
    """The pages name places in the state, so that the other test is about something."""
    assert {"desk.items", "preparation.agreement", "matching.waiting"} <= {*NAMED}


def _has(model: type[BaseModel], path: list[str]) -> bool:
    first, *rest = path
    if first not in model.model_fields:
        return False
    return not rest or any(
        _has(part, rest) for part in _models(model.model_fields[first].annotation)
    )


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    """The models in an annotation such as ``Agreement | None``."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models(argument)

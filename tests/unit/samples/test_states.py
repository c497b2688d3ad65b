"""Every state that any release has ever handed on is taken over by this one."""

from pathlib import Path

import pytest

from tests.docs.blocks import section
from tests.unit.samples.files import state_samples
from tests.unit.samples.take import KEPT, model_of, newest, writes_back_identically

PAGE = "changing-workflows.md"
REMEDY = f"""
A state has another shape than before. docs/{PAGE} says what to do:

{section(PAGE, "Change a state")}"""


@pytest.mark.parametrize("path", state_samples(), ids=lambda path: path.stem)
def test_every_sample_is_taken_over(path: Path) -> None:
    """Every sample of a state can be taken over, also of shapes that are no longer written."""
    state = model_of(path).model_validate_json(path.read_text(encoding="utf-8"))
    assert model_of(path).model_validate_json(state.model_dump_json()) == state


@pytest.mark.parametrize("story", KEPT)
def test_the_newest_sample_of_a_state_is_written_identically(story: str) -> None:
    """The newest sample of a state is written identically, so no shape changes unnoticed."""
    path = newest().get(story)
    assert path is not None, "take it with: python -m tests.unit.samples.take"
    assert writes_back_identically(path), REMEDY


@pytest.mark.parametrize("path", state_samples(), ids=lambda path: path.stem)
def test_a_sample_tells_of_nobody(path: Path) -> None:
    """No sample holds a mail address or a birth year of a person."""
    assert "@" not in path.read_text(encoding="utf-8")

"""Every state that any release has ever handed on is taken over by this one."""

from pathlib import Path

import pytest

from tests.unit.samples.files import state_samples
from tests.unit.samples.take import KEPT, model_of, newest, writes_back_identically

REMEDY = """
A state has another shape than before. It travels in Temporal as the argument with which a run goes
on, and as the answer to the query `state`. Runs of the last release have handed on the old shape:

1. Give new fields a default that says what the old shape meant. Never rename or remove a field.
2. Run `python -m tests.unit.samples.take`. Commit the new samples, and leave the old ones.

docs/decisions/0013-every-shape-of-an-event-has-a-version.md says why."""


@pytest.mark.parametrize("path", state_samples(), ids=lambda path: path.stem)
def test_every_sample_is_taken_over(path: Path) -> None:
    """Every sample of a state can be taken over, also of shapes that are no longer written."""
    state = model_of(path).model_validate_json(path.read_text(encoding="utf-8"))
    assert model_of(path).model_validate_json(state.model_dump_json()) == state


@pytest.mark.parametrize("life", KEPT)
def test_the_newest_sample_of_a_life_is_written_identically(life: str) -> None:
    """The newest sample of a state is written identically, so no shape changes unnoticed."""
    path = newest().get(life)
    assert path is not None, "take it with: python -m tests.unit.samples.take"
    assert writes_back_identically(path), REMEDY


@pytest.mark.parametrize("path", state_samples(), ids=lambda path: path.stem)
def test_a_sample_tells_of_nobody(path: Path) -> None:
    """Samples are made up: no mail address, no birth year."""
    assert "@" not in path.read_text(encoding="utf-8")

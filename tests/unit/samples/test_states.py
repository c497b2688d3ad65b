"""Every state that any release has ever handed on is taken over by this one."""

import pytest

from tests.docs.blocks import section
from tests.unit.samples.files import STATES, Shape, state_samples
from tests.unit.samples.take import model_of, stories, writes_back_identically

PAGE = "changing-workflows.md"
REMEDY = f"""
A state has another shape than before. docs/{PAGE} says what to do:

{section(PAGE, "Change a state")}"""
SAMPLES = state_samples()


@pytest.mark.parametrize(
    ("story", "shape"),
    [
        pytest.param(story, shape, id=f"{story}.{number}")
        for story, shapes in SAMPLES.items()
        for number, shape in enumerate(shapes, start=1)
    ],
)
def test_every_sample_is_taken_over(story: str, shape: Shape) -> None:
    """Every sample of a state can be taken over, also of shapes that are no longer written."""
    state = model_of(story).model_validate(shape)
    assert model_of(story).model_validate_json(state.model_dump_json()) == state


@pytest.mark.parametrize("story", [name for name, _ in stories()])
def test_the_newest_sample_of_a_state_is_written_identically(story: str) -> None:
    """The newest sample of a state is written identically, so no shape changes unnoticed."""
    assert story in SAMPLES, "take it with: python -m tests.unit.samples.take"
    assert writes_back_identically(story, SAMPLES[story][-1]), REMEDY


def test_a_sample_tells_of_nobody() -> None:
    """Samples of states are made up: they have no mail address in them."""
    assert "@" not in STATES.read_text(encoding="utf-8")

"""Frozen models can be copied with changes, and only with changes of fields that there are."""

import pytest

from domain.engine.base import Frozen
from domain.pairing.sides import Counts
from domain.programme.people import Side


class Leaf(Frozen):
    size: int = 1


class Tree(Frozen):
    leaf: Leaf = Leaf()
    age: int = 0


def test_a_copy_with_a_misspelt_field_is_refused() -> None:
    """A copy of a model that names a field which the model lacks raises, naming the field."""
    with pytest.raises(TypeError, match="Tree has no aeg"):
        Tree().model_copy(update={"aeg": 1})


def test_one_part_changes_and_everything_else_stays() -> None:
    """Changing one part of a model leaves the rest of it, and of the part, as it was."""
    assert Tree(age=3).with_part("leaf", size=2) == Tree(leaf=Leaf(size=2), age=3)


def test_a_part_with_a_misspelt_field_is_refused() -> None:
    """A change of a part that names a field which the part lacks raises, naming the field."""
    with pytest.raises(TypeError, match="Leaf has no sise"):
        Tree().with_part("leaf", sise=2)


def test_counts_of_the_two_sides_begin_at_zero_and_add_up() -> None:
    """Counts of both sides begin at 0, grow on one side alone, and are added side by side."""
    once = Counts().plus_one(Side.MENTOR)
    assert (Counts().of(Side.MENTEE), once.of(Side.MENTOR), once.of(Side.MENTEE)) == (0, 1, 0)
    assert once + Counts(mentor=1, mentee=2) == Counts(mentor=2, mentee=2)

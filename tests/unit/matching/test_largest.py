"""The largest matching."""

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array
from scipy.sparse.csgraph import maximum_bipartite_matching

from domain.matching.crowd import bits
from domain.matching.largest import LargestMatching

COLUMNS = 8
MASKS = st.lists(st.integers(0, 2**COLUMNS - 1), max_size=12)
SEATS = st.lists(st.integers(0, 3), min_size=COLUMNS, max_size=COLUMNS)


def largest(masks: list[int], seats: list[int]) -> int:
    """How many rows scipy can seat, every seat being a column of its own."""
    column_of_seat = [column for column, count in enumerate(seats) for _ in range(count)]
    if not masks or not column_of_seat:
        return 0
    graph = csr_array(np.array([[mask >> c & 1 for c in column_of_seat] for mask in masks]))
    return int((maximum_bipartite_matching(graph, perm_type="column") >= 0).sum())


@given(MASKS, SEATS, st.randoms(use_true_random=False))
def test_as_many_are_seated_as_can_be(
    masks: list[int], seats: list[int], chance: random.Random
) -> None:
    """Whatever the matching begins with, it ends as large as scipy's, within seats and masks."""
    matching = LargestMatching(masks, seats)
    wishes = [(row, column) for row, mask in enumerate(masks) for column in bits(mask)]
    chance.shuffle(wishes)
    matching.begin_with(wishes[: len(wishes) // 2])
    begun = set(matching.column_of)
    matching.complete()
    assert len(matching.column_of) == largest(masks, seats)
    assert begun <= set(matching.column_of)
    assert all(masks[row] >> column & 1 for row, column in matching.column_of.items())
    taken = np.bincount(list(matching.column_of.values()), minlength=COLUMNS)
    assert all(taken <= seats)

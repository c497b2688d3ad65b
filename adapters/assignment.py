"""The optimal assignment with scipy: Jonker–Volgenant on a sparse matrix."""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

from domain.matching import Edge


class ScipyAssigner:
    """`domain.matching.Assigner`. Every seat is a column of its own."""

    def __call__(
        self, edges: Sequence[Edge], rows: int, seats: Sequence[Sequence[int]]
    ) -> list[tuple[int, int]]:
        """The (row, column) with the largest total gain.

        scipy wants every row matched: one empty seat per row, without gain, makes that possible.
        """
        column_of_seat = [column for column, extras in enumerate(seats) for _ in extras]
        first_seat = [0, *accumulate(len(extras) for extras in seats)]
        cells = [
            (row, first_seat[column] + seat, gain + extra)
            for row, column, gain in edges
            for seat, extra in enumerate(seats[column])
        ]
        cells += [(row, len(column_of_seat) + row, 0) for row in range(rows)]
        at_row, at_seat, gains = np.array(cells, dtype=np.int64).reshape(-1, 3).T
        # A cost of zero would count as no edge, hence costs from 1 up.
        costs = (1 + gains.max(initial=0) - gains).astype(np.float64)
        shape = (rows, len(column_of_seat) + rows)
        matched_rows, matched_seats = min_weight_full_bipartite_matching(
            csr_array((costs, (at_row, at_seat)), shape=shape)
        )
        return [
            (int(row), column_of_seat[seat])
            for row, seat in zip(matched_rows, matched_seats, strict=True)
            if seat < len(column_of_seat)
        ]

"""The largest matching: as many pairs as the rules allow, whatever their score.

Augmenting paths over bit sets. What a failed search has seen can never be part of a later path and
is left out from then on, so that all searches together look at every person once.
"""

from collections.abc import Iterable, Sequence

from domain.matching.crowd import bits


class LargestMatching:
    """Gives each row at most one column, and each column at most as many rows as it has seats."""

    def __init__(self, admissible: Sequence[int], seats: Sequence[int]) -> None:
        """``admissible``: per row the mask of its columns. ``seats``: per column."""
        self._admissible = admissible
        self._free = list(seats)
        self._holders: list[set[int]] = [set() for _ in seats]
        self._alive = sum(1 << column for column, count in enumerate(seats) if count)
        self.column_of: dict[int, int] = {}

    def begin_with(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Take over as many wanted (row, column) pairs as there is room for, in their order."""
        for row, column in wanted:
            if row not in self.column_of and self._free[column]:
                self._free[column] -= 1
                self._seat(row, column)

    def complete(self) -> None:
        """Seat as many further rows as possible. Seated rows stay seated, maybe elsewhere."""
        for row in range(len(self._admissible)):
            if row not in self.column_of:
                self._search(row)

    def _search(self, start: int) -> None:
        unseen = self._alive
        reached_from: dict[int, int] = {}
        queue = [start]
        for row in queue:  # it grows on the way: the search goes breadth first
            found = self._admissible[row] & unseen
            unseen &= ~found
            for column in bits(found):
                reached_from[column] = row
                if self._free[column]:
                    self._move_along(column, reached_from)
                    return
                queue.extend(self._holders[column])
        self._alive = unseen

    def _move_along(self, column: int, reached_from: dict[int, int]) -> None:
        self._free[column] -= 1
        while True:
            row = reached_from[column]
            left = self.column_of.get(row)
            self._seat(row, column)
            if left is None:
                return
            self._holders[left].discard(row)
            column = left

    def _seat(self, row: int, column: int) -> None:
        self.column_of[row] = column
        self._holders[column].add(row)

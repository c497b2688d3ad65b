"""Results as Markdown, and progress on the terminal."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """What was to be reached, and what was."""

    wanted: str
    came_to: str
    reached: bool


@dataclass(frozen=True)
class Table:
    """A heading, what the table shows, and its rows."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    goals: Sequence[Goal] = ()
    """Those that these rows decide on."""

    def markdown(self) -> str:
        """Numbers to the right, the first column to the left."""
        lines = [
            f"### {self.title}",
            "",
            _line(self.columns),
            _line(["---", *("---:" for _ in self.columns[1:])]),
            *map(_line, self.rows),
        ]
        for note in self.notes:
            lines += ["", note]
        return "\n".join(lines) + "\n"


def goals(tables: Sequence[Table]) -> Table:
    """All goals of some tables."""
    return Table(
        title="Goals",
        columns=("goal", "came to", "reached"),
        rows=[
            [goal.wanted, goal.came_to, "yes" if goal.reached else "no"]
            for table in tables
            for goal in table.goals
        ],
    )


def progress(text: str) -> None:
    """Say what is being done now."""
    print(text, file=sys.stderr, flush=True)


def whole(number: float) -> str:
    """``12,345``."""
    return f"{number:,.0f}"


def milliseconds(seconds: float) -> str:
    """``1.23``."""
    return f"{seconds * 1000:,.2f}"


def times(ratio: float) -> str:
    """``15.2 ×``."""
    return f"{ratio:.1f} ×"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"

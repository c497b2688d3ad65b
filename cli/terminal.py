"""Tables and progress on whatever is at the other end: a terminal, a file, a program."""

from collections.abc import Callable

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_WIDTH_WITHOUT_TERMINAL = 160


def table_console() -> Console:
    """Where tables and letters are printed; without a terminal as wide as they need."""
    console = Console()
    if not console.is_terminal:  # rich would squeeze the table into 80 columns
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console


class Bars:
    """One bar per step, on stderr and only on a terminal; gone when the command is through."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        self.shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )

    def __call__(self, what: str, total: int | None) -> Callable[[], object]:
        """A step begins, of so many things if that is known; what to call after each of them."""
        step = self.shown.add_task(what, total=total)
        return lambda: self.shown.advance(step)

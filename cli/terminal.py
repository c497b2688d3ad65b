"""Tables and progress on whatever is at the other end: a terminal, a file, a program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_WIDTH_WITHOUT_TERMINAL = 160
_A_MOMENT = 0.5
"""Seconds; what is through sooner shows no bars."""

Step: TypeAlias = Callable[[str, int | None], Callable[[], object]]
"""A step begins, of so many things if that is known; gives what to call after each of them."""


def table_console() -> Console:
    """The console for tables and details; without a terminal it is as wide as they need."""
    console = Console()
    if not console.is_terminal:  # rich would squeeze the table into 80 columns
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console


@contextmanager
def bars() -> Iterator[Step]:
    """One bar per step, on stderr and only on a terminal; gone when the block is through."""
    console = Console(stderr=True)
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )

    def begin(what: str, total: int | None) -> Callable[[], object]:
        step = shown.add_task(what, total=total)
        return lambda: shown.advance(step)

    beginning = Timer(_A_MOMENT, shown.start)
    beginning.start()
    try:
        yield begin
    finally:
        beginning.cancel()
        beginning.join()
        shown.stop()

"""Tables and progress bars, for a terminal, a file or a program."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TypeAlias

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

_WIDTH_WITHOUT_TERMINAL = 160
_A_MOMENT = 0.5
"""Seconds; steps that take less show no bar."""

Step: TypeAlias = Callable[[str, int | None], Callable[[], object]]
"""A step begins: called with its name and number of things, if known; returns what to call after
each."""


def table_console() -> Console:
    """The console for tables and details; without a terminal it is as wide as they need."""
    console = Console()
    if not console.is_terminal:  # rich would squeeze the table into 80 columns
        console.width = _WIDTH_WITHOUT_TERMINAL
    return console


@contextmanager
def bars() -> Iterator[Step]:
    """One bar per step, on stderr and only on a terminal; gone at the end of the block."""
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

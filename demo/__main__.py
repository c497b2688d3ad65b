"""`python -m demo`: half a year of a cohort in about a minute, on real servers."""

import asyncio
import io
import signal
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from adapters.temporal.ending import ExitCode, run_and_leave
from adapters.temporal.service import stop_on_signals
from adapters.zone_data import use_locked_zones
from demo.files import BERLIN
from demo.folder import own_folder
from demo.pictures import TERMINAL_WIDTH, take_pictures
from demo.run import DemoRun, Outcome
from domain.engine.errors import EyelevelError
from settings import DemoSettings

HALF_A_YEAR = 27
"""Weeks: the term, and some days in which the last reviews come in."""
WIDTH_OF_LOGS = 120

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.command()
def demo(
    weeks: Annotated[
        int,
        typer.Option(min=1, max=HALF_A_YEAR, help="Number of weeks after which the story ends."),
    ] = HALF_A_YEAR,
    begin: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="Begin then instead of now, by the clocks of Berlin; a time to come.",
        ),
    ] = None,
    pictures: Annotated[
        Path | None, typer.Option(help="Take pictures of the Temporal UI into this folder.")
    ] = None,
) -> None:
    """Run half a year of a cohort in about a minute, on real servers.

    On a terminal, everything stays up at the end until Ctrl-C; with CI=true it does not.
    """
    ahead = _until(begin) if begin else timedelta(0)
    settings = DemoSettings.load()
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # some terminals lack some of our characters
    watched = sys.stdout.isatty() and not settings.unattended
    console = Console(width=None if sys.stdout.isatty() else WIDTH_OF_LOGS, force_terminal=watched)
    with own_folder() as folder:
        try:
            code = asyncio.run(
                _run(settings, folder, console, weeks, ahead, pictures, watched=watched)
            )
        except EyelevelError:
            console.print(f"Logs and mails so far: {folder}", style="yellow")
            raise
    raise typer.Exit(code)


def _until(begin: datetime) -> timedelta:
    """The time until then. What has passed cannot be lived through."""
    ahead = begin.replace(tzinfo=BERLIN) - datetime.now(UTC)
    if ahead <= timedelta(0):
        raise typer.BadParameter("lies in the past: time can only be skipped", param_hint="--begin")
    return ahead


async def _run(
    settings: DemoSettings,
    folder: Path,
    console: Console,
    weeks: int,
    ahead: timedelta,
    pictures: Path | None,
    *,
    watched: bool,
) -> int:
    """The demo, until it ends or a signal ends it; the exit code."""
    stop = stop_on_signals()
    asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, stop.set)

    async def afterwards(outcome: Outcome) -> None:
        if pictures is not None:
            taken = await take_pictures(outcome.links, _on_paper(outcome), pictures)
            console.print(f"Pictures: {', '.join(map(str, taken))}")
        elif watched:
            console.print("\nEverything stays up until Ctrl-C.", style="bold")
            await stop.wait()

    demo_run = DemoRun(settings, folder, console, weeks, ahead, afterwards)
    running = asyncio.create_task(demo_run.run())
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({running, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not running.done():
        console.print("Ending everything …", style="dim")
        if pictures is not None or not demo_run.story_is_over:
            running.cancel()
    try:
        await running
    except asyncio.CancelledError:
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _on_paper(outcome: Outcome) -> list[RenderableType]:
    """The final screen of a terminal."""
    board = outcome.board
    return [board.table(TERMINAL_WIDTH), Text(board.figures(), style="bold"), outcome.summary]


if __name__ == "__main__":
    use_locked_zones()
    run_and_leave(app)

"""Commands for the database."""

import asyncio

import typer
from rich.console import Console
from rich.progress import Progress

from adapters.postgres import migrate as migrations
from adapters.postgres import rebuild as rebuilding
from cli.streams import tell_unreadable
from settings import DatabaseSettings


def migrate() -> None:
    """Bring the database to the schema of this release; safe to repeat and to run twice at once."""
    url = DatabaseSettings.load().database_url.get_secret_value()
    applied = asyncio.run(migrations.migrate(url))
    for name in applied:
        typer.echo(f"applied {name}")
    if not applied:
        typer.echo("nothing to do: the database has the schema of this release")


def rebuild() -> None:
    """Bring the read tables in line with the journal, while the programme goes on.

    Ends with exit code 1 if there are events that the tables cannot take in; all others are in
    them.
    """
    url = DatabaseSettings.load().database_url.get_secret_value()
    with Progress(console=Console(stderr=True), transient=True) as progress:
        bar = progress.add_task("Events carried over")
        rebuilt = asyncio.run(
            rebuilding.rebuild(url, lambda done, of: progress.update(bar, completed=done, total=of))
        )
    typer.echo(f"events in the journal: {rebuilt.events:,}")
    for table, rows in rebuilt.corrected.items():
        if rows:
            typer.echo(f"rows corrected in {table}: {rows:,}")
    if not any(rebuilt.corrected.values()):
        typer.echo("nothing to correct: the read tables agree with the journal")
    tell_unreadable(rebuilt.unreadable)

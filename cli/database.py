"""Verbs that look after the database."""

import asyncio

import typer

from adapters.postgres import migrate as migrations
from settings import DatabaseSettings


def migrate() -> None:
    """Bring the database to the schema of this release; safe to repeat and to run twice at once."""
    url = DatabaseSettings.load().database_url.get_secret_value()
    applied = asyncio.run(migrations.migrate(url))
    for name in applied:
        typer.echo(f"applied {name}")
    if not applied:
        typer.echo("nothing to do: the database has the schema of this release")

"""Commands for a Temporal namespace."""

import asyncio

import typer

from adapters.temporal.client import connect
from adapters.temporal.search_attributes import register_search_attributes
from settings import TemporalSettings

app = typer.Typer(no_args_is_help=True, help="Prepare a Temporal namespace.")


@app.callback()
def namespace() -> None:
    """Prepare a Temporal namespace."""


@app.command()
def setup() -> None:
    """Register the search attributes that pairings and cohorts carry; safe to repeat."""
    asyncio.run(_setup(TemporalSettings.load()))


async def _setup(settings: TemporalSettings) -> None:
    client = await connect(settings)
    for name in await register_search_attributes(client):
        typer.echo(f"registered {name}")
    typer.echo(f"namespace {client.namespace} has all search attributes")

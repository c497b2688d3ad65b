"""`eyelevel`: the list of its commands, and what they have in common."""

import gc

import typer
from typer.core import TyperGroup

from adapters.temporal.ending import report_error, run_and_leave
from adapters.temporal.logging import configure_logging
from adapters.zone_data import use_locked_zones
from cli import (
    database,
    history,
    mails,
    namespace,
    person,
    policy,
    reconcile,
    recover,
    roster,
    schemas,
    settings_page,
    show,
)
from domain.engine.errors import EyelevelError
from settings import LogSettings

_NEW_OBJECTS = 10_000
"""Number of new objects after which Python searches for reference cycles."""


class TellingGroup(TyperGroup):
    """Turns our errors into lines on stderr, one for each problem, and an exit code."""

    def invoke(self, ctx: typer.Context) -> object:  # type: ignore[override]  # typer hides its base
        """Run the command."""
        try:
            return super().invoke(ctx)
        except EyelevelError as error:
            raise typer.Exit(report_error(error)) from error


app = typer.Typer(
    cls=TellingGroup,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they show local variables, and those may be private
    help="Eyelevel: what the Temporal CLI has no word for.",
)


@app.callback()
def prepare() -> None:
    """Eyelevel: commands that the Temporal CLI does not have."""
    configure_logging(LogSettings.load())


app.command("migrate")(database.migrate)
app.command("rebuild")(database.rebuild)
app.command("show")(show.show)
app.command("history")(history.history)
app.command("recover")(recover.recover)
app.command("reconcile")(reconcile.reconcile)
app.command("mails")(mails.mails)
app.command("schemas")(schemas.schemas)
app.command("settings")(settings_page.settings)
app.add_typer(namespace.app, name="namespace")
app.add_typer(roster.app, name="roster")
app.add_typer(person.app, name="person")
app.add_typer(policy.app, name="policy")


def main() -> None:
    """The command `eyelevel`."""
    use_locked_zones()
    _search_less_for_cycles()
    run_and_leave(app)


def _search_less_for_cycles() -> None:
    """Folded journals have no reference cycles, so Python need not search for them often.

    The search would take a third of the time of recovering 1,000 pairings.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)

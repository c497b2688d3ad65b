"""`eyelevel recover`: starts what the journal has open in a Temporal namespace."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from adapters.recovery.reconciling import those
from adapters.recovery.repairing import Repair
from adapters.temporal.ending import ExitCode
from cli import recovery_words as words
from cli.recovery_tools import Cohorts, Everything, known, opened, require_scope
from cli.terminal import table_console
from domain.recovery.judging import Difference, Look


@dataclass(frozen=True)
class Recovered:
    """What was found, and what was done about it."""

    looks: list[Look]
    repairs: list[Repair]


def recover(
    cohort: Cohorts = None,
    everything: Everything = False,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Do it; without, only say what would be done.")
    ] = False,
) -> None:
    """Start every open cohort and pairing in Temporal, at the state that the journal says.

    For a namespace that has lost its workflows. What runs already is left alone, and the same
    command again goes on where an earlier one was interrupted.
    """
    require_scope(cohort, everything=everything)
    found = asyncio.run(_recover(cohort or None, confirm=confirm))
    now = datetime.now(UTC)
    if confirm:
        for problem in words.failures(found.repairs):
            typer.echo(problem, err=True)
        typer.echo(words.recovered(found.looks, found.repairs))
    else:
        table_console().print(words.recovery_table(found.looks, now))
        typer.echo(words.would_recover(found.looks, now))
    unreadable = words.unreadable(found.looks)
    for problem in unreadable:
        typer.echo(problem, err=True)
    if others := words.other_differences(found.looks, now):
        typer.echo(others, err=True)
    if unreadable or others or not all(repair.worked for repair in found.repairs):
        raise typer.Exit(ExitCode.FAILED)


async def _recover(cohort_ids: list[str] | None, *, confirm: bool) -> Recovered:
    async with opened() as work:
        accounts = known(await work.accounts(cohort_ids))
        looks = await work.look(account for account in accounts if account.is_open)
        due = those(looks, Difference.NOT_RUNNING)
        return Recovered(looks, await work.restart(due) if confirm else [])

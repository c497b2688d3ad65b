"""`eyelevel reconcile`: compares Temporal with the journal, and repairs the differences."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from adapters.recovery.reconciling import Reconciliation
from adapters.recovery.repairing import Repair
from adapters.temporal.ending import ExitCode
from cli import recovery_words as words
from cli.recovery_tools import Cohorts, Everything, known, opened, require_scope
from cli.terminal import table_console
from domain.recovery.judging import Look

ROUNDS = 5
"""A journal that has its events back may reveal more to repair; it never takes this many rounds."""


@dataclass(frozen=True)
class Reconciled:
    """What was found at first, what was repaired, and what is left."""

    found: list[Look]
    repairs: dict[str, Repair]
    left: list[Look]


def reconcile(
    cohort: Cohorts = None,
    everything: Everything = False,
    repair: Annotated[
        bool,
        typer.Option("--repair", help="Put right what can be put right. Needs --cohort or --all."),
    ] = False,
    accept_loss: Annotated[
        bool,
        typer.Option(
            "--accept-loss",
            help="With --repair: where neither journal nor Temporal has all events any more, go on "
            "from what the journal has.",
        ),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")] = False,
) -> None:
    """Compare what runs in Temporal with the journal, and say every difference.

    Without --cohort it looks at everything. Changes nothing without --repair, and may be used while
    the programme goes on. Ends with exit code 1 when differences are left.
    """
    if accept_loss and not repair:
        raise typer.BadParameter("--accept-loss goes together with --repair")
    if repair or cohort:
        require_scope(cohort, everything=everything)
    result = asyncio.run(_reconcile(cohort or None, repair=repair, accept_loss=accept_loss))
    now = datetime.now(UTC)
    if as_json:
        typer.echo(words.differences_as_json(result.found, result.repairs, now))
    else:
        if any(look.difference(now) for look in result.found):
            table_console().print(words.differences_table(result.found, result.repairs, now))
        typer.echo(words.reconciled(result.found, result.left, now, repaired=repair))
        for remark in words.remarks(result.left, result.repairs, now):
            typer.echo(remark)
    if any(look.difference(now) for look in result.left):
        raise typer.Exit(ExitCode.FAILED)


async def _reconcile(
    cohort_ids: list[str] | None, *, repair: bool, accept_loss: bool
) -> Reconciled:
    async with opened() as work:
        found = left = await _find(work, cohort_ids)
        repairs: dict[str, Repair] = {}
        for _ in range(ROUNDS if repair else 0):
            done = await work.repair(left, accept_loss=accept_loss)
            repairs |= {repair.workflow_id: repair for repair in done}
            left = await _find(work, cohort_ids)
            if not any(repair.worked for repair in done):
                break
        return Reconciled(found, repairs, left)


async def _find(work: Reconciliation, cohort_ids: list[str] | None) -> list[Look]:
    accounts = await work.accounts(cohort_ids)
    looks = await work.find(accounts, cohort_ids)
    known(accounts, looks)
    return looks

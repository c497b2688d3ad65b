"""`eyelevel policy`: the numbers of a programme, changed while its pairings run."""

import asyncio
import secrets
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from pydantic import ValidationError

from activities.concurrently import concurrently
from activities.ports import PairingUnreachable
from activities.reading import read_as
from adapters.postgres.pool import open_pool
from adapters.postgres.streams import Streams
from adapters.temporal.client import connect, temporal_errors
from adapters.temporal.ending import ExitCode
from adapters.temporal.telling import tell
from cli import policy_words as words
from cli.streams import read_stream, tell_unreadable
from cli.terminal import table_console
from domain.cohort.commands import AdoptPolicyOfCohort
from domain.cohort.evolve import fold as fold_cohort
from domain.cohort.state import CohortState
from domain.cohort.vocabulary import OPEN_STAGES, EntryStatus
from domain.engine.errors import InvalidInput, not_allowed, problems_of
from domain.engine.journal import StoredEvent, Unreadable
from domain.engine.messages import Message
from domain.engine.roles import Role
from domain.pairing.commands import AdoptPolicy
from domain.pairing.decider import PAIRING_DECIDER
from domain.pairing.evolve import fold as fold_pairing
from domain.pairing.state import PairingState
from domain.programme.ids import CohortId, cohort_workflow_id, pairing_workflow_id
from domain.programme.request import CohortRequest
from domain.programme.revision import REVISION
from domain.programme.running_policy import RunningPolicy, policy_of
from settings import DatabaseSettings, TemporalSettings

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

app = typer.Typer(no_args_is_help=True, help="The numbers of a programme, while it runs.")

TOLD_AT_ONCE = 10
"""Pairings that are told at the same time."""


@dataclass(frozen=True)
class Plan:
    """What a file changes about a cohort that runs."""

    cohort: CohortState
    policy: RunningPolicy
    pairings: Sequence[tuple[PairingState, PairingState]]
    """Each pairing that would change, as it is and as it would be."""
    settled: int
    """Number of pairings that go by these numbers already."""
    unreadable: Sequence[Unreadable]

    @property
    def changes_cohort(self) -> bool:
        """Whether pairings that begin later would have other numbers, too."""
        differs = policy_of(self.cohort.request) != self.policy
        return differs and self.cohort.stage in OPEN_STAGES


@app.command()
def migrate(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="The cohort file, as it should be.")
    ],
    cohort: Annotated[str, typer.Option("--cohort", metavar="ID", help="Which cohort.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
) -> None:
    """Have a cohort and its running pairings go by the numbers of FILE.

    Numbers are `deadlines`, `session_rules` and `max_extensions`; `confidentiality` holds for
    agreements that are drafted later. Whatever else FILE says stays as it was agreed. Deadlines
    move by the difference, none into the past; what would end or lapse comes no earlier than people
    were told. Once more, it changes nothing, and reaches those that were out of reach.
    """
    request = _read(file)
    plan = asyncio.run(_plan(CohortId(cohort), request))
    terminal = table_console()
    for table in words.tables(plan.policy, plan.pairings):
        terminal.print(table)
    typer.echo(words.summary(plan.pairings, plan.settled, changes_cohort=plan.changes_cohort))
    if kept := words.kept(plan.cohort.request, request):
        typer.echo(kept)
    if dry_run:
        typer.echo("Dry run: nothing was changed.")
    else:
        _carry_out(plan)
    tell_unreadable(plan.unreadable)


def _carry_out(plan: Plan) -> None:
    if not (plan.pairings or plan.changes_cohort):
        return
    lost = asyncio.run(_tell(plan))
    typer.echo(words.outcome(lost), err=bool(lost))
    if lost:
        raise typer.Exit(ExitCode.FAILED)


def _read(file: Path) -> CohortRequest:
    try:
        return CohortRequest.model_validate_json(file.read_bytes())
    except ValidationError as error:
        raise InvalidInput(problems_of(error)) from None


async def _plan(cohort_id: CohortId, request: CohortRequest) -> Plan:
    policy, now = policy_of(request), datetime.now(UTC)
    async with _opened_pool() as pool:
        streams = Streams.without_words(pool)
        stream = await read_stream(streams, cohort_workflow_id(cohort_id))
        cohort = fold_cohort(event.record for event in stream.events)
        if cohort is None:
            raise not_allowed("--cohort", "was never opened")
        changed, settled, unreadable = [], 0, []
        async for _, pairing in read_as(streams, _started(cohort), _folded):
            match pairing:
                case Unreadable():
                    unreadable.append(pairing)
                case PairingState() if not pairing.stage.is_over:
                    step = PAIRING_DECIDER.handle(
                        pairing, _to_pairing(pairing, policy), now, REVISION
                    )
                    if step.events:
                        changed.append((pairing, step.state))
                    else:
                        settled += 1
                case _:
                    pass
    return Plan(cohort, policy, changed, settled, unreadable)


def _started(cohort: CohortState) -> list[str]:
    return [
        pairing_workflow_id(entry.pairing_id)
        for entry in cohort.pairings
        if entry.status is EntryStatus.STARTED
    ]


def _folded(_stream: str, events: Sequence[StoredEvent]) -> PairingState | None:
    return fold_pairing(event.record for event in events)


async def _tell(plan: Plan) -> dict[str, str]:
    """Workflows that were not reached, or refused, and why.

    The cohort comes first: a pairing that begins meanwhile has the new numbers then.
    """
    client = await connect(TemporalSettings.load())
    async with _opened_pool() as pool:
        streams = Streams.without_words(pool)
        lost: dict[str, str] = {}

        async def send(workflow_id: str, message: Message) -> None:
            try:
                if not await tell(client, streams, workflow_id, message, is_fact=False):
                    lost[workflow_id] = "is over, or refused it"
            except PairingUnreachable as error:
                lost[workflow_id] = str(error)

        async def send_to(pair: tuple[PairingState, PairingState]) -> None:
            pairing = pair[0]
            workflow_id = pairing_workflow_id(pairing.setup.pairing_id)
            await send(workflow_id, _to_pairing(pairing, plan.policy))

        with temporal_errors():
            if plan.changes_cohort:
                message = _to_cohort(plan.cohort.cohort_id, plan.policy)
                await send(cohort_workflow_id(plan.cohort.cohort_id), message)
            await concurrently(send_to, plan.pairings, at_once=TOLD_AT_ONCE)
    return lost


def _to_pairing(pairing: PairingState, policy: RunningPolicy) -> AdoptPolicy:
    return AdoptPolicy(
        message_id=_message_id(),
        acting=Role.OPERATOR,
        pairing_id=pairing.setup.pairing_id,
        policy=policy,
    )


def _to_cohort(cohort_id: CohortId, policy: RunningPolicy) -> AdoptPolicyOfCohort:
    return AdoptPolicyOfCohort(
        message_id=_message_id(), acting=Role.OPERATOR, cohort_id=cohort_id, policy=policy
    )


def _message_id() -> str:
    # The same numbers again are no repetition: others may have held in between.
    return f"policy-{secrets.token_hex(8)}"


@asynccontextmanager
async def _opened_pool() -> AsyncIterator["Pool"]:
    pool = await open_pool(DatabaseSettings.load().database_url.get_secret_value(), max_size=2)
    try:
        yield pool
    finally:
        await pool.close()

"""`eyelevel person …`: one command tells all pairings of a person what is new; and how often people
want to be written to."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.postgres.views import Views
from adapters.temporal.ending import ExitCode
from cli.news import Passed, named, not_passed_on, pass_on
from cli.roster import Name
from cli.whom import known_entries, the_one
from domain.cohort.commands import (
    CohortConsentWithdrawn,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
)
from domain.cohort.reaching import MakeFact
from domain.engine.tables import complete
from domain.programme.ids import PersonId
from domain.programme.people import MailChoice
from domain.roster.changes import RosterEntry
from settings import DatabaseSettings

app = typer.Typer(no_args_is_help=True, help="People: tell all their pairings what is new.")

Whom = Annotated[
    list[str], typer.Argument(metavar="WHOM…", help="Each an id, number, address or name.")
]


@app.command()
def left(
    roster: Name,
    whom: Whom,
    last_day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="Their last day; without it they have left."),
    ] = None,
) -> None:
    """Say that somebody leaves the company, or has left."""
    day = last_day.date() if last_day else None
    _tell(roster, whom, lambda fields: CohortPersonLeft.model_validate({**fields, "last_day": day}))


@app.command()
def stays(roster: Name, whom: Whom) -> None:
    """Say that somebody who was to leave stays after all."""
    _tell(roster, whom, CohortPersonStays.model_validate)


@app.command()
def withdrawn(roster: Name, whom: Whom) -> None:
    """Say that somebody has withdrawn the consent: all their pairings end at once."""
    _tell(roster, whom, CohortConsentWithdrawn.model_validate)


@app.command()
def away(
    roster: Name,
    whom: Whom,
    since: Annotated[
        datetime, typer.Option("--from", formats=["%Y-%m-%d"], help="The first day of the leave.")
    ],
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The last day; without it nobody knows yet."),
    ] = None,
) -> None:
    """Say that somebody is away for a while; another time replaces what was said before."""
    dates = {"away_from": since.date(), "away_until": until.date() if until else None}
    if until is not None and until < since:
        raise typer.BadParameter("must not be before --from", param_hint="--until")
    _tell(roster, whom, lambda fields: CohortPersonAway.model_validate({**fields, **dates}))


@app.command()
def back(roster: Name, whom: Whom) -> None:
    """Say that somebody is back, or is not away after all."""
    _tell(roster, whom, CohortPersonBack.model_validate)


@app.command()
def changed(roster: Name, whom: Whom) -> None:
    """Have the rules checked again for all pairings of somebody, after a change in the roster; and
    line managers asked again, if they are asked for their approval."""
    _tell(roster, whom, CohortPersonChanged.model_validate, and_reports=True)


@app.command()
def mails(
    roster: Name,
    whom: Whom,
    send: Annotated[
        MailChoice, typer.Option(help="What is not urgent: each by itself, or one mail a week.")
    ],
) -> None:
    """Note how often somebody wants to hear of what is not urgent."""
    people = asyncio.run(_choose(roster, whom, send))
    typer.echo(f"{', '.join(people)}: {_CHOSEN[send]}.")


_CHOSEN = complete(
    MailChoice,
    {
        MailChoice.EACH: "each mail goes by itself from now on; what waits comes within a week",
        MailChoice.WEEKLY: "what is not urgent comes in one mail a week from now on",
    },
)


async def _choose(roster: str, whom: list[str], choice: MailChoice) -> list[PersonId]:
    url = DatabaseSettings.load().database_url.get_secret_value()
    async with await open_pool(url, max_size=1) as pool:
        store = PostgresRoster(pool)
        people = _ids(await known_entries(store, roster), whom)
        await store.choose_mails(roster, people, choice)
    return people


def _tell(
    roster: str,
    whom: list[str],
    fact: MakeFact,
    *,
    and_reports: bool = False,
) -> None:
    people, passed = asyncio.run(_pass_on(roster, whom, fact, and_reports))
    if not (passed.pairings or passed.cohorts):
        typer.echo(
            f"{', '.join(people)}: in no pairing that is not over for good, so nobody is told."
        )
    else:
        typer.echo(f"{', '.join(people)}: {named(passed.pairings, passed.cohorts)} will know.")
    if passed.not_running:
        typer.echo(not_passed_on(passed.not_running), err=True)
        raise typer.Exit(ExitCode.FAILED)


async def _pass_on(
    roster: str, whom: list[str], fact: MakeFact, and_reports: bool
) -> tuple[list[PersonId], Passed]:
    url = DatabaseSettings.load().database_url.get_secret_value()
    async with await open_pool(url, max_size=1) as pool:
        entries = await known_entries(PostgresRoster(pool), roster)
        people = _ids(entries, whom)
        told = [*people, *(_reports_to(people, entries) if and_reports else ())]
        reach = await Views(pool).reach(roster, told)
    return people, await pass_on(told, reach, fact)


def _reports_to(people: list[PersonId], entries: list[RosterEntry]) -> list[PersonId]:
    """Those whose line manager one of these is: their pairings may wait for the approval."""
    reports = (entry.person.id for entry in entries if entry.person.manager_id in people)
    return [person for person in reports if person not in people]


def _ids(entries: list[RosterEntry], whom: list[str]) -> list[PersonId]:
    """Who is meant, each once. Raises `NotAllowed` unless each name means one person."""
    return list(dict.fromkeys(the_one(entries, name).person.id for name in whom))

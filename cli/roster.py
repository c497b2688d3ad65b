"""`eyelevel roster …`: import people from a file, and see who can be matched."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from adapters.postgres.pool import open_pool
from adapters.postgres.roster import PostgresRoster
from adapters.postgres.views import Views
from adapters.temporal.ending import ExitCode
from cli import roster_words as words
from cli.news import News, news_of, not_passed_on, pass_on
from cli.terminal import table_console
from cli.whom import known_entries, the_one
from domain.cohort.reaching import Reach
from domain.engine.base import OPAQUE_ID_PATTERN
from domain.engine.errors import EyelevelError, InvalidInput, not_allowed
from domain.programme.ids import PersonId
from domain.roster.changes import ImportOutcome, RosterEntry, Verdict
from domain.roster.finding import found
from domain.roster.header import ColumnNames
from domain.roster.reading import ImportRules, RosterFile, read_roster
from settings import DatabaseSettings

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

app = typer.Typer(no_args_is_help=True, help="People: import them from a file, look at them.")


def _roster_name(name: str) -> str:
    if not re.fullmatch(OPAQUE_ID_PATTERN, name):
        raise typer.BadParameter("letters, digits and . _ : -, at most 64 characters")
    return name


def _mapped(pairs: list[str]) -> dict[str, str]:
    if wrong := [pair for pair in pairs if not all(map(str.strip, pair.rpartition("=")[::2]))]:
        raise typer.BadParameter(f"{', '.join(wrong)}: not of the form COLUMN=FIELD")
    return {pair.rpartition("=")[0].strip(): pair.rpartition("=")[2].strip() for pair in pairs}


Name = Annotated[
    str, typer.Option("--roster", metavar="NAME", callback=_roster_name, help="The roster's name.")
]
WHOM = "an id, a number, an address, or a part of a name"
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for programs.")]


@app.command("import")
def import_people(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, help="CSV in UTF-8, see docs/roster.md.")
    ],
    roster: Name,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Import although many known people are missing.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change.")] = False,
    map_: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="COLUMN=FIELD", help="A column that has another name."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="A column to pass over.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Bring a roster to what FILE says: all of it, or with any mistake in FILE nothing.

    People who are not in FILE any more are kept, but not matched any more.
    """
    names = ColumnNames(mapped=_mapped(map_ or []), ignored=tuple(ignore or ()))
    try:
        people = _read(file, names)
    except InvalidInput as refused:
        text = words.mistakes_as_json(refused) if as_json else words.mistakes(file.name, refused)
        typer.echo(text, err=not as_json)
        raise typer.Exit(ExitCode.FAILED) from None
    outcome, reach = asyncio.run(_import(roster, people, confirmed=confirm, dry_run=dry_run))
    news = news_of(outcome.changes, datetime.now(UTC).date())
    if as_json:
        typer.echo(words.outcome_as_json(outcome, news, reach.pairings))
    else:
        typer.echo(words.outcome(file.name, roster, outcome, dry_run=dry_run))
        for line in words.to_be_told(news, reach.pairings):
            typer.echo(line)
    if outcome.applied:
        _tell(roster, news, reach)
    if outcome.verdict is Verdict.NEEDS_CONFIRMATION:
        raise typer.Exit(ExitCode.FAILED)


def _tell(roster: str, news: list[News], reach: Reach) -> None:
    """After an import that counts, whatever becomes of this; so it is said how to do it again."""
    untold: dict[str, str] = {}
    for told in news:
        people = [person for person in told.people if person in reach.people]
        again = f"eyelevel person {told.command} --roster {roster} {' '.join(people)}"
        try:
            passed = asyncio.run(pass_on(people, reach, told.fact))
        except EyelevelError as error:
            untold[again] = str(error)
        else:
            if passed.not_running:
                untold[again] = not_passed_on(passed.not_running)
    if untold:
        typer.echo(words.not_told(untold), err=True)
        raise typer.Exit(ExitCode.FAILED)


@app.command()
def show(
    roster: Name,
    names: Annotated[bool, typer.Option("--names", help="Show names too.")] = False,
    find: Annotated[
        str | None,
        typer.Option(metavar="WHOM", help="Only them: an id, a number, an address, a name."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the people of a roster, and what is missing to match them."""
    entries = asyncio.run(_entries(roster))
    if find is not None and not (entries := found(entries, find)):
        raise not_allowed("--find", "is nobody in the roster", WHOM)
    if as_json:
        typer.echo(words.people_as_json(entries, names=names))
    else:
        table_console().print(words.people_table(roster, entries, names=names))
        typer.echo(words.people_summary(entries))


@app.command()
def rename(
    roster: Name,
    whom: Annotated[str, typer.Argument(metavar="WHOM", help="An id, number, address or name.")],
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="As files have it from now on.")],
) -> None:
    """Say that a person is called by another number from now on, and is still the same."""
    person = asyncio.run(_rename(roster, whom, number))
    typer.echo(f"{person} is found by the new number from now on.")


async def _rename(roster: str, whom: str, number: str) -> PersonId:
    async with _opened_pool() as pool:
        store = PostgresRoster(pool)
        entries = await known_entries(store, roster)
        person = the_one(entries, whom).person
        if taken := [
            other for other in entries if number in (other.person.number, other.person.id)
        ]:
            raise not_allowed("NUMBER", f"belongs to {taken[0].person.id}", "a number of nobody")
        await store.rename(roster, person.id, number)
        return person.id


def _read(file: Path, names: ColumnNames) -> RosterFile:
    from adapters.holiday_regions import holiday_regions

    today = datetime.now(UTC).date()
    rules = ImportRules(this_year=today.year, regions=holiday_regions(), names=names)
    return read_roster(file.read_bytes(), rules).as_of(today)


async def _import(
    roster: str, people: RosterFile, *, confirmed: bool, dry_run: bool
) -> tuple[ImportOutcome, Reach]:
    """What the import did, and to whom it is news."""
    async with _opened_pool() as pool:
        store = PostgresRoster(pool)
        outcome = await store.import_file(roster, people, confirmed=confirmed, dry_run=dry_run)
        if outcome.verdict is not Verdict.APPLY:
            return outcome, Reach(())
        news = news_of(outcome.changes, datetime.now(UTC).date())
        concerned = [person for told in news for person in told.people]
        return outcome, await Views(pool).reach(roster, concerned)


async def _entries(roster: str) -> list[RosterEntry]:
    async with _opened_pool() as pool:
        return await known_entries(PostgresRoster(pool), roster)


@asynccontextmanager
async def _opened_pool() -> AsyncIterator["Pool"]:
    pool = await open_pool(DatabaseSettings.load().database_url.get_secret_value(), max_size=1)
    try:
        yield pool
    finally:
        await pool.close()

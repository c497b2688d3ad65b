"""The output of `eyelevel roster …`. Mail addresses and birth years are never shown."""

import json
import shlex
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pydantic import JsonValue
from rich.console import JustifyMethod
from rich.table import Table
from rich.text import Text

from cli.news import News, named
from domain.cohort.progress import PairingOfPeople
from domain.engine.errors import InvalidInput
from domain.programme.ids import PersonId
from domain.programme.people import Person, Side
from domain.roster.changes import Changes, ImportOutcome, RosterEntry, Verdict

_MOST_IDS = 20


def mistakes(file: str, refused: InvalidInput) -> str:
    """Every mistake of a file, and what to do next."""
    return "\n".join(
        [
            f"Nothing was imported: {file} has mistakes.",
            *(f"  {problem}" for problem in refused.problems),
            "Correct them in the file and import it again. A column that has another name can be "
            "named with --map 'COLUMN=FIELD', one that is not needed passed over with "
            "--ignore 'COLUMN'.",
        ]
    )


def mistakes_as_json(refused: InvalidInput) -> str:
    """The same for programs."""
    return _json({"problems": [problem.model_dump() for problem in refused.problems]})


def outcome(file: str, roster: str, result: ImportOutcome, *, dry_run: bool) -> str:
    """The result of an import, or why it was refused."""
    match result.verdict:
        case Verdict.NOTHING_TO_DO:
            return _nothing_to_do(file, roster, result)
        case Verdict.NEEDS_CONFIRMATION:
            return _needs_confirmation(file, roster, result.changes)
        case Verdict.APPLY if dry_run:
            text = f"Dry run: {file} would change the roster {roster}. Nothing was written."
            return f"{text}\n{_counts(result.changes)}"
        case Verdict.APPLY:
            text = f"{file} is imported into the roster {roster}."
            hint = f"eyelevel roster show --roster {roster} tells who can be matched."
            return f"{text}\n{_counts(result.changes)}\n{hint}"


def _nothing_to_do(file: str, roster: str, result: ImportOutcome) -> str:
    text = f"Nothing to do: the roster {roster} already is as {file} says"
    if at := result.same_file_imported_at:
        text += f"; this very file was imported on {at:%Y-%m-%d at %H:%M} UTC"
    return f"{text}. {result.changes.unchanged} people are unchanged."


def _needs_confirmation(file: str, roster: str, difference: Changes) -> str:
    if difference.renamed:
        return _perhaps_renamed(roster, difference)
    missing = len(difference.missing)
    share = round(100 * missing / difference.known)
    return (
        f"Nothing was imported: {missing} of the {difference.known} people of the roster {roster} "
        f"({share} %) are missing in {file}: {_ids(difference.missing)}.\n"
        "Perhaps this is half a file, or another roster is meant. If they have really left, run "
        "the same command with --confirm; a later file can bring them back."
    )


def _perhaps_renamed(roster: str, difference: Changes) -> str:
    lines = "\n".join(
        f"  eyelevel roster rename --roster {roster} {renamed.known} {shlex.quote(renamed.now)}"
        for renamed in difference.renamed
    )
    return (
        f"Nothing was imported: {len(difference.renamed)} new people have the address of people "
        f"who are known and missing in the file. If they are the same, say so first:\n{lines}\n"
        "If they are others who were given the address, run the same command with --confirm."
    )


def _counts(difference: Changes) -> str:
    lines = [f"  {name:<10}{count:>6}" for name, count in _numbers(difference).items()]
    if difference.missing:
        lines[-1] += f"  (kept, but not matched any more: {_ids(difference.missing)})"
    return "\n".join(lines)


def _numbers(difference: Changes) -> dict[str, int]:
    return {
        "added": len(difference.added),
        "changed": len(difference.changed),
        "returned": len(difference.returned),
        "unchanged": difference.unchanged,
        "missing": len(difference.missing),
    }


def _ids(ids: Sequence[str]) -> str:
    more = f" and {len(ids) - _MOST_IDS} more" if len(ids) > _MOST_IDS else ""
    return ", ".join(ids[:_MOST_IDS]) + more


def to_be_told(news: Sequence[News], pairings: Sequence[PairingOfPeople]) -> Iterator[str]:
    """For whom rules are checked and days off looked up again, and who learns of dates."""
    if checked := _of_people(_changed(news), pairings):
        yield f"Told that people changed, for rules, days off and mails: {named(checked)}"
    if told := _of_people(_with_dates(news), pairings):
        yield f"To be told who leaves, stays or is away when: {named(told)}"


def _changed(news: Sequence[News]) -> set[PersonId]:
    return {person for told in news if told.command == "changed" for person in told.people}


def _with_dates(news: Sequence[News]) -> set[PersonId]:
    return {person for told in news if told.command != "changed" for person in told.people}


def _of_people(people: set[PersonId], pairings: Sequence[PairingOfPeople]) -> list[PairingOfPeople]:
    return [pairing for pairing in pairings if not people.isdisjoint(pairing.people)]


def not_told(untold: Mapping[str, str]) -> str:
    """The import counts, but pairings do not know of it: the commands that tell them, and why."""
    why = "; ".join(dict.fromkeys(untold.values()))
    again = "\n".join(untold)
    return f"The file is imported, but the pairings were not told: {why}\nTo tell them: {again}"


def outcome_as_json(
    result: ImportOutcome, news: Sequence[News], pairings: Sequence[PairingOfPeople]
) -> str:
    """The same for programs, with all ids."""
    difference = result.changes
    return _json(
        {
            "verdict": result.verdict,
            "applied": result.applied,
            "counts": {**_numbers(difference)},
            "added": [person.id for person in difference.added],
            "changed": [person.id for person in difference.changed],
            "returned": [person.id for person in difference.returned],
            "missing": list(difference.missing),
            "rules_to_be_checked": _ids_of(_of_people(_changed(news), pairings)),
            "told_of_dates": _ids_of(_of_people(_with_dates(news), pairings)),
            "perhaps_renamed": [renamed.model_dump() for renamed in difference.renamed],
        }
    )


def _ids_of(pairings: Sequence[PairingOfPeople]) -> list[JsonValue]:
    return [pairing.pairing_id for pairing in pairings]


def people_table(roster: str, entries: Sequence[RosterEntry], *, names: bool) -> Table:
    """The people, one line each."""
    table = Table(title=f"Roster {roster}", title_justify="left")
    table.add_column("id", no_wrap=True)
    headings = ["roles", "department", "level", "site", "languages", "manager"]
    if some_change := any(entry.person.changes_on for entry in entries):
        headings.append("will change")
    for heading in (*(["number", "name"] if names else []), *headings, "missing for a match"):
        justify: JustifyMethod = "right" if heading == "level" else "left"
        table.add_column(heading, justify=justify, overflow="fold")
    for entry in entries:
        person = entry.person
        table.add_row(
            person.id,
            *([Text(person.number or "–"), Text(person.name)] if names else []),
            ", ".join(person.roles) or "–",
            Text(person.department),
            str(person.level),
            person.site,
            ", ".join(person.languages),
            person.manager_id or "–",
            *([Text(_ahead(person))] if some_change else []),
            _status(entry),
            style=None if entry.active else "dim",
        )
    return table


def _ahead(person: Person) -> str:
    """What is known to change, and from which day on."""
    if person.changes_on is None:
        return "–"
    new = (f"{field.removesuffix('_id')} {value}" for field, value in person.what_is_new.items())
    return f"{person.changes_on}: {', '.join(new)}"


def _status(entry: RosterEntry) -> str:
    if not entry.active:
        return "not in the latest file"
    return ", ".join(entry.person.gaps) if entry.person.roles else "–"


def people_summary(entries: Sequence[RosterEntry]) -> str:
    """The roster in numbers."""
    people = [entry.person for entry in entries if entry.active]
    gaps = Counter(gap for person in people if person.roles for gap in person.gaps)
    lacking = ", ".join(f"{gap} ({count})" for gap, count in sorted(gaps.items())) or "nothing"
    gone = len(entries) - len(people)
    return (
        f"{len(people)} people: {_holding(people, Side.MENTOR)} mentors, "
        f"{_holding(people, Side.MENTEE)} mentees, "
        f"{sum(not person.roles for person in people)} without a role. "
        f"Missing for a match: {lacking}."
        + (f" {gone} known people are not in the latest file." if gone else "")
    )


def _holding(people: Sequence[Person], side: Side) -> int:
    return sum(side in person.roles for person in people)


def people_as_json(entries: Sequence[RosterEntry], *, names: bool) -> str:
    """The same for programs; everything but what is private."""
    private = {"mail", "second_mail", "birth_year"} | (set() if names else {"number", "name"})
    return _json(
        [
            {
                **entry.person.model_dump(mode="json", exclude=private),
                "active": entry.active,
                "missing_for_a_match": list(entry.person.gaps),
            }
            for entry in entries
        ]
    )


def _json(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

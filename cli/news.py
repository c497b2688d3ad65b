"""Tells what is news of people: cohorts, which pass it on to all pairings of the person, and the
pairings of cohorts that are closed."""

import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from adapters.temporal.client import connect, temporal_errors
from adapters.temporal.watching import TemporalWorkflows
from domain.cohort.commands import (
    CohortFact,
    CohortPersonAway,
    CohortPersonBack,
    CohortPersonChanged,
    CohortPersonLeft,
    CohortPersonStays,
)
from domain.cohort.progress import PairingOfPeople
from domain.cohort.reaching import MakeFact, Reach, messages_about, workflow_of
from domain.programme.ids import PersonId, cohort_workflow_id, pairing_workflow_id
from domain.programme.people import Person
from domain.roster.changes import Changes
from settings import TemporalSettings

_NAMED = 20


class News(NamedTuple):
    """What an import has found out about people, and their pairings are to know."""

    command: str
    """By which `eyelevel person` tells it, without roster and people."""
    people: Sequence[PersonId]
    fact: MakeFact


def news_of(changes: Changes, today: date) -> list[News]:
    """What is news to pairings in the changes that an import makes."""
    check = CohortPersonChanged.model_validate
    return [
        *([News("changed", changes.concerned, check)] if changes.concerned else []),
        *(_last_day(person) for person in changes.other_last_day),
        *(_leave(person, today) for person in changes.other_leave),
    ]


def _last_day(person: Person) -> News:
    if person.leaves_on is None:
        return News("stays", [person.id], CohortPersonStays.model_validate)
    day = {"last_day": person.leaves_on}
    command = f"left --last-day {person.leaves_on}"
    return News(command, [person.id], lambda who: CohortPersonLeft.model_validate(who | day))


def _leave(person: Person, today: date) -> News:
    away = person.away
    if away is None or (away.back_on is not None and away.back_on <= today):
        return News("back", [person.id], CohortPersonBack.model_validate)
    dates = away.model_dump()
    until = f" --until {away.away_until}" if away.away_until else ""
    command = f"away --from {away.away_from}{until}"
    return News(command, [person.id], lambda who: CohortPersonAway.model_validate(who | dates))


class Passed(NamedTuple):
    """How news went."""

    pairings: Sequence[PairingOfPeople]
    """Whom they concern."""
    cohorts: Sequence[str] = ()
    """Workflows of cohorts that are told of somebody who has no pairing in them."""
    not_running: Collection[str] = ()
    """Workflows that do not run, and have not been told."""


async def pass_on(people: Iterable[PersonId], reach: Reach, fact: MakeFact) -> Passed:
    """Tell the cohorts about these people; where the cohort of a pairing is closed, the pairing
    itself. Temporal is asked only if needed."""
    told = [
        message
        for person in people
        for message in messages_about(person, reach, fact, f"roster-{secrets.token_hex(8)}")
    ]
    if not told:
        return Passed(reach.pairings)
    known = {cohort_workflow_id(pairing.cohort_id) for pairing in reach.pairings}
    to_cohorts = (workflow_of(message) for message in told if isinstance(message, CohortFact))
    cohorts = dict.fromkeys(workflow for workflow in to_cohorts if workflow not in known)
    workflows = TemporalWorkflows(await connect(TemporalSettings.load()))
    with temporal_errors():
        lost = [workflow_of(message) for message in told if not await workflows.tell(message)]
    return Passed(reach.pairings, tuple(cohorts), tuple(dict.fromkeys(lost)))


def named(pairings: Sequence[PairingOfPeople], cohorts: Sequence[str] = ()) -> str:
    """The pairings, and workflows of cohorts, as the Temporal UI calls them."""
    workflows = (*(pairing_workflow_id(one.pairing_id) for one in pairings), *cohorts)
    more = f" and {len(workflows) - _NAMED} more" if len(workflows) > _NAMED else ""
    return ", ".join(workflows[:_NAMED]) + more


def not_passed_on(lost: Iterable[str]) -> str:
    """What to do about workflows that do not run."""
    return (
        f"{', '.join(lost)} could not be told: not running. Start what is missing with `eyelevel "
        "reconcile --repair`, then run the same command again."
    )

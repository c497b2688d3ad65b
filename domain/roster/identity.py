"""Who is who: the people of a file among those whom the roster knows.

Ids are ours and say nothing about a person. HR's own number, mail and name stay in the roster.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from domain.engine.errors import InvalidInput, Problem
from domain.programme.ids import PersonId
from domain.programme.people import AHEAD, Person
from domain.roster.changes import Renaming, RosterEntry
from domain.roster.lines import NEW
from domain.roster.reading import RosterFile


class Identified(NamedTuple):
    """The people of a file under their ids."""

    people: tuple[Person, ...]
    renamed: tuple[Renaming, ...]
    """Known people who may be meant by a new number or id, because the address is theirs."""


def identified(
    known: Sequence[RosterEntry], file: RosterFile, fresh: Callable[[], PersonId]
) -> Identified:
    """Find everyone's id, or make one with ``fresh``. Columns that the file lacks stay as they are.

    Raises `InvalidInput` if two lines are about one person.
    """
    before = {entry.person.id: entry.person for entry in known}
    by_key = {p.number: p for p in before.values() if p.number is not None} | before
    found = {person.id: by_key.get(_key(person)) for person in file.people}
    ids = {id_: _id(id_, found[id_], before, fresh) for id_ in found}
    if twice := [id_ for id_, count in Counter(ids.values()).items() if count > 1]:
        problem = f"two lines are about the same person: {', '.join(twice)}"
        raise InvalidInput([Problem(path="", problem=problem, allowed="one line per person")])
    people = tuple(_known_by(person, found[person.id], file, ids) for person in file.people)
    return Identified(people, tuple(_renamed(before, people)))


def _key(person: Person) -> str:
    return person.number or person.id if person.id.startswith(NEW) else person.id


def _id(
    id_: PersonId,
    found: Person | None,
    before: Mapping[PersonId, Person],
    fresh: Callable[[], PersonId],
) -> PersonId:
    if found is not None:
        return found.id
    while id_.startswith(NEW) or id_ in before:
        id_ = fresh()
    return id_


def _known_by(
    person: Person, found: Person | None, file: RosterFile, ids: Mapping[PersonId, PersonId]
) -> Person:
    manager, next_one = person.manager_id, person.new_manager_id
    named = person.model_copy(
        update={
            "id": ids[person.id],
            "manager_id": None if manager is None else ids[manager],
            "new_manager_id": None if next_one is None else ids[next_one],
            "do_not_match": tuple(ids[other] for other in person.do_not_match),
        }
    )
    if found is None:
        return named
    kept = Person.model_fields.keys() - file.columns - {"id"}
    # A change ahead is one matter, whatever the file has columns for.
    kept = kept - AHEAD if "changes_on" in file.columns else kept | AHEAD
    return named.model_copy(update={name: getattr(found, name) for name in kept})


def _renamed(before: Mapping[PersonId, Person], people: Sequence[Person]) -> list[Renaming]:
    present = {person.id for person in people}
    left = {p.mail.casefold(): p.id for p in before.values() if p.id not in present}
    return [
        Renaming(known=left[mail], now=person.number or person.id)
        for person in people
        if person.id not in before and (mail := person.mail.casefold()) in left
    ]

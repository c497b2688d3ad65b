"""A roster in memory."""

from collections.abc import Collection
from datetime import date

from domain.programme.ids import PersonId
from domain.programme.people import Person
from domain.roster.changes import MadeChange, RosterEntry, changes


class InMemoryRoster:
    """`activities.ports.Roster` without a database."""

    def __init__(self) -> None:
        self._entries: dict[str, dict[str, RosterEntry]] = {}
        self._untold: list[MadeChange] = []

    def put(self, roster: str, *people: Person, active: bool = True) -> None:
        """Make people known, or change them; not active: missing in the latest file."""
        entries = self._entries.setdefault(roster, {})
        entries.update({person.id: RosterEntry(person=person, active=active) for person in people})

    async def people(self, roster: str) -> list[Person]:
        """Everyone in the latest file, by id; empty if there is no such roster."""
        entries = self._entries.get(roster, {})
        return [entries[id_].person for id_ in sorted(entries) if entries[id_].active]

    async def by_id(self, roster: str, ids: Collection[PersonId]) -> dict[PersonId, Person]:
        """Those of these people who are known, also when missing in the latest file."""
        entries = self._entries.get(roster, {})
        return {id_: entries[id_].person for id_ in ids if id_ in entries}

    async def make_changes(self, today: date) -> None:
        """Make the changes whose day has come."""
        for roster, entries in self._entries.items():
            known = [entry for entry in entries.values() if entry.active]
            difference = changes(known, [entry.person.as_of(today) for entry in known])
            self.put(roster, *difference.changed)
            self._untold += [
                MadeChange(roster=roster, person=person, on=today)
                for person in (difference.concerned if difference.changed else ())
            ]

    async def untold(self) -> list[MadeChange]:
        """The changes that were made, and of which pairings do not know yet."""
        return list(self._untold)

    async def note_told(self, change: MadeChange) -> None:
        """Note that the pairings know."""
        self._untold.remove(change)

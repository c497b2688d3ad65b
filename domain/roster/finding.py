"""Finds people by what HR knows of them."""

from collections.abc import Sequence

from domain.engine.base import as_key
from domain.roster.changes import RosterEntry


def found(entries: Sequence[RosterEntry], text: str) -> list[RosterEntry]:
    """The people who are meant by an id, a number, an address, or a part of a name.

    What fits as a whole comes before names that only contain the words.
    """
    wanted = as_key(text)
    return named(entries, text) or [
        entry for entry in entries if wanted in as_key(entry.person.name)
    ]


def named(entries: Sequence[RosterEntry], text: str) -> list[RosterEntry]:
    """The people whose id, number, address or whole name this is."""
    return [entry for entry in entries if as_key(text) in _keys(entry)]


def _keys(entry: RosterEntry) -> set[str]:
    person = entry.person
    return {as_key(key) for key in (person.id, person.number, person.mail, person.name) if key}

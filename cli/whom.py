"""Finds people, and their pairings, by what HR knows of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from adapters.postgres.roster import PostgresRoster
from adapters.postgres.views import Views
from domain.engine.errors import not_allowed
from domain.programme.ids import is_cohort, is_pairing, pairing_workflow_id
from domain.roster.changes import RosterEntry
from domain.roster.finding import found, named

if TYPE_CHECKING:
    from adapters.postgres.pool import Pool

_NAMED = 10


def the_one(entries: Sequence[RosterEntry], whom: str) -> RosterEntry:
    """The one person who is meant; a part of a name is not enough to change anything.

    Raises `NotAllowed` if nobody is meant, or several are.
    """
    match named(entries, whom):
        case [one]:
            return one
        case []:
            ids = ", ".join(entry.person.id for entry in found(entries, whom)[:_NAMED])
            allowed = "an id, a number, an address or a whole name"
            raise not_allowed("WHOM", "is nobody in the roster", ids or allowed)
        case several:
            ids = ", ".join(entry.person.id for entry in several[:_NAMED])
            raise not_allowed("WHOM", "may be several people", ids)


async def known_entries(store: PostgresRoster, roster: str) -> list[RosterEntry]:
    """Everyone in the roster. Raises `NotAllowed` if there is no such roster."""
    entries = await store.entries(roster)
    if not entries:
        known = ", ".join(await store.rosters())
        hint = f"none yet; eyelevel roster import FILE --roster {roster}"
        raise not_allowed("--roster", f"there is no roster {roster}", known or hint)
    return entries


async def streams_meant(pool: "Pool", text: str) -> list[str]:
    """The pairing or cohort with this id; or all pairings of a person, in whatever roster.

    Raises `NotAllowed` if neither is meant, several people may be, or the person has no pairing.
    """
    if is_pairing(text) or is_cohort(text):
        return [text]
    store, views = PostgresRoster(pool), Views(pool)
    known = {roster: await store.entries(roster) for roster in await store.rosters()}
    meant = {
        roster: the_one(entries, text) for roster, entries in known.items() if named(entries, text)
    }
    if not meant:
        people = [entry for entries in known.values() for entry in found(entries, text)]
        ids = ", ".join(entry.person.id for entry in people[:_NAMED])
        allowed = "pairing-…, cohort-…, or the id, number, address or whole name of a person"
        raise not_allowed("ID", "names no pairing, cohort or person of a roster", ids or allowed)
    pairings = [
        pairing_workflow_id(pairing_id)
        for roster, entry in meant.items()
        for pairing_id in await views.every_pairing_of(roster, entry.person.id)
    ]
    if not pairings:
        ids = ", ".join(sorted({entry.person.id for entry in meant.values()}))
        raise not_allowed("ID", f"{ids} is in no pairing")
    return pairings

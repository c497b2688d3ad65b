"""What an import changes about the people in the roster."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from pydantic import Field

from domain.engine.base import Frozen, Instant, OpaqueId
from domain.programme.ids import PersonId
from domain.programme.people import Person

MISSING_LIMIT_PERCENT = 20
"""A file without more of the known people than this may be incomplete: it must be confirmed."""


class RosterEntry(Frozen):
    """A person in a roster."""

    person: Person
    active: bool = True
    """False: was missing in the latest file. Kept because their pairings may still run, and because
    the next file may list them again."""


class Renaming(Frozen):
    """Somebody known may have got another number or id: a new one has the same address."""

    known: PersonId
    now: str = Field(repr=False)
    """The number in the file, or the id if there is none."""


class Changes(Frozen):
    """The difference between a file and the roster. Each person is in one of the groups."""

    known: int
    """Active people before the import."""
    added: tuple[Person, ...]
    changed: tuple[Person, ...]
    returned: tuple[Person, ...]
    """In the file again after having been missing."""
    unchanged: int
    missing: tuple[str, ...]
    """Ids of active people who are not in the file."""
    concerned: tuple[PersonId, ...] = ()
    """Known people of whom something has changed that the hard rules look at, or the address, or
    where they are at work; and those whose line manager can be reached at another address."""
    renamed: tuple[Renaming, ...] = ()
    """New people who may be known ones: a person has to say."""
    other_last_day: tuple[Person, ...] = ()
    """Known people who leave on another day than before, or stay after all."""
    other_leave: tuple[Person, ...] = ()
    """Known people whose leave has other dates than before, or who are not away after all."""

    @property
    def is_nothing(self) -> bool:
        """Whether the roster is already as the file says."""
        return not (self.added or self.changed or self.returned or self.missing)

    @property
    def needs_confirmation(self) -> bool:
        """Whether too many of the known people are missing, or some may be known."""
        return bool(self.renamed) or self.lacks_many

    @property
    def lacks_many(self) -> bool:
        """Whether too many of the known people are missing."""
        return 100 * len(self.missing) > MISSING_LIMIT_PERCENT * self.known


class MadeChange(Frozen):
    """A change that was known ahead has been made, and concerns this person."""

    roster: OpaqueId
    person: PersonId
    on: date


class Verdict(StrEnum):
    """What to do with an import."""

    APPLY = "apply"
    NOTHING_TO_DO = "nothing_to_do"
    NEEDS_CONFIRMATION = "needs_confirmation"


class ImportOutcome(Frozen):
    """What an import has done, or would do."""

    verdict: Verdict
    changes: Changes
    applied: bool
    same_file_imported_at: Instant | None = None
    """When the latest import of this roster was of the same file, if it was."""


def verdict(changes: Changes, *, confirmed: bool) -> Verdict:
    """Whether a file may be applied."""
    if changes.is_nothing:
        return Verdict.NOTHING_TO_DO
    if changes.needs_confirmation and not confirmed:
        return Verdict.NEEDS_CONFIRMATION
    return Verdict.APPLY


def changes(
    known: Sequence[RosterEntry], people: Sequence[Person], renamed: tuple[Renaming, ...] = ()
) -> Changes:
    """Compare a file with the roster. Ids say who is who: name, mail and all else may change."""
    before = {entry.person.id: entry for entry in known}
    added, changed, returned = [], [], []
    for person in people:
        entry = before.pop(person.id, None)
        if entry is None:
            added.append(person)
        elif not entry.active:
            returned.append(person)
        elif entry.person != person:
            changed.append(person)
    return Changes(
        known=sum(entry.active for entry in known),
        added=tuple(added),
        changed=tuple(changed),
        returned=tuple(returned),
        unchanged=len(people) - len(added) - len(changed) - len(returned),
        missing=tuple(sorted(id_ for id_, entry in before.items() if entry.active)),
        concerned=_concerned(known, people),
        renamed=renamed,
        other_last_day=_with_other(known, people, lambda person: person.leaves_on),
        other_leave=_with_other(known, people, lambda person: person.away),
    )


def _with_other(
    known: Sequence[RosterEntry], people: Sequence[Person], dates: Callable[[Person], object]
) -> tuple[Person, ...]:
    """Those of the known people of whom other dates are known now."""
    before = {entry.person.id: dates(entry.person) for entry in known}
    return tuple(p for p in people if p.id in before and dates(p) != before[p.id])


_LOOKED_AT = (
    "mail",
    "second_mail",
    "site",
    "time_zone",
    "roles",
    "birth_year",
    "level",
    "department",
    "languages",
    "do_not_match",
    "knowledge",
    "wanted",
)


def _concerned(known: Sequence[RosterEntry], people: Sequence[Person]) -> tuple[PersonId, ...]:
    """Those who changed, and all who report to somebody with another superior or address."""
    before = {entry.person.id: entry.person for entry in known}
    changed = {person.id for person in people if _is_news(before.get(person.id), person)}
    moved = {p.id for p in people if p.id in before and p.manager_id != before[p.id].manager_id}
    below: dict[PersonId | None, list[PersonId]] = {}
    for person in people:
        below.setdefault(person.manager_id, []).append(person.id)
    waiting = list(moved)
    while waiting:
        for report in below.get(waiting.pop(), ()):
            if report not in moved:
                moved.add(report)
                waiting.append(report)
    elsewhere = {person.id for person in people if _has_other_mail(before.get(person.id), person)}
    asked = {report for manager in elsewhere for report in below.get(manager, ())}
    return tuple(sorted((changed | moved | asked) & before.keys()))


def _has_other_mail(before: Person | None, now: Person) -> bool:
    return before is None or before.mail != now.mail


def _is_news(before: Person | None, now: Person) -> bool:
    return before is not None and any(
        getattr(before, field) != getattr(now, field) for field in _LOOKED_AT
    )

"""The events that a run knows to be recorded, as its history in Temporal tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.engine.journal import EventRecord
from domain.telling.letters import Outgoing


@dataclass(frozen=True)
class Lost:
    """What a journal lacks, and has to get back in one append."""

    records: tuple[EventRecord, ...] = ()
    letters: tuple[Outgoing, ...] = ()
    """What people were told because of these events, as far as history has it."""
    taken_back: tuple[str, ...] = ()
    """Notices that are not true any more."""


@dataclass(frozen=True)
class _Told:
    """What one append gave to the post."""

    letters: tuple[Outgoing, ...]
    taken_back: tuple[str, ...]


class Memory:
    """The records that a run and its predecessors have written or read, by version.

    Fed in the order of history. Failed appends are left out.
    """

    def __init__(self) -> None:
        self.version = 0
        """Number of events that the run knows to be recorded."""
        self._records: dict[int, EventRecord] = {}
        self._told: dict[int, _Told] = {}
        """By the version of the last event of the append."""

    def begin(self, version: int) -> None:
        """A run begins with a state of this version."""
        self.version = version

    def appended(
        self,
        expected_version: int,
        records: Sequence[EventRecord],
        letters: Sequence[Outgoing] = (),
        taken_back: Sequence[str] = (),
    ) -> None:
        """An append was acknowledged."""
        for version, record in enumerate(records, start=expected_version + 1):
            self._records[version] = record
        self.version = expected_version + len(records)
        self._told[self.version] = _Told(tuple(letters), tuple(taken_back))

    def read(self, after: int, records: Sequence[EventRecord]) -> None:
        """The run read its stream after a version: anything else there was not recorded."""
        found = dict(enumerate(records, start=after + 1))
        self._told = {
            version: told
            for version, told in self._told.items()
            if version <= after or _are_one(self._records[version], found.get(version))
        }
        kept = {version: record for version, record in self._records.items() if version <= after}
        self._records = kept | found
        self.version = after + len(records)

    @property
    def records(self) -> dict[int, EventRecord]:
        """What is remembered, by version."""
        return dict(self._records)

    def after(self, version: int) -> Lost | None:
        """What followed on a version; ``None`` if history no longer has all of its events."""
        # Retention may have removed the earlier runs, and with them the first records.
        wanted = range(version + 1, self.version + 1)
        if not all(number in self._records for number in wanted):
            return None
        told = [self._told[number] for number in wanted if number in self._told]
        return Lost(
            records=tuple(self._records[number] for number in wanted),
            letters=tuple(letter for one in told for letter in one.letters),
            taken_back=tuple(notice for one in told for notice in one.taken_back),
        )


def _are_one(written: EventRecord, found: EventRecord | None) -> bool:
    """Whether these are the same event. A replay may give it another moment than it has."""
    return found is not None and (written.type, written.meta) == (found.type, found.meta)

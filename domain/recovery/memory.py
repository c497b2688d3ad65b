"""The events that a run knows to be recorded, as its history in Temporal tells."""

from collections.abc import Sequence

from domain.engine.journal import EventRecord


class Memory:
    """The records that a run and its predecessors have written or read, by version.

    Fed in the order of history. Failed appends are left out.
    """

    def __init__(self) -> None:
        self.version = 0
        """Number of events that the run knows to be recorded."""
        self._records: dict[int, EventRecord] = {}

    def begin(self, version: int) -> None:
        """A run begins with a state of this version."""
        self.version = version

    def appended(self, expected_version: int, records: Sequence[EventRecord]) -> None:
        """An append was acknowledged."""
        for version, record in enumerate(records, start=expected_version + 1):
            self._records[version] = record
        self.version = expected_version + len(records)

    def read(self, after: int, records: Sequence[EventRecord]) -> None:
        """The run read its stream after a version: anything else there was not recorded."""
        kept = {version: record for version, record in self._records.items() if version <= after}
        self._records = kept | dict(enumerate(records, start=after + 1))
        self.version = after + len(records)

    @property
    def records(self) -> dict[int, EventRecord]:
        """What is remembered, by version."""
        return dict(self._records)

    def after(self, version: int) -> tuple[EventRecord, ...] | None:
        """The records after a version; ``None`` if history no longer has all of them."""
        # Retention may have removed the earlier runs, and with them the first records.
        wanted = range(version + 1, self.version + 1)
        if not all(number in self._records for number in wanted):
            return None
        return tuple(self._records[number] for number in wanted)

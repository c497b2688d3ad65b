"""What a run takes for recorded, as its history in Temporal tells it."""

from collections.abc import Sequence

from domain.engine.journal import EventRecord


class Memory:
    """The records that a run and its predecessors have written or read, by version.

    Fed in the order of history. An append that failed is no part of it.
    """

    def __init__(self) -> None:
        self.version = 0
        """So many events the run takes for recorded."""
        self._records: dict[int, EventRecord] = {}

    def begin(self, version: int) -> None:
        """A run has begun with a state of this version."""
        self.version = version

    def appended(self, expected_version: int, records: Sequence[EventRecord]) -> None:
        """An append was acknowledged."""
        for version, record in enumerate(records, start=expected_version + 1):
            self._records[version] = record
        self.version = expected_version + len(records)

    def read(self, records: Sequence[EventRecord]) -> None:
        """The run has read its stream anew: what it took for recorded beyond that was not."""
        self._records = dict(enumerate(records, start=1))
        self.version = len(records)

    def after(self, version: int) -> tuple[EventRecord, ...] | None:
        """The records behind a version; ``None`` when history no longer has all of them."""
        wanted = range(version + 1, self.version + 1)
        if not all(number in self._records for number in wanted):
            return None
        return tuple(self._records[number] for number in wanted)

"""Records as they stand in a journal."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import accumulate, chain, repeat

from domain.engine.journal import EventRecord, StoredEvent

NO_DELAY = timedelta(0)


def stored(
    records: Sequence[EventRecord], late: Iterable[timedelta] = (), stream: str = "pairing-c-1-1"
) -> tuple[StoredEvent, ...]:
    """One stream; each event is recorded this long after it occurred (else at once), in order."""
    delays = chain(late, repeat(NO_DELAY))
    times = accumulate(
        (record.occurred_at + delay for record, delay in zip(records, delays, strict=False)), max
    )
    return tuple(
        StoredEvent(
            global_position=number,
            stream=stream,
            version=number,
            record=record,
            recorded_at=recorded_at,
            has_words=record.private is not None,
        )
        for number, (record, recorded_at) in enumerate(zip(records, times, strict=True), start=1)
    )

"""Events to write into a journal; their content does not matter."""

from datetime import UTC, datetime

from pydantic import JsonValue

from domain.engine.fingerprints import fingerprint_of
from domain.engine.journal import EventMeta, EventRecord

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
FINGERPRINT = fingerprint_of({"message_id": "m-1"})
BY_OPERATOR = EventMeta(message_id="m-1", acting="operator")


def event(
    number: int = 1,
    *,
    kind: str = "test.noted.v1",
    private: dict[str, JsonValue] | None = None,
    fingerprint: str | None = None,
    meta: EventMeta = BY_OPERATOR,
) -> EventRecord:
    """An event that says its number."""
    return EventRecord(
        type=kind,
        data={"number": number},
        private=private,
        fingerprint=fingerprint,
        meta=meta,
        occurred_at=NOON,
    )


def events(*numbers: int) -> list[EventRecord]:
    """One event for each number."""
    return [event(number) for number in numbers]

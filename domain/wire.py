"""From events to journal records and back."""

from collections.abc import Iterable
from typing import TypeVar

from domain.errors import UnknownEventType
from domain.events import DomainEvent
from domain.journal import EventMeta, EventRecord

E = TypeVar("E", bound=DomainEvent)


def to_record(event: DomainEvent, meta: EventMeta) -> EventRecord:
    """The record of an event; free text goes into the private part."""
    content = event.model_dump(mode="json", exclude={"occurred_at"})
    private = content.pop("private", None)
    return EventRecord(
        type=event.tag, data=content, private=private, meta=meta, occurred_at=event.occurred_at
    )


def from_record(record: EventRecord, types: Iterable[type[E]]) -> E:
    """The event of a record.

    A private part that has been erased is simply absent. Raises `UnknownEventType` for a tag that
    none of the types has.
    """
    for event_type in types:
        if event_type.tag == record.type:
            content: dict[str, object] = dict(record.data) | {"occurred_at": record.occurred_at}
            if record.private is not None:
                content["private"] = record.private
            return event_type.model_validate(content)
    raise UnknownEventType(record.type)

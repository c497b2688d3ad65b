"""From events to journal records and back."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

from pydantic import ValidationError

from domain.engine.confidence import joined, parted
from domain.engine.errors import UnknownEventType, UnreadableEvent, problems_of
from domain.engine.events import DomainEvent
from domain.engine.journal import EventMeta, EventRecord, name_of, version_of
from domain.engine.upcasting import Content, Data, upcast

E = TypeVar("E", bound=DomainEvent)


def to_record(event: DomainEvent, meta: EventMeta, fingerprint: str | None = None) -> EventRecord:
    """The record of an event; free text and what was told in confidence go into the private
    part."""
    content, confided = parted(event)
    del content["occurred_at"]
    words = content.pop("private", None)
    private = words if isinstance(words, dict) else {}
    if confided is not None:
        private = {**private, _CONFIDED: confided}
    return EventRecord(
        type=event.tag,
        data=content,
        private=private or None,
        fingerprint=fingerprint,
        meta=meta,
        occurred_at=event.occurred_at,
    )


_CONFIDED = "in_confidence"
"""Name in the private part, beside words, of what stands at the same places in the data."""


def from_record(record: EventRecord, types: Iterable[type[E]]) -> E:
    """The event of a record, whichever release has written it.

    Older versions are upcast. A private part that was erased is absent. Raises `UnknownEventType`
    for a type that none of ``types`` has and for a version from a newer release, `UnreadableEvent`
    for content that does not fit its version.
    """
    known, told = tuple(types), type_in_words(record.type)
    place = _places(known).get(record.name)
    if place is None:
        raise UnknownEventType(f"{told}: this release knows no such event; {_REMEDY}")
    event_type = known[place]
    newest, version = version_of(event_type.tag), _version(record)
    if not 1 <= version <= newest:
        raise UnknownEventType(f"{told}: this release reads v1 to v{newest}; {_REMEDY}")
    with reading(record):
        stored = Content(record.data, record.private)
        whole = _whole(upcast(stored, event_type.older[version - 1 :]))
    content: dict[str, object] = {**whole, "occurred_at": record.occurred_at}
    try:
        return event_type.model_validate(content)
    except ValidationError as error:
        mistakes = "; ".join(str(problem) for problem in problems_of(error))
        raise UnreadableEvent(
            f"{record.type}: {mistakes}. Either a newer release has written it, with a word that "
            "this one does not know: let that one run, or a later one. Or it was not Eyelevel"
        ) from None


@contextmanager
def reading(record: EventRecord) -> Iterator[None]:
    """Whatever breaks inside is the fault of this record: raises `UnreadableEvent`.

    A forged event breaks wherever its writer chose, so no kind of error is left out.
    """
    try:
        yield
    except UnreadableEvent:
        raise
    except Exception as error:
        raise UnreadableEvent(
            f"{type_in_words(record.type)}: its content, or its place in the stream, is not what "
            f"this release expects ({type(error).__name__})"
        ) from error


def type_in_words(type_: str) -> str:
    """The type of a record, if it looks like one: any other text might be private."""
    return type_ if _IS_TYPE.fullmatch(type_) else "a type of no release"


_IS_TYPE = re.compile(r"[a-z_]{1,32}\.[a-z_]{1,64}\.v[0-9]{1,4}")


def _version(record: EventRecord) -> int:
    """The version in the type; 0 if there is none."""
    try:
        return record.schema_version
    except ValueError:
        return 0


def _whole(content: Content) -> Data:
    """The content as the event has it; without what was erased, or may not be read here."""
    words = dict(content.private or {})
    confided = words.pop(_CONFIDED, None)
    whole = joined(content.data, confided) if isinstance(confided, dict) else content.data
    return {**whole, "private": words} if words else whole


_REMEDY = "a newer release has written it: let that one run, or a later one, wherever Eyelevel runs"


@cache
def _places(types: tuple[type[DomainEvent], ...]) -> Mapping[str, int]:
    """The position of each name's type."""
    return {name_of(event_type.tag): place for place, event_type in enumerate(types)}

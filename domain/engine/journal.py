"""What the journal keeps: one record per event, with people's own words apart from the data."""

from operator import not_
from typing import TypeAlias

from pydantic import Field, JsonValue

from domain.engine.base import Frozen, Instant
from domain.engine.fingerprints import fingerprint_of


def name_of(tag: str) -> str:
    """The type of an event without its version: ``pairing.session_held``."""
    return tag.rpartition(".v")[0]


def version_of(tag: str) -> int:
    """The version in the type of an event: the number after the last ``.v``."""
    return int(tag.rpartition(".v")[2])


class EventMeta(Frozen):
    """The cause of an event. Ids only."""

    message_id: str | None = None
    """The message that asked for it; absent if a deadline or a rule caused it."""
    message: str | None = None
    """Name of that message, such as ``book_session``."""
    acting: str | None = None
    cohort_id: str | None = None


class EventRecord(Frozen):
    """An event to be appended to the journal."""

    type: str
    """Wire tag with schema version, such as ``pairing.session_held.v1``."""
    data: dict[str, JsonValue]
    """Ids, dates, numbers, closed lists. Never names, mails or free text."""
    private: dict[str, JsonValue] | None = None
    """People's own words, and under `in_confidence` what the data hide at the same places.

    Stored apart, so that they can be erased without losing the event.
    """
    fingerprint: str | None = Field(default=None, exclude_if=not_)
    """Of the message that asked for it, at the first event that the message brought.

    Stored and erased with the words: short answers could be guessed from it.
    """
    meta: EventMeta = EventMeta()
    occurred_at: Instant

    @property
    def name(self) -> str:
        """The type without its version."""
        return name_of(self.type)

    @property
    def schema_version(self) -> int:
        """The version in the type."""
        return version_of(self.type)

    @property
    def content(self) -> str:
        """A fingerprint of the event, whenever it occurred: a journal may give back the fields of
        its data in another order."""
        return fingerprint_of(self.model_dump(mode="json", exclude={"occurred_at"}))


class StoredEvent(Frozen):
    """An event as the journal has it."""

    global_position: int
    """The order over all streams; commits in this order, without gaps for a reader."""
    stream: str
    version: int
    """1 for the first event of its stream."""
    record: EventRecord
    recorded_at: Instant
    has_words: bool
    """The journal holds people's own words for this event, even if the record omits them."""


class Unreadable(Frozen):
    """A stream that this release cannot read, wholly or in part: one of many, beside the others."""

    stream: str
    why: str
    """Which event it is and what is wrong with it, without anything that it holds."""

    def __str__(self) -> str:
        return f"{self.stream}: {self.why}"


StreamRead: TypeAlias = list[StoredEvent] | Unreadable
"""What became of reading one of many streams."""


class Growth(Frozen):
    """Which streams have grown."""

    versions: dict[str, int]
    """Streams with their last versions."""
    after: int
    """From where on it was looked."""
    position: int
    """Of the last event that was looked at; the next look begins after it."""


class Appended(Frozen):
    """The positions of appended events. The same append again gets the same answer."""

    stream: str
    version: int
    """Version of the last event of this append."""
    positions: tuple[int, ...]

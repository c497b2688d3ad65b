"""Events as rows and back."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha1
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from uuid import NAMESPACE_URL, UUID, uuid5

from asyncpg.pgproto import pgproto
from pydantic import JsonValue, ValidationError
from pydantic_core import from_json, to_json

from domain.engine.errors import UnreadableEvent, problems_of
from domain.engine.journal import EventMeta, EventRecord, StoredEvent
from domain.telling.letters import Outgoing

if TYPE_CHECKING:
    import asyncpg

EVENT_NAMESPACE = uuid5(NAMESPACE_URL, "https://eyelevel.example/event")
_NAMESPACE_DIGEST = sha1(EVENT_NAMESPACE.bytes, usedforsecurity=False)

FINGERPRINT = "fingerprint"
"""Beside the words of people; the column ``has_words`` of the table ``event`` knows it, too."""

Positions: TypeAlias = tuple[int | None, ...]
"""One entry per event of an append; ``None``: the stream has another event at this version."""


class EventRow(NamedTuple):
    """The arguments of the SQL function ``append_events``, for one event and in its order."""

    stream: str
    expected_version: int
    version: int
    event_id: UUID
    type: str
    schema_version: int
    data: str
    private: bytes | None
    meta: str
    occurred_at: datetime


class MailRow(NamedTuple):
    """A letter as the SQL function ``append_events`` takes it, in its order."""

    stream: str
    notice_id: str
    person_id: str
    letter: bytes
    delay: timedelta
    patience: timedelta
    asks: bool
    """An answer is asked for, until a moment."""


def event_id(stream: str, version: int, event_type: str) -> UUID:
    """The id of an event. It follows from stream and version, so a retry has the same one."""
    # What uuid5 does, in half of its time or less; and it is a good part of making a row.
    digest = _NAMESPACE_DIGEST.copy()
    digest.update(f"{stream}:{version}:{event_type}".encode())
    sixteen = bytearray(digest.digest()[:16])
    sixteen[6] = sixteen[6] & 0x0F | 0x50  # version 5
    sixteen[8] = sixteen[8] & 0x3F | 0x80  # variant of RFC 9562
    return pgproto.UUID(bytes(sixteen))  # the driver's own: quicker to make, and to send


def rows_of(
    stream: str, expected_version: int, events: Sequence[EventRecord]
) -> tuple[EventRow, ...]:
    """The rows of one append, directly after ``expected_version``."""
    return tuple(
        EventRow(
            stream,
            expected_version,
            version,
            event_id(stream, version, event.type),
            event.type,
            event.schema_version,
            # "constants": the database refuses numbers unknown to JSON; as null they would be lost.
            to_json(event.data, inf_nan_mode="constants").decode(),
            _private(event),
            to_json(event.meta, exclude_none=True).decode(),
            event.occurred_at,
        )
        for version, event in enumerate(events, start=expected_version + 1)
    )


def mail_row(outgoing: Outgoing) -> MailRow:
    """The row of a letter. Its times become lengths, counted from when the row is written.

    An append may come late, and nobody is to give up earlier for that.
    """
    letter = outgoing.letter
    return MailRow(
        letter.stream,
        letter.notice.id,
        letter.notice.to,
        letter.model_dump_json().encode(),
        max(outgoing.due_at - letter.issued_at, timedelta(0)),
        outgoing.give_up_at - letter.issued_at,
        letter.until is not None,
    )


def stored_event(row: "asyncpg.Record") -> StoredEvent:
    """The event of a row, as `adapters.postgres.streams` selects it.

    Raises `UnreadableEvent` for a row that no release has written, whatever its type.
    """
    try:
        fingerprint, words = _told(row["private"])
        return StoredEvent(
            global_position=row["global_pos"],
            stream=row["stream_id"],
            version=row["version"],
            record=EventRecord(
                type=row["type"],
                data=from_json(row["data"]),
                private=words,
                fingerprint=fingerprint,
                meta=EventMeta.model_validate_json(row["meta"]),
                occurred_at=row["occurred_at"],
            ),
            recorded_at=row["recorded_at"],
            has_words=row["has_words"],
        )
    except ValidationError as error:
        mistakes = "; ".join(map(str, problems_of(error)))
        raise UnreadableEvent(f"event {row['version']}: {mistakes}") from None
    except ValueError:
        raise UnreadableEvent(f"event {row['version']}: private: is not JSON") from None


def _private(event: EventRecord) -> bytes | None:
    """Words and fingerprint in one, to be erased together.

    Equal content gives equal bytes, which is all that the database can compare here.
    """
    content = event.private
    if event.fingerprint is not None:
        content = {**(content or {}), FINGERPRINT: event.fingerprint}
    if content is None:
        return None
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _told(private: bytes | None) -> tuple[str | None, dict[str, JsonValue] | None]:
    """Fingerprint and words."""
    if private is None:
        return None, None
    content = from_json(private)
    if not isinstance(content, dict) or FINGERPRINT not in content:
        return None, content
    words = {name: value for name, value in content.items() if name != FINGERPRINT}
    return content[FINGERPRINT], words or None

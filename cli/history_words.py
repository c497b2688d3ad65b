"""What `eyelevel history` prints."""

import json
from collections.abc import Sequence
from datetime import timedelta
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from adapters.postgres.records import event_id
from domain.dates import moment
from domain.history import Happened
from domain.journal import EventMeta, StoredEvent

_AT_ONCE = timedelta(minutes=1)
"""What is recorded within this time needs no second date."""


def table(lines: Sequence[Happened], zone: ZoneInfo) -> Table:
    """One line per event. What is the same as in the line before is not said again."""
    late = any(_is_late(line.event) for line in lines)
    found = Table(box=None, pad_edge=False)
    found.add_column("#", justify="right", no_wrap=True)
    found.add_column("when", no_wrap=True)
    if late:
        found.add_column("recorded", no_wrap=True)
    found.add_column("what happened", overflow="fold")
    found.add_column("asked for by", overflow="fold")
    before = ("", "", "")
    for line in lines:
        event = line.event
        cells = (
            moment(event.record.occurred_at, zone),
            moment(event.recorded_at, zone) if _is_late(event) else "",
            _who(event.record.meta),
        )
        when, recorded, who = (
            "" if cell == earlier else cell for cell, earlier in zip(cells, before, strict=True)
        )
        words = (Text(line.words, _style(event)), Text(who))
        found.add_row(str(event.version), when, *((recorded,) if late else ()), *words)
        before = cells
    return found


def _style(event: StoredEvent) -> str:
    """Stages stand out, and mails stand back."""
    match event.record.name.rpartition(".")[2]:
        case "stage_entered":
            return "bold"
        case "notice_issued" | "notice_settled":
            return "dim"
        case _:
            return ""


def _is_late(event: StoredEvent) -> bool:
    return abs(event.recorded_at - event.record.occurred_at) > _AT_ONCE


def _who(meta: EventMeta) -> str:
    """The role and the message; nobody asked for what a deadline or a rule brought about."""
    if meta.message_id is None:
        return ""
    return f"{meta.acting}, {meta.message_id}" if meta.acting else meta.message_id


def as_json(event: StoredEvent) -> str:
    """An event for programs: one line. Own words of people are left out, but announced."""
    record = event.record
    return json.dumps(
        {
            "position": event.global_position,
            "stream": event.stream,
            "version": event.version,
            "event_id": str(event_id(event.stream, event.version, record.type)),
            "type": record.type,
            "data": record.data,
            "meta": record.meta.model_dump(exclude_none=True),
            "occurred_at": record.occurred_at.isoformat(),
            "recorded_at": event.recorded_at.isoformat(),
            "has_private": record.private is not None,
        },
        ensure_ascii=False,
    )

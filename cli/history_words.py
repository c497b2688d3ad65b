"""The output of `eyelevel history`."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from rich.table import Table
from rich.text import Text

from adapters.postgres.records import event_id
from domain.engine.journal import EventMeta, StoredEvent
from domain.engine.words import spelled_out
from domain.history import Happened
from domain.programme.dates import moment
from domain.telling.fared import Address, Fared

_NO_DELAY = timedelta(minutes=1)
"""An event recorded within this time of its happening gets no second date."""


def table(lines: Sequence[Happened], zone: ZoneInfo, fared: Mapping[str, Fared]) -> Table:
    """One line per event. What is the same as in the line before is left out.

    Beside each mail stands how it ``fared``, by the id of its notice.
    """
    found = Table(box=None, pad_edge=False)
    found.add_column("#", justify="right", no_wrap=True)
    found.add_column("when", no_wrap=True)
    found.add_column("what happened", overflow="fold")
    found.add_column("asked for by", overflow="fold")
    before = _Beside()
    for line in lines:
        event, now = line.event, _Beside.of(line.event, zone)
        is_new = (now.when, now.recorded) != (before.when, before.recorded)
        words = _words(line).append(_fared(event, zone, fared), "dim")
        words.append(now.recorded if is_new else "", "dim")
        found.add_row(
            str(event.version),
            now.when if is_new else "",
            words,
            Text(now.who if now.who != before.who else ""),
        )
        before = now
    return found


def _words(line: Happened) -> Text:
    if not line.is_readable:
        return Text(f"Cannot be read: {line.words}", "red")
    return Text(line.words, _style(line.event))


def _fared(event: StoredEvent, zone: ZoneInfo, fared: Mapping[str, Fared]) -> str:
    """How a mail fared, beside the event that announces it."""
    found = _of_mail(event, fared)
    if found is None:
        return ""
    attempts = f" at attempt {found.attempts}" if found.attempts > 1 else ""
    second = ", second address" if found.address is Address.SECOND else ""
    return f" ({spelled_out(found.outcome)} {moment(found.at, zone)}{attempts}{second})"


def _of_mail(event: StoredEvent, fared: Mapping[str, Fared]) -> Fared | None:
    match event.record.name.rpartition(".")[2], event.record.data.get("notice"):
        case "notice_issued", {"id": str(notice_id)}:
            return fared.get(notice_id)
        case _:
            return None


class _Beside(NamedTuple):
    """The columns beside the words of an event."""

    when: str = ""
    recorded: str = ""
    who: str = ""

    @classmethod
    def of(cls, event: StoredEvent, zone: ZoneInfo) -> "_Beside":
        """In the zone of the programme."""
        when = moment(event.record.occurred_at, zone)
        return cls(when, _recorded(event, zone), _who(event.record.meta))


def _recorded(event: StoredEvent, zone: ZoneInfo) -> str:
    """When it was recorded, if that was not at once."""
    if abs(event.recorded_at - event.record.occurred_at) <= _NO_DELAY:
        return ""
    return f" (recorded {moment(event.recorded_at, zone)})"


def _style(event: StoredEvent) -> str:
    """Stages are bold, mails are dim."""
    match event.record.name.rpartition(".")[2]:
        case "stage_entered":
            return "bold"
        case "notice_issued" | "notice_settled":
            return "dim"
        case _:
            return ""


def _who(meta: EventMeta) -> str:
    """The role and the message; empty for what a deadline or a rule caused."""
    if meta.message_id is None:
        return ""
    return f"{meta.acting}, {meta.message_id}" if meta.acting else meta.message_id


def as_json(event: StoredEvent, fared: Mapping[str, Fared]) -> str:
    """An event as one line of JSON. People's own words are left out, but announced.

    With the event that announces a mail stands how it ``fared``.
    """
    record, mail = event.record, _of_mail(event, fared)
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
            "has_private": event.has_words,
            **({"mail": mail.model_dump(mode="json")} if mail else {}),
        },
        ensure_ascii=False,
    )

"""Every field that an event may have on the wire, also those that its sample leaves empty."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.engine.events import DomainEvent

FIELDS = Path(__file__).parent / "fields.json"
"""Fields of each version, as they were when it was the present one."""


def known_fields() -> dict[str, list[str]]:
    """Of every version whose fields are kept, by tag."""
    if not FIELDS.exists():
        return {}
    known: dict[str, list[str]] = json.loads(FIELDS.read_text(encoding="utf-8"))
    return known


def fields_of(event: type[DomainEvent]) -> list[str]:
    """Lines such as ``setup.topics[].title: string``. Words of closed lists are no fields."""
    schema = event.model_json_schema(mode="serialization")
    return sorted(set(_lines("", schema, schema.get("$defs", {}))))


def _lines(path: str, schema: dict[str, Any], known: dict[str, Any]) -> Iterator[str]:
    if reference := schema.get("$ref"):
        yield from _lines(path, known[reference.rpartition("/")[2]], known)
    for either in (*schema.get("anyOf", ()), *schema.get("oneOf", ())):
        yield from _lines(path, either, known)
    for name, field in schema.get("properties", {}).items():
        yield from _lines(f"{path}.{name}" if path else name, field, known)
    if isinstance(further := schema.get("additionalProperties"), dict):
        yield from _lines(f"{path}{{}}", further, known)
    if items := schema.get("items"):
        yield from _lines(f"{path}[]", items, known)
    kind = schema.get("type")
    if kind not in (None, "object", "array"):
        yield f"{path}: {schema.get('format', kind)}"


def keep(tag: str, fields: list[str]) -> None:
    """Remember the fields of a version."""
    text = json.dumps(known_fields() | {tag: fields}, indent=1, sort_keys=True)
    FIELDS.write_text(f"{text}\n", encoding="utf-8")

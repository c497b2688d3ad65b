"""Every field that an event may have on the wire, also those that its sample leaves empty."""

from collections.abc import Iterator
from typing import Any

from domain.engine.events import DomainEvent


def fields_of(event: type[DomainEvent]) -> tuple[str, ...]:
    """Lines such as ``setup.topics[].title: string``. Words of closed lists are no fields."""
    schema = event.model_json_schema(mode="validation")
    return tuple(sorted(set(_lines("", schema, schema.get("$defs", {})))))


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

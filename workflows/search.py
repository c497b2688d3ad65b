"""Search attributes: always up to date, and written only when they change."""

from collections.abc import Callable, Mapping
from typing import Any

from temporalio import workflow
from temporalio.common import SearchAttributeKey, SearchAttributeUpdate, TypedSearchAttributes

from domain.engine.tables import complete
from domain.programme.search_attributes import (
    SEARCH_ATTRIBUTES,
    SearchAttribute,
    SearchAttributeKind,
    SearchValue,
    SearchValues,
)


def show_search_attributes(values: SearchValues) -> None:
    """Bring the search attributes of this workflow up to date; no event if nothing changed."""
    shown = workflow.info().typed_search_attributes
    changes = [
        change
        for name, value in values.items()
        if (change := _change(shown, name, value)) is not None
    ]
    if changes:
        workflow.upsert_search_attributes(changes)


def _change(
    shown: TypedSearchAttributes, name: SearchAttribute, value: SearchValue
) -> SearchAttributeUpdate[Any] | None:
    key = _KEYS[SEARCH_ATTRIBUTES[name]](name.value)
    wanted = list(value) if isinstance(value, tuple) else value
    present = shown.get(key)
    # Each change is an event in the history and a write to the index; an attribute that was never
    # set reads as None, and an empty list is stored as one that is not set.
    if wanted == present or (wanted == [] and present is None):
        return None
    return key.value_unset() if wanted is None else key.value_set(wanted)


_KEYS: Mapping[SearchAttributeKind, Callable[[str], SearchAttributeKey[Any]]] = complete(
    SearchAttributeKind,
    {
        SearchAttributeKind.KEYWORD: SearchAttributeKey.for_keyword,
        SearchAttributeKind.KEYWORD_LIST: SearchAttributeKey.for_keyword_list,
        SearchAttributeKind.DATETIME: SearchAttributeKey.for_datetime,
        SearchAttributeKind.INT: SearchAttributeKey.for_int,
        SearchAttributeKind.BOOL: SearchAttributeKey.for_bool,
    },
)

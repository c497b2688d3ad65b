"""Decodes what arrives. Whatever it is, a workflow survives it and says what is wrong.

Anything too large is not decoded at all, or a few bad messages would take longer than Temporal
waits.
"""

import json
import re
from collections.abc import Collection
from typing import TypeVar

from pydantic import BaseModel, JsonValue, ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

from domain.engine.base import OPAQUE_ID_PATTERN
from domain.engine.errors import PROBLEMS_TOLD, InvalidInput, Problem, problems_of
from domain.engine.messages import Message, Size

MISCOUNTED = b"eyelevel/miscounted"
"""Encoding of the stand-in for a wrong number of arguments; see `workflows.argument_count`."""

M = TypeVar("M", bound=BaseModel)


def stand_in(count: int) -> RawValue:
    """The stand-in for ``count`` arguments, if there is not exactly one."""
    return RawValue(Payload(metadata={"encoding": MISCOUNTED}, data=bytes(count)))


MISSING = stand_in(0)
"""Default of every run and handler argument: nothing was handed in."""


def decode(raw: RawValue, model: type[M], largest: Size | None = None) -> M:
    """The one JSON object that was handed in, as a model.

    Raises `InvalidInput` with all mistakes, without repeating any value. Anything beyond
    ``largest`` is one mistake, whatever its content.
    """
    encoding = raw.payload.metadata.get("encoding", b"")
    if encoding == MISCOUNTED:
        raise _invalid(f"exactly one argument is needed, {len(raw.payload.data)} were given")
    if not encoding.startswith(b"json/"):
        raise _invalid("the argument is not JSON")
    # Bytes are compared before anything is parsed, values before pydantic looks at them: either
    # could take longer than the two seconds after which Temporal gives a task up.
    if largest is not None and len(raw.payload.data) > largest.bytes:
        size = f"{len(raw.payload.data):,} bytes"
        raise _too_large(size, f"up to {largest.bytes:,} bytes")
    try:
        content = _content(raw)
    except _NamedTwice as twice:
        raise _named_twice(twice.name, model) from None
    except ValueError:
        raise _invalid("the argument is not valid JSON") from None
    if not isinstance(content, dict):
        raise _invalid("the argument is not a JSON object")
    if largest is not None and _has_more_values(content, largest.values):
        raise _too_large("too many values", f"up to {largest.values:,} values")
    try:
        message = model.model_validate_json(raw.payload.data)
    except ValidationError as error:
        raise InvalidInput(problems_of(error, at_most=PROBLEMS_TOLD)) from None
    return message.sent_as(content) if isinstance(message, Message) else message


def message_id_of(raw: RawValue, largest: Size) -> str | None:
    """The message id, as far as one can be made out in an otherwise bad message."""
    if len(raw.payload.data) > largest.bytes:
        return None
    found = fields_of(raw).get("message_id")
    return found if isinstance(found, str) and re.fullmatch(OPAQUE_ID_PATTERN, found) else None


def fields_of(raw: RawValue) -> dict[str, JsonValue]:
    """The fields of a JSON object; none of anything else."""
    try:
        content = _content(raw)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


class _NamedTwice(ValueError):
    """An object has two values for one name: readers disagree on which counts (RFC 7493)."""

    def __init__(self, name: str) -> None:
        self.name = name


def _object(fields: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    content: dict[str, JsonValue] = {}
    for name, value in fields:
        if name in content:
            raise _NamedTwice(name)
        content[name] = value
    return content


def _content(raw: RawValue) -> JsonValue:
    """The JSON value of the argument; raises `ValueError` for anything that is not JSON."""
    try:
        content: JsonValue = json.loads(raw.payload.data, object_pairs_hook=_object)
    except RecursionError:  # a few kilobytes of brackets are enough
        raise ValueError("nested too deeply") from None
    return content


def _has_more_values(content: JsonValue, most: int) -> bool:
    """Whether it holds more values than that; no longer than needed is counted."""
    count, unseen = 1, [content]
    while unseen and count <= most:
        inside = _inside(unseen.pop())
        count += len(inside)
        if count <= most:
            unseen.extend(value for value in inside if isinstance(value, dict | list))
    return count > most


def _inside(content: JsonValue) -> Collection[JsonValue]:
    match content:
        case dict():
            return content.values()
        case list():
            return content
        case _:
            return ()


def _too_large(found: str, allowed: str) -> InvalidInput:
    problem = f"is too large to be looked into: {found}"
    return InvalidInput([Problem(path="", problem=problem, allowed=allowed)])


def _named_twice(name: str, model: type[BaseModel]) -> InvalidInput:
    # A name that we do not know may be somebody's own words.
    path = name if name in model.model_fields else ""
    problem = Problem(path=path, problem="is there twice in one object", allowed="once")
    return InvalidInput([problem])


def _invalid(problem: str) -> InvalidInput:
    return InvalidInput([Problem(path="", problem=problem, allowed="one JSON object")])

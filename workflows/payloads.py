"""Reading what arrives. Whatever it is, a workflow survives it and says what is wrong."""

import json
import re
from typing import TypeVar

from domain.base import OPAQUE_ID_PATTERN
from domain.errors import InvalidInput, Problem, problems_of
from pydantic import BaseModel, JsonValue, ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

MISCOUNTED = b"eyelevel/miscounted"
"""Encoding of the stand-in for a wrong number of arguments; see `workflows.guard`."""

M = TypeVar("M", bound=BaseModel)


def stand_in(count: int) -> RawValue:
    """What a handler receives instead of ``count`` arguments, when there is not exactly one."""
    return RawValue(Payload(metadata={"encoding": MISCOUNTED}, data=bytes(count)))


MISSING = stand_in(0)
"""Default of every run and handler argument: nothing was handed in."""


def decode(raw: RawValue, model: type[M]) -> M:
    """The one JSON object that was handed in, as a model.

    Raises `InvalidInput` with all mistakes, without repeating any value.
    """
    encoding = raw.payload.metadata.get("encoding", b"")
    if encoding == MISCOUNTED:
        raise _invalid(f"exactly one argument is needed, {len(raw.payload.data)} were given")
    if not encoding.startswith(b"json/"):
        raise _invalid("the argument is not JSON")
    try:
        content = _content(raw)
    except ValueError:
        raise _invalid("the argument is not valid JSON") from None
    if not isinstance(content, dict):
        raise _invalid("the argument is not a JSON object")
    try:
        return model.model_validate_json(raw.payload.data)
    except ValidationError as error:
        raise InvalidInput(problems_of(error)) from None


def has_field(raw: RawValue, name: str) -> bool:
    """Whether the argument is a JSON object with such a field."""
    return name in _fields(raw)


def message_id_of(raw: RawValue) -> str | None:
    """The message id, as far as one can be made out in an otherwise bad message."""
    found = _fields(raw).get("message_id")
    return found if isinstance(found, str) and re.fullmatch(OPAQUE_ID_PATTERN, found) else None


def _fields(raw: RawValue) -> dict[str, JsonValue]:
    """The fields of a JSON object; none of anything else."""
    try:
        content = _content(raw)
    except ValueError:
        return {}
    return content if isinstance(content, dict) else {}


def _content(raw: RawValue) -> JsonValue:
    """What the argument says in JSON; raises `ValueError` for anything that is not JSON."""
    try:
        content: JsonValue = json.loads(raw.payload.data)
    except RecursionError:
        raise ValueError("nested too deeply") from None
    return content


def _invalid(problem: str) -> InvalidInput:
    return InvalidInput([Problem(path="", problem=problem, allowed="one JSON object")])

"""Reading what arrives. Whatever it is, a workflow survives it and says what is wrong."""

import json
from typing import TypeVar

from domain.errors import InvalidInput, Problem, problems_of
from pydantic import BaseModel, ValidationError
from temporalio.api.common.v1 import Payload
from temporalio.common import RawValue

MISCOUNTED = b"eyelevel/miscounted"
"""Encoding of the stand-in for a wrong number of arguments; see `workflows.guard`."""

M = TypeVar("M", bound=BaseModel)


def stand_in(count: int) -> RawValue:
    """What a handler receives instead of ``count`` arguments, when there is not exactly one."""
    return RawValue(Payload(metadata={"encoding": MISCOUNTED}, data=str(count).encode()))


MISSING = stand_in(0)
"""Default of every run and handler argument: nothing was handed in."""


def decode(raw: RawValue, model: type[M]) -> M:
    """The one JSON object that was handed in, as a model.

    Raises `InvalidInput` with all mistakes, without repeating any value.
    """
    encoding = raw.payload.metadata.get("encoding", b"")
    if encoding == MISCOUNTED:
        given = raw.payload.data.decode()
        raise _invalid(f"exactly one argument is needed, {given} were given")
    if not encoding.startswith(b"json/"):
        raise _invalid("the argument is not JSON")
    try:
        content = json.loads(raw.payload.data)
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
    try:
        content = json.loads(raw.payload.data)
    except ValueError:
        return False
    return isinstance(content, dict) and name in content


def message_id_of(raw: RawValue) -> str | None:
    """The message id, as far as one can be made out in an otherwise bad message."""
    try:
        content = json.loads(raw.payload.data)
    except ValueError:
        return None
    found = content.get("message_id") if isinstance(content, dict) else None
    return found[:64] if isinstance(found, str) and found.isascii() and "@" not in found else None


def _invalid(problem: str) -> InvalidInput:
    return InvalidInput([Problem(path="", problem=problem, allowed="one JSON object")])

"""Whether an answer is what a document says it is."""

import json
import re
from typing import TypeAlias

from tests.docs.blocks import Block

Json: TypeAlias = "dict[str, Json] | list[Json] | str | int | float | bool | None"
ANYTHING = "…"


def fits(answer: Block, said: str) -> bool:
    """Whether the answer that a document shows can be found in what was said."""
    if answer.language == "json":
        return _fits(json.loads(answer.code), json.loads(said))
    words = (re.escape(part) for part in " ".join(answer.code.split()).split(ANYTHING))
    return re.search(".*?".join(words), " ".join(said.split())) is not None


def _fits(shown: Json, said: Json) -> bool:
    """Every field that is shown is there; a list is complete, unless it ends with an ellipsis."""
    match shown, said:
        case str(), _ if ANYTHING in shown:
            parts = map(re.escape, shown.split(ANYTHING))
            return shown == ANYTHING or re.fullmatch(".*".join(parts), str(said)) is not None
        case dict(), dict():
            return all(key in said and _fits(value, said[key]) for key, value in shown.items())
        case list(), list():
            if shown and shown[-1] == ANYTHING:
                shown, said = shown[:-1], said[: len(shown) - 1]
            return len(shown) == len(said) and all(map(_fits, shown, said))
        case _:
            return shown == said

"""The one base of every model: frozen, and strict about unknown fields."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

OPAQUE_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
"""Ids are safe in URLs, file names and Temporal queries; without ``@`` none is a mail address."""

OPAQUE_ID_IN_WORDS = "an id: up to 64 letters, digits and . _ : - beginning with a letter or digit"

REGION_PATTERN = r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$"
"""ISO 3166: a country or one of its regions."""

OpaqueId = Annotated[str, StringConstraints(pattern=OPAQUE_ID_PATTERN)]
"""An id of ours: letters, digits, ``.``, ``_``, ``:`` and ``-``; at most 64 characters."""


_JOINERS = "\u200c\u200d"
"""Invisible, and needed to write some languages."""
_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols by their category, and yet nothing is seen of them."""
_VARIANTS = "\ufe0e\ufe0f"
"""They choose between two pictures of the character before."""
_NUMBER = re.compile(r"\s*[+-]?[0-9_]*\.?[0-9_]+\s*")


def _without_nul(text: str) -> str:
    # The journal could never take it: PostgreSQL has no place for a NUL.
    if "\0" in text:
        raise ValueError("must not contain the character NUL")
    return text


def one_line(text: str) -> str:
    """The text in one line; runs of white space count as one space."""
    # A line break would break the header of a mail.
    words = " ".join(text.split())
    unseen = _JOINERS + _BLANKS
    kinds = {unicodedata.category(character) for character in words if character not in unseen}
    # Formats turn the direction of what follows, or hide it: it would not be read as written.
    if kinds & {"Cc", "Cf", "Cs"} or not any(kind[0] in "LNPS" for kind in kinds):
        raise ValueError("must be one line of text that can be seen, without control characters")
    return words


def without_formats(text: str) -> str:
    """The text without characters that only steer how it is shown, as copying brings them along."""
    if text.isascii():
        return text
    return "".join(character for character in text if not _is_format(character))


def _is_format(character: str) -> bool:
    return character not in _JOINERS and unicodedata.category(character) == "Cf"


@lru_cache(4096)
def as_key(text: str) -> str:
    """What is equal for texts that people take for the same, to be compared and never shown.

    Capitals, white space, invisible characters, and the several ways in which Unicode writes one
    letter (macOS parts “ü” into two) make no difference.
    """
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    unseen = _JOINERS + _BLANKS + _VARIANTS
    return " ".join(
        "".join(
            character
            for character in plain
            if character not in unseen and unicodedata.category(character) != "Cf"
        ).split()
    )


def _no_number(value: object) -> object:
    # Pydantic would read it as seconds, or as milliseconds, since 1970.
    if isinstance(value, int | float) or (isinstance(value, str) and _NUMBER.fullmatch(value)):
        raise ValueError("must be a date or time as in ISO 8601, not a number")
    return value


FreeText = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=2000),
    AfterValidator(_without_nul),
]
"""Words of a person. Private: kept out of ids, search attributes, logs, metrics and exceptions."""

NO_NUMBER = BeforeValidator(_no_number)
"""Refuses numbers, also as text, where a date or time is expected."""

FIRST_INSTANT = datetime(1900, 1, 1, tzinfo=UTC)
LAST_INSTANT = datetime(2999, 12, 31, tzinfo=UTC)
"""Far from the ends of Python's calendar: whatever is added to an instant, the result is one."""

Instant = Annotated[AwareDatetime, NO_NUMBER, Field(ge=FIRST_INSTANT, le=LAST_INSTANT)]
"""A point in time with an offset, in the years 1900 to 2999; the engine stores and compares
instants in UTC."""

Day = Annotated[date, NO_NUMBER]
"""A day of the calendar, in messages and requests."""


class Frozen(BaseModel):
    """A value: immutable, compared by content, and closed to fields that were not declared."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_timedelta="iso8601", hide_input_in_errors=True
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values. Raises `TypeError` for a field that the model does not have."""
        # Pydantic would take any name, and a misspelt one would change nothing.
        if update and (unknown := update.keys() - type(self).model_fields.keys()):
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(unknown))}")
        return super().model_copy(update=update, deep=deep)

    def with_part(self, part: str, **changes: object) -> Self:
        """A copy with other values in one of its parts, such as ``desk`` of a pairing."""
        changed: Frozen = getattr(self, part)
        return self.model_copy(update={part: changed.model_copy(update=changes)})

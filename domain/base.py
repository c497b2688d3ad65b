"""The one base of every model: frozen, and strict about unknown fields."""

from typing import Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

OPAQUE_ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$"
"""Ids are safe in URLs, file names and Temporal queries; without ``@`` none is a mail address."""

OpaqueId = Annotated[str, StringConstraints(pattern=OPAQUE_ID_PATTERN)]
"""An id of ours: letters, digits, ``.``, ``_``, ``:`` and ``-``; at most 64 characters."""

FreeText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
"""Words of a person. Private: kept out of ids, search attributes, logs, metrics and exceptions."""

Weeks = Annotated[int, Field(ge=1, le=520)]
Days = Annotated[int, Field(ge=0, le=3660)]
Hours = Annotated[int, Field(ge=0, le=24 * 366)]
Minutes = Annotated[int, Field(ge=10, le=480)]
Level0To5 = Annotated[int, Field(ge=0, le=5)]
"""Knowledge: 0 = none, 5 = could teach it."""
Rating1To5 = Annotated[int, Field(ge=1, le=5)]

Instant = AwareDatetime
"""A point in time with an offset; the engine stores and compares instants in UTC."""


class Frozen(BaseModel):
    """A value: immutable, compared by content, and closed to fields nobody declared."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", ser_json_timedelta="iso8601", hide_input_in_errors=True
    )

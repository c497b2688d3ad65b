"""Lengths of time and answers on a scale, with the bounds that make sense in a programme."""

from typing import Annotated

from pydantic import Field

Weeks = Annotated[int, Field(ge=1, le=520)]
Days = Annotated[int, Field(ge=0, le=3660)]
ClockHours = Annotated[int, Field(ge=0, le=24 * 366, description="Clock hours.")]
WorkingHours = Annotated[
    int,
    Field(
        ge=0,
        le=24 * 366,
        description="Clock hours that leave out days off: 48 after Friday 17:00 is Tuesday 17:00.",
    ),
]
"""A short term for people to answer."""
Minutes = Annotated[int, Field(ge=10, le=480)]
Level0To5 = Annotated[int, Field(ge=0, le=5)]
"""Knowledge: 0 = none, 5 = could teach it."""
Rating1To5 = Annotated[int, Field(ge=1, le=5)]

"""When a programme writes to people, by the clock at their place."""

from enum import StrEnum
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from domain.engine.base import Frozen

Hour = Annotated[int, Field(ge=0, le=23)]


def _in_order(hours: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(set(hours)))


Posts = Annotated[tuple[Hour, ...], Field(min_length=1, max_length=8), AfterValidator(_in_order)]
"""Hours of the day, each once, the earliest first."""


class Weekday(StrEnum):
    """Days of the week, in their order."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def number(self) -> int:
        """As `datetime.date.weekday` counts: 0 is Monday."""
        return list(Weekday).index(self)


class MailHours(Frozen):
    """The hours in which mails reach people, on their own working days, by their own clock.

    Mails that answer what somebody has just done, such as a booking, go at any hour.
    """

    posts: Posts = (8, 13)
    """The hours of a day at which mails that can wait go out, each person's in one mail. With the
    first of them the working hours begin."""
    until: Annotated[int, Field(ge=1, le=23)] = 18
    """The hour at which working hours end, and with them every deadline by which people are asked
    for something."""

    gather_days: Annotated[int, Field(ge=0, le=14)] = 3
    """Days for which a mail that nobody is in a hurry for waits for another one to go with; at
    most half of the time that there is to answer it, or until it is reminded of."""

    digest_day: Weekday = Weekday.MONDAY
    """The day on whose first post those who want one mail a week get what is not urgent; on the
    next working day if it is a day off."""

    @model_validator(mode="after")
    def _posts_come_in_time(self) -> Self:
        if self.posts[-1] >= self.until:
            raise ValueError("posts must all be before until")
        return self

    @property
    def begin(self) -> int:
        """The hour at which working hours begin."""
        return self.posts[0]

    def include(self, hour: int) -> bool:
        """Whether mails may go in this hour of a working day."""
        return self.begin <= hour < self.until

"""People as the roster knows them, and the part of them that matching may see."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from functools import cache
from typing import Annotated, Self
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, EmailStr, Field, StringConstraints, model_validator

from domain.engine.base import REGION_PATTERN, Day, Frozen, OpaqueId, one_line
from domain.engine.tables import complete
from domain.programme.ids import PersonId, TopicId
from domain.programme.quantities import Level0To5


class Locale(StrEnum):
    """Languages that Eyelevel writes in."""

    GERMAN = "de"
    ENGLISH = "en"


class MailChoice(StrEnum):
    """How often a person wants to hear from a programme."""

    EACH = "each"
    """Each mail as soon as it can go."""
    WEEKLY = "weekly"
    """What is not urgent in one mail a week."""


class Gender(StrEnum):
    """Gender as the person wants it recorded; absent: not recorded."""

    FEMALE = "female"
    MALE = "male"
    DIVERSE = "diverse"


class Side(StrEnum):
    """The two sides of a pairing: a junior teaches as mentor, a senior learns as mentee."""

    MENTOR = "mentor"
    MENTEE = "mentee"

    @property
    def other(self) -> "Side":
        """The partner's side."""
        return Side.MENTEE if self is Side.MENTOR else Side.MENTOR


@cache
def _zones() -> frozenset[str]:
    # Asking the system walks through its folders: 40 ms each time.
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("is not a time zone of the IANA database, such as Europe/Berlin")
    return name


TimeZoneName = Annotated[str, AfterValidator(_known_zone)]
HolidayRegion = Annotated[str, StringConstraints(pattern=REGION_PATTERN)]
"""ISO 3166: a country or one of its regions, such as ``DE-BW``."""
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2}$")]


OneLine = Annotated[str, StringConstraints(max_length=200), AfterValidator(one_line)]
"""A line of text; runs of white space count as one space."""


PersonnelNumber = Annotated[str, StringConstraints(max_length=64), AfterValidator(one_line)]


class Away(Frozen):
    """Time in which a person is not at work, such as a leave. The reason is never stored."""

    away_from: Day
    away_until: Day | None = None
    """The last day; absent while the return is not known."""

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.away_until is not None and self.away_until < self.away_from:
            raise ValueError("away_until must not be before away_from")
        return self

    @property
    def back_on(self) -> date | None:
        """The first day at work again, as far as that is known."""
        return self.away_until + timedelta(days=1) if self.away_until else None

    def includes(self, day: date) -> bool:
        """Whether the person is away on that day."""
        return self.away_from <= day and (self.away_until is None or day <= self.away_until)


class Gap(StrEnum):
    """What a person lacks for a match; each value is the field to fill."""

    ROLES = "roles"
    BIRTH_YEAR = "birth_year"
    CAPACITY = "capacity"
    KNOWLEDGE = "knowledge"
    """A mentor without any topic to teach."""
    WANTED = "wanted"
    """A mentee without any topic to learn."""


CHANGING = ("department", "level", "manager_id", "site", "time_zone")
"""What may be known to change on a day ahead."""
AHEAD = frozenset({"changes_on", *(f"new_{field}" for field in CHANGING)})
"""The fields that know it."""


class Person(Frozen):
    """One line of the roster. The only model that holds a name, a mail address or a birth year.

    These are left out of its ``repr``, so that no log line or error text can contain them.
    """

    id: PersonId
    number: PersonnelNumber | None = Field(None, repr=False)
    """What HR calls the person. It says who it is, and so it never leaves the roster."""
    name: OneLine = Field(repr=False)
    mail: EmailStr = Field(repr=False)
    second_mail: EmailStr | None = Field(None, repr=False)
    """Where a mail goes that the mail server refuses for the first address."""
    locale: Locale = Locale.ENGLISH
    mails: MailChoice = MailChoice.EACH
    time_zone: TimeZoneName = "UTC"
    site: HolidayRegion
    department: OneLine
    level: Annotated[int, Field(ge=0, le=30)]
    """Rank in the hierarchy; larger is higher."""
    birth_year: Annotated[int, Field(ge=1900, le=2030)] | None = Field(None, repr=False)
    """Needed for mentors and mentees only: without it the age gap cannot be checked."""
    gender: Gender | None = Field(None, repr=False)
    manager_id: PersonId | None = None
    roles: tuple[Side, ...]
    capacity: Annotated[int, Field(ge=0, le=10)] | None = None
    """Pairings at the same time; absent: the programme's default for the role."""
    knowledge: dict[TopicId, Level0To5] = Field(default_factory=dict)
    wanted: tuple[TopicId, ...] = ()
    experience: tuple[OpaqueId, ...] = ()
    expectations: tuple[OpaqueId, ...] = ()
    """What the person expects of a pairing, as tags; shared ones are named to both."""
    languages: tuple[LanguageCode, ...] = ("en",)
    do_not_match: tuple[PersonId, ...] = ()
    leaves_on: Day | None = None
    """The last day in the company."""
    away_from: Day | None = None
    """The first day of a leave."""
    away_until: Day | None = None
    """The last day of the leave; absent while the return is not known."""
    changes_on: Day | None = None
    """The day from which on what is new of the following holds; what is absent stays as it is."""
    new_department: OneLine | None = None
    new_level: Annotated[int, Field(ge=0, le=30)] | None = None
    new_manager_id: PersonId | None = None
    new_site: HolidayRegion | None = None
    new_time_zone: TimeZoneName | None = None

    @model_validator(mode="after")
    def _is_away_for_a_while(self) -> Self:
        if self.away_from is None and self.away_until is not None:
            raise ValueError("away_until needs away_from")
        if self.away_from and self.away_until and self.away_until < self.away_from:
            raise ValueError("away_until must not be before away_from")
        return self

    @model_validator(mode="after")
    def _changes_on_a_day(self) -> Self:
        if (self.changes_on is None) is bool(self.what_is_new):
            raise ValueError("changes_on and what changes belong together")
        return self

    @property
    def what_is_new(self) -> dict[str, object]:
        """What the person will be from `changes_on` on, by field."""
        values = {field: getattr(self, f"new_{field}") for field in CHANGING}
        return {field: value for field, value in values.items() if value is not None}

    def as_of(self, day: date) -> Self:
        """The person on that day: a change whose day has come is made, and no longer ahead."""
        if self.changes_on is None or self.changes_on > day:
            return self
        return self.model_copy(update={**self.what_is_new, **dict.fromkeys(AHEAD)})

    @property
    def away(self) -> Away | None:
        """The leave that is known of."""
        if self.away_from is None:
            return None
        return Away(away_from=self.away_from, away_until=self.away_until)

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which the person reads times."""
        return ZoneInfo(self.time_zone)

    def knows(self, topic: TopicId) -> int:
        """Knowledge of a topic, 0–5; 0 when nothing is recorded."""
        return self.knowledge.get(topic, 0)

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing to match this person. Without a role nothing else is needed."""
        if not self.roles:
            return (Gap.ROLES,)
        return tuple(gap for gap, is_missing in _IS_MISSING.items() if is_missing(self))


_IS_MISSING: Mapping[Gap, Callable[[Person], bool]] = complete(
    Gap,
    {
        Gap.ROLES: lambda person: not person.roles,
        Gap.BIRTH_YEAR: lambda person: person.birth_year is None,
        Gap.CAPACITY: lambda person: person.capacity == 0,
        Gap.KNOWLEDGE: lambda person: (
            Side.MENTOR in person.roles and not any(person.knowledge.values())
        ),
        Gap.WANTED: lambda person: Side.MENTEE in person.roles and not person.wanted,
    },
    verb="looks for",
)

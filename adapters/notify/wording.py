"""Dates, times and closed lists as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_timezone_location
from babel.lists import format_list
from babel.units import format_unit

from domain.engine.tables import complete
from domain.pairing.vocabulary import Channel
from domain.programme.people import Locale

_CLDR = complete(Locale, {Locale.GERMAN: "de_DE", Locale.ENGLISH: "en_GB"})
"""British English: day before month, and 24 hours, are read without doubt all over the world."""


def day_in_words(day: date, locale: Locale) -> str:
    """Weekday and date: ``Tuesday, 30 March 2027``."""
    return format_date(day, "full", locale=_CLDR[locale])


def listed(texts: Iterable[str], locale: Locale) -> str:
    """A list within a sentence: ``A, B and C``."""
    return format_list(list(texts), locale=_CLDR[locale])


def weeks_in_words(weeks: int, locale: Locale) -> str:
    """``8 weeks``."""
    return format_unit(weeks, "duration-week", locale=_CLDR[locale])


def hours_in_words(hours: int, locale: Locale) -> str:
    """``24 hours``."""
    return format_unit(hours, "duration-hour", locale=_CLDR[locale])


def times_in_words(times: int, locale: Locale) -> str:
    """How often: ``once``, ``5 times``."""
    match locale:
        case Locale.GERMAN:
            return "einmal" if times == 1 else f"{times}-mal"
        case Locale.ENGLISH:
            return "once" if times == 1 else f"{times} times"


def session_title(topic: str, partner: str | None, locale: Locale) -> str:
    """A session as it stands in a calendar: with whom, and about what."""
    opening = "Reverse Mentoring" if locale is Locale.GERMAN else "Reverse mentoring"
    company = partner and f"{'mit' if locale is Locale.GERMAN else 'with'} {partner}"
    return " ".join(filter(None, (opening, company))) + f": {topic}"


@dataclass(frozen=True)
class Moment:
    """A point in time as the recipient's clock shows it."""

    at: datetime
    zone: ZoneInfo
    locale: Locale

    @property
    def _local(self) -> datetime:
        return self.at.astimezone(self.zone)

    @property
    def day(self) -> str:
        """Weekday and date."""
        return day_in_words(self._local.date(), self.locale)

    @property
    def time(self) -> str:
        """Time of day with the zone, by its city and its offset."""
        clock, place = f"{self._local:%H:%M}", ", ".join(self._place())
        return f"{clock} Uhr ({place})" if self.locale is Locale.GERMAN else f"{clock} ({place})"

    def __str__(self) -> str:
        return f"{self.day}, {self.time}"

    def _place(self) -> list[str]:
        offset = _offset_in_words(self._local.utcoffset() or timedelta())
        if "/" not in self.zone.key or self.zone.key.startswith("Etc/"):
            return [offset]
        city = get_timezone_location(self._local, locale=_CLDR[self.locale], return_city=True)
        city = city.rpartition("/")[2]
        return [f"Zeit in {city}" if self.locale is Locale.GERMAN else f"{city} time", offset]


def _offset_in_words(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def channel_in_words(channel: str, locale: Locale) -> str:
    """How the two meet."""
    return _CHANNELS[Channel(channel)][locale]


def difference_in_words(name: str, locale: Locale) -> str:
    """A point of the agreement on which the two answered differently."""
    return _DIFFERENCES[name][locale]


_CHANNELS = complete(
    Channel,
    {
        Channel.IN_PERSON: {Locale.GERMAN: "persönlich", Locale.ENGLISH: "in person"},
        Channel.VIDEO: {Locale.GERMAN: "per Video", Locale.ENGLISH: "by video"},
        Channel.PHONE: {Locale.GERMAN: "am Telefon", Locale.ENGLISH: "by phone"},
        Channel.MIXED: {
            Locale.GERMAN: "mal persönlich, mal aus der Ferne",
            Locale.ENGLISH: "sometimes in person, sometimes remotely",
        },
    },
    verb="puts into words",
)

_DIFFERENCES = {
    "topics": {Locale.GERMAN: "die Themen", Locale.ENGLISH: "the topics"},
    "channel": {Locale.GERMAN: "die Art der Treffen", Locale.ENGLISH: "the way you meet"},
    "cadence_days": {
        Locale.GERMAN: "der Abstand zwischen den Treffen",
        Locale.ENGLISH: "the time between sessions",
    },
    "notice_hours": {
        Locale.GERMAN: "die Frist für Absagen",
        Locale.ENGLISH: "the notice for cancelling",
    },
}

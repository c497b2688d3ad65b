"""Dates, times and closed lists as people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date, get_day_names, get_timezone_location
from babel.lists import format_list
from babel.units import format_unit

from domain.engine.tables import complete
from domain.pairing.vocabulary import Channel
from domain.programme.mail_hours import Weekday
from domain.programme.people import Locale, Side
from domain.programme.phrases import Phrase

_CLDR = complete(Locale, {Locale.GERMAN: "de_DE", Locale.ENGLISH: "en_GB"})
"""British English: day before month, and 24 hours, are read without doubt all over the world."""


def day_in_words(day: date, locale: Locale) -> str:
    """Weekday and date: ``Tuesday, 30 March 2027``."""
    return format_date(day, "full", locale=_CLDR[locale])


def weekday_in_words(weekday: Weekday, locale: Locale) -> str:
    """``Monday``."""
    return str(get_day_names("wide", locale=_CLDR[locale])[weekday.number])


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
    return (_ONCE if times == 1 else _OFTEN).say(locale, times=times)


def session_title(topic: str, partner: str | None, locale: Locale) -> str:
    """A session as it stands in a calendar: with whom, and about what."""
    title = _SESSION_WITH if partner else _SESSION
    return title.say(locale, partner=partner, topic=topic)


def briefing_title(side: Side, programme: str, locale: Locale) -> str:
    """A briefing as it stands in a calendar."""
    return _BRIEFINGS[side].say(locale, programme=programme)


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
        return _TIME.say(self.locale, clock=clock, place=place)

    def __str__(self) -> str:
        return f"{self.day}, {self.time}"

    def _place(self) -> list[str]:
        offset = _offset_in_words(self._local.utcoffset() or timedelta())
        if "/" not in self.zone.key or self.zone.key.startswith("Etc/"):
            return [offset]
        city = get_timezone_location(self._local, locale=_CLDR[self.locale], return_city=True)
        city = city.rpartition("/")[2]
        return [_TIME_IN.say(self.locale, city=city), offset]


def _offset_in_words(offset: timedelta) -> str:
    minutes = int(offset.total_seconds()) // 60
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}{f':{rest:02}' if rest else ''}"


def beginning(text: str, under_title: bool, locale: Locale) -> str:
    """The first words of a letter. German goes on in lower case behind the greeting, but begins a
    sentence under a title."""
    begun = text.lstrip()
    if under_title and locale is Locale.GERMAN:
        return begun[:1].upper() + begun[1:]
    return begun


def channel_in_words(channel: str, locale: Locale) -> str:
    """How the two meet."""
    return _CHANNELS[Channel(channel)].say(locale)


def difference_in_words(name: str, locale: Locale) -> str:
    """A point of the agreement on which the two answered differently."""
    return _DIFFERENCES[name].say(locale)


_CHANNELS = complete(
    Channel,
    {
        Channel.IN_PERSON: Phrase(de="persönlich", en="in person"),
        Channel.VIDEO: Phrase(de="per Video", en="by video"),
        Channel.PHONE: Phrase(de="am Telefon", en="by phone"),
        Channel.MIXED: Phrase(
            de="mal persönlich, mal aus der Ferne",
            en="sometimes in person, sometimes remotely",
        ),
    },
    verb="puts into words",
)

_ONCE = Phrase(en="once", de="einmal")
_OFTEN = Phrase(en="{times} times", de="{times}-mal")
_SESSION = Phrase(en="Reverse mentoring: {topic}", de="Reverse Mentoring: {topic}")
_SESSION_WITH = Phrase(
    en="Reverse mentoring with {partner}: {topic}", de="Reverse Mentoring mit {partner}: {topic}"
)
_BRIEFINGS = complete(
    Side,
    {
        Side.MENTOR: Phrase(
            en="Briefing for mentors: {programme}",
            de="Einführung für Mentorinnen und Mentoren: {programme}",
        ),
        Side.MENTEE: Phrase(
            en="Briefing for mentees: {programme}", de="Einführung für Mentees: {programme}"
        ),
    },
    verb="puts into words",
)
_TIME = Phrase(en="{clock} ({place})", de="{clock} Uhr ({place})")
_TIME_IN = Phrase(en="{city} time", de="Zeit in {city}")

_DIFFERENCES = {
    "topics": Phrase(de="die Themen", en="the topics"),
    "channel": Phrase(de="die Art der Treffen", en="the way you meet"),
    "cadence_days": Phrase(
        de="der Abstand zwischen den Treffen",
        en="the time between sessions",
    ),
    "notice_hours": Phrase(
        de="die Frist für Absagen",
        en="the notice for cancelling",
    ),
}

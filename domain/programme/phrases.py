"""Words in every language that Eyelevel writes in."""

from dataclasses import dataclass
from typing import assert_never

from domain.programme.people import Locale


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """The same words in each language; the placeholders, in braces, are the same as well.

    Each language is a field, so that no phrase can lack one.
    """

    en: str
    de: str

    def say(self, locale: Locale, **values: object) -> str:
        """The words in one language, with their placeholders filled."""
        return self._in(locale).format(**values)

    def _in(self, locale: Locale) -> str:
        match locale:
            case Locale.ENGLISH:
                return self.en
            case Locale.GERMAN:
                return self.de
            case _:
                assert_never(locale)

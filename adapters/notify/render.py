"""Writes a letter: one Jinja template per kind and locale, in Markdown, for text and HTML alike."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateError
from markupsafe import Markup

from activities.ports import Addressed, Cast
from adapters.notify.letterhead import Letterhead
from adapters.notify.prose import to_html, to_text, verbatim
from adapters.notify.template_data import manager_of, template_data
from adapters.notify.wording import (
    beginning,
    channel_in_words,
    difference_in_words,
    hours_in_words,
    listed,
    times_in_words,
    weeks_in_words,
)
from domain.engine.base import Frozen
from domain.engine.confidence import IN_CONFIDENCE
from domain.programme.confidentiality import in_language
from domain.programme.people import Locale
from domain.programme.phrases import Phrase
from domain.telling.bodies import AboutItem
from domain.telling.letters import Letter, LetterIncomplete, needed

TEMPLATES = Path(__file__).parent / "templates"
FILTERS: Mapping[str, Callable[..., str]] = {
    "listed": listed,
    "times": times_in_words,
    "weeks": weeks_in_words,
    "hours": hours_in_words,
    "channel": channel_in_words,
    "point": difference_in_words,
    "beginning": beginning,
    "in_language": in_language,
}
"""Facts that need their template to say what they are: ``{{ weeks | weeks }}``."""


class Rendered(Frozen):
    """A letter in the words of its recipient."""

    locale: Locale
    subject: str
    text: str
    html: str


def render(letter: Letter, cast: Cast, letterhead: Letterhead) -> Rendered:
    """The words of a mail with one letter; see `render_all`."""
    return render_all([Addressed(letter, cast)], letterhead)


def render_all(letters: Sequence[Addressed], letterhead: Letterhead) -> Rendered:
    """The words of a mail: one greeting, then each letter, then who wrote it.

    Raises `LetterIncomplete` when a template tells of what is not there.
    """
    locale, programme = letters[0].cast.recipient.locale, letters[0].letter.programme
    managed = manager_of(letters)
    parts = [
        _part(one, letterhead, place, len(letters), managed)
        for place, one in enumerate(letters, start=1)
    ]
    subject, body = parts[0].subject, "\n\n".join(part.body for part in parts)
    if more := len(parts) - 1:
        subject = (_AND_ANOTHER if more == 1 else _AND_MORE).say(locale, subject=subject, more=more)
    html = _layout().render(
        locale=locale.value, subject=subject, programme=programme, content=to_html(body)
    )
    return Rendered(locale=locale, subject=subject, text=to_text(body) + "\n", html=html)


class _Part(NamedTuple):
    subject: str
    body: str
    """In Markdown."""


def _part(
    one: Addressed, letterhead: Letterhead, place: int, of: int, managed: Sequence[str]
) -> _Part:
    letter, cast = one
    known = template_data(letter, cast, letterhead, place, of, managed)
    try:
        template = _prose(cast.recipient.locale).get_template(template_name(letter, cast))
        module = template.make_module(known)
    except TemplateError as error:
        raise LetterIncomplete(f"a letter {letter.notice.kind}: {error.message}") from None
    subject = to_text(str(module.subject).strip())  # type: ignore[attr-defined]
    return _Part(subject, str(module))


def template_name(letter: Letter, cast: Cast) -> str:
    """The template that tells of the letter's occasion; items have one each.

    Raises `LetterIncomplete` if it is about what was confided, and erased.
    """
    match letter.body:
        case AboutItem(item=item):
            is_hidden = item.kind is IN_CONFIDENCE
            kind = needed(cast.confided, "what was confided") if is_hidden else item.kind
            return f"items/{kind}.md"
        case _:
            return f"{letter.notice.kind}.md"


def _finalize(value: object) -> Markup:
    """What a template inserts: text as it is, markup only from the templates themselves."""
    if isinstance(value, Markup):
        return value
    if value is None:
        raise TemplateError("a field that the template names is missing")
    return verbatim(str(value))


@cache
def _prose(locale: Locale) -> Environment:
    """The templates of one language. They make Markdown: `verbatim` escapes, not HTML's rules."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES / locale),
        undefined=StrictUndefined,
        autoescape=True,
        finalize=_finalize,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {name: partial(words, locale=locale) for name, words in FILTERS.items()}
    return environment


@cache
def _layout() -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), undefined=StrictUndefined, autoescape=True
    )
    return environment.get_template("layout.html")


_AND_ANOTHER = Phrase(en="{subject} (and one more)", de="{subject} (und eine weitere Nachricht)")
_AND_MORE = Phrase(
    en="{subject} (and {more} more)", de="{subject} (und {more} weitere Nachrichten)"
)

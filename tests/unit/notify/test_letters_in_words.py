"""Every kind of letter in every language: complete, friendly, discreet, alike in text and HTML."""

import re
from contextlib import suppress
from functools import cache
from html.parser import HTMLParser
from itertools import product

import pytest
from pydantic import ValidationError

from activities.ports import Cast
from adapters.notify.example_people import LEAD
from adapters.notify.examples import Example, examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import TEMPLATES, Rendered, render
from domain.engine.confidence import IN_CONFIDENCE
from domain.pairing.letters.course import TELLABLE_REASONS
from domain.pairing.vocabulary import EndReason
from domain.programme.people import Locale, Side
from domain.programme.request import ProgrammeContext
from domain.telling.kinds import ItemKind, NoticeKind

PLAIN = Letterhead(sender="eyelevel@example.com")
LINKED = PLAIN.model_copy(
    update={
        "answer_url": "https://forms.example.com/{pairing_id}/{kind}",
        "ui_url": "https://temporal.example.com",
    }
)
EXAMPLES = {example.name: example for example in examples()}
EVERY_LETTER = pytest.mark.parametrize(
    ("example", "locale"),
    [
        pytest.param(example, locale, id=f"{name}-{locale}")
        for (name, example), locale in product(EXAMPLES.items(), Locale)
    ],
)
GREETING = {Locale.GERMAN: "Guten Tag", Locale.ENGLISH: "Hello"}
NEXT_STEP = {Locale.GERMAN: "So geht es weiter", Locale.ENGLISH: "What to do next"}
UNTIL = {
    Locale.GERMAN: "Bis wann: Montag, 8. März 2027, ",
    Locale.ENGLISH: "By when: Monday, 8 March 2027, ",
}
REPLY = {
    Locale.GERMAN: "Antworten Sie einfach auf diese Mail",
    Locale.ENGLISH: "Simply reply to this mail",
}
HARD_WORDS = re.compile(
    r"abgelehnt|ablehn|absage erteilt|zurückgewiesen|rejected|declined|refused|turned down",
    re.IGNORECASE,
)


class _Page(HTMLParser):
    """The words of an HTML page, and every address that it would fetch or link to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.language: str | None = None
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self._hidden = tag in ("style", "title")
        if tag == "html":
            self.language = known.get("lang")
        if tag == "a":
            self.links.append(known.get("href") or "")
        self.fetched += [
            known[name] or "" for name in ("src", "srcset", "background") if name in known
        ]
        if tag == "link":
            self.fetched.append(known.get("href") or "")

    def handle_endtag(self, tag: str) -> None:
        self._hidden = False

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words += data.split()


def _written(example: Example, locale: Locale, letterhead: Letterhead = PLAIN) -> Rendered:
    return render(example.letter, example.in_locale(locale), letterhead)


@cache
def _as_it_is(name: str, locale: Locale, letterhead: Letterhead = PLAIN) -> Rendered:
    """An example in words, written once for all tests that read it."""
    return _written(EXAMPLES[name], locale, letterhead)


def _letters(text: str) -> str:
    """Letters and digits alone: plain text draws rules and marks that HTML leaves to its styles."""
    return re.sub(r"[\W_]", "", text)


@cache
def _page(name: str, locale: Locale) -> _Page:
    """A letter's page, with the links that were configured."""
    return _Page(_as_it_is(name, locale, LINKED).html)


def test_every_kind_has_an_example() -> None:
    """No kind of notice and no kind of item can be added without a mail for it."""
    notices = [example.letter.notice for example in EXAMPLES.values()]
    assert {notice.kind for notice in notices} == set(NoticeKind)
    named = {notice.item for notice in notices if notice.item}
    confided = {example.cast.confided for example in EXAMPLES.values() if example.cast.confided}
    assert named | confided == {*ItemKind, IN_CONFIDENCE}


def test_no_template_is_left_over() -> None:
    """Both languages have the same templates, and each is used by some kind."""
    kinds = {f"{kind}.md" for kind in NoticeKind} | {f"items/{item}.md" for item in ItemKind}
    for locale in Locale:
        folder = TEMPLATES / locale
        found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.md")}
        assert {name for name in found if not name.startswith("parts/")} == kinds | {"letter.md"}


@EVERY_LETTER
def test_letter_says_who_what_until_when_and_what_next(example: Example, locale: Locale) -> None:
    """The recipient is greeted by name and told what to do next, and by when if that is set."""
    written = _as_it_is(example.name, locale)
    assert written.text.startswith(f"{GREETING[locale]} {example.cast.recipient.name},\n")
    assert f"{NEXT_STEP[locale]}\n---" in written.text
    assert (UNTIL[locale] in written.text) == (example.letter.until is not None)
    assert example.letter.programme in written.text
    if example.cast.partner:
        assert example.cast.partner.name in written.subject + written.text


@EVERY_LETTER
def test_letter_is_clean(example: Example, locale: Locale) -> None:
    """No letter shows markup, a missing value, a wire name or a bare id."""
    written = _as_it_is(example.name, locale, LINKED)
    for words in (written.subject, " ".join(_page(example.name, locale).words)):
        assert not re.search(r"\{\{|\{%|\bNone\b|Undefined|\*\*|\\(?! --)|&\w+;|  ", words)
    assert "\n\n\n" not in written.text
    assert "\n" not in written.subject
    assert len(written.subject) < 80


@EVERY_LETTER
def test_text_and_html_say_the_same(example: Example, locale: Locale) -> None:
    """Text and HTML hold the same words in the same order; HTML hides addresses behind them."""
    written = _as_it_is(example.name, locale, LINKED)
    page = _page(example.name, locale)
    text = re.sub(r"^(\d+\. |https://\S+$)", "", written.text, flags=re.MULTILINE)
    assert _letters(example.letter.programme + text) == _letters("".join(page.words))


@EVERY_LETTER
def test_html_needs_nothing_from_outside(example: Example, locale: Locale) -> None:
    """No picture, style, font or script is fetched, and every link is one that was configured."""
    page = _page(example.name, locale)
    assert page.language == locale.value
    assert not page.fetched
    assert "url(" not in _as_it_is(example.name, locale, LINKED).html
    assert all(
        link.startswith(("https://forms.example.com/", "https://temporal.example.com/"))
        for link in page.links
    )


@EVERY_LETTER
def test_what_is_asked_can_be_answered(example: Example, locale: Locale) -> None:
    """A letter that asks something offers the link to the form, or else a reply."""
    link = LINKED.answer_link(example.letter)
    linked, plain = (_as_it_is(example.name, locale, head).text for head in (LINKED, PLAIN))
    its_own = getattr(example.letter.body, "link", None) or ""
    assert "https://" not in plain.replace(its_own, "")
    if link is not None and example.letter.notice.side and example.letter.notice.until:
        assert link in linked
        assert REPLY[locale] in plain
        assert LEAD.name in plain.partition(REPLY[locale])[2]


@EVERY_LETTER
def test_no_letter_reads_as_a_rejection(example: Example, locale: Locale) -> None:
    """Letters about ends and changes contain none of the words that hurt."""
    written = _as_it_is(example.name, locale)
    assert not HARD_WORDS.search(written.subject + written.text)


@EVERY_LETTER
def test_a_field_that_may_be_absent_is_not_needed(example: Example, locale: Locale) -> None:
    """A letter is written whichever of its optional fields is absent."""
    cast = Cast(recipient=example.in_locale(locale).recipient)
    for name in type(example.letter.body).model_fields:
        for empty in (None, ()):
            with suppress(ValidationError):
                assert render(_telling(example, **{name: empty}).letter, cast, PLAIN).text


def _telling(example: Example, **fields: object) -> Example:
    """The example with other values in its body. Raises for a field that the body does not have."""
    body = example.letter.body
    return example.with_body(type(body).model_validate(dict(body) | fields))


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("reason", EndReason)
def test_private_reasons_are_never_told(reason: EndReason, locale: Locale) -> None:
    """Whatever the private reason, the end is told in the same words, unless it is a good one."""
    example = EXAMPLES["closed"]

    def told(end_reason: str | None) -> str:
        return _written(_telling(example, end_reason=end_reason), locale).text

    assert (told(reason) == told(None)) is (reason not in TELLABLE_REASONS)


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("early", [True, False])
def test_who_parts_early_is_promised_somebody_new(early: bool, locale: Locale) -> None:
    """Two who part early are promised a new partner, later ones are not; neither reads why."""
    text = _written(_telling(EXAMPLES["closed-early"], no_fault=early), locale).text
    promise = {Locale.GERMAN: "kommen Sie beide zuerst", Locale.ENGLISH: "both come first"}
    blame = {Locale.GERMAN: "Schuld", Locale.ENGLISH: "fault"}
    words = " ".join(text.split())
    assert (promise[locale] in words, blame[locale] in words) == (early, False)


@pytest.mark.parametrize("locale", Locale)
def test_check_in_of_the_junior_is_confidential(locale: Locale) -> None:
    """The junior's check-in promises confidence, offers a silent way out, and goes to the mentor
    alone."""
    example = EXAMPLES["junior_check_in"]
    text = _as_it_is(example.name, locale).text
    assert example.letter.notice.side is Side.MENTOR
    assert ("vertraulich" if locale is Locale.GERMAN else "confidential") in text
    assert ("ohne mich zu nennen" if locale is Locale.GERMAN else "without naming me") in text


@pytest.mark.parametrize("context", ProgrammeContext)
@pytest.mark.parametrize("locale", Locale)
def test_invitation_tells_what_the_programme_belongs_to(
    context: ProgrammeContext, locale: Locale
) -> None:
    """A change process or management development is named; a programme of its own is not."""
    text = _written(_telling(EXAMPLES["invitation"], context=context), locale).text
    words = {
        ProgrammeContext.STANDALONE: (),
        ProgrammeContext.CHANGE_PROCESS: ("the change that", "den Wandel"),
        ProgrammeContext.MANAGEMENT_DEVELOPMENT: ("management development", "Führungskräfte"),
    }
    for known, phrases in words.items():
        assert any(phrase in text for phrase in phrases) == (known is context and bool(phrases))


HOSTILE = "<b>*Bob*</b> [click](http://evil.example) {{ 7*7 }}\n# Sir_"


@pytest.mark.parametrize("name", EXAMPLES)
def test_words_of_people_stay_words(name: str) -> None:
    """Names and topics with markup in them are shown as they are, on one line, in text and HTML."""
    example = EXAMPLES[name]
    partner = example.cast.partner and example.cast.partner.model_copy(update={"name": HOSTILE})
    lead = LEAD.model_copy(update={"name": HOSTILE})
    if "topics" in type(example.letter.body).model_fields:
        example = _telling(example, topics=(HOSTILE,))
    letter = example.letter.model_copy(update={"programme": HOSTILE})
    people = {"partner": partner, "lead": lead, "named": ()}
    written = render(letter, example.cast.model_copy(update=people), PLAIN)
    page = _Page(written.html)
    shown = " ".join(HOSTILE.split())
    assert shown in written.text
    assert shown in " ".join(page.words)
    assert not page.links
    assert "<b>" not in written.html


@pytest.mark.parametrize("locale", Locale)
def test_partner_whom_nobody_knows_any_more_has_no_gap_for_a_name(locale: Locale) -> None:
    """The mails to a partner of a person who was erased still read well."""
    example = EXAMPLES["closed"]
    cast = example.in_locale(locale).model_copy(update={"partner": None})
    placeholder = {Locale.GERMAN: "N. N.", Locale.ENGLISH: "your partner"}[locale]
    assert placeholder in render(example.letter, cast, PLAIN).text

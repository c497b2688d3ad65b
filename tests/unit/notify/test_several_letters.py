"""Several letters in one mail: one greeting, each letter with its own words, one farewell."""

from collections.abc import Sequence
from email.message import EmailMessage
from itertools import pairwise

import pytest

from activities.ports import Addressed
from adapters.notify.envelope import compose
from adapters.notify.example_people import SENDER
from adapters.notify.examples import Example, examples
from adapters.notify.headers import check
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import render, render_all
from domain.programme.people import Locale

HEAD = Letterhead(sender=SENDER, answer_url="https://forms.example.com/{kind}")
EXAMPLES = {example.name: example for example in examples()}
TO_MENTOR = [EXAMPLES[name] for name in ("session_booked", "reflection_request", "plan_reminder")]
TO_OWNER = [example for example in EXAMPLES.values() if "item" in example.name]


def letters(chosen: Sequence[Example], locale: Locale) -> list[Addressed]:
    """To one person, who reads this language."""
    return [Addressed(one.letter, one.in_locale(locale)) for one in chosen]


@pytest.mark.parametrize("locale", Locale)
@pytest.mark.parametrize("chosen", [TO_MENTOR, TO_OWNER], ids=["mentor", "owner"])
def test_a_mail_with_several_letters_says_all_that_each_says(
    chosen: list[Example], locale: Locale
) -> None:
    """Every letter stands in the mail in its own words, one behind the other, under its subject,
    with its own date and answer; greeting, signature and footer stand there once."""
    together = render_all(letters(chosen, locale), HEAD)
    alone = [render(*one, HEAD) for one in letters(chosen, locale)]
    greeting, *_ = alone[0].text.splitlines()
    footer = alone[0].text.splitlines()[-1]
    assert (together.text.count(greeting), together.text.count(footer)) == (1, 1)
    places = [together.text.index(f"{n}. {one.subject}") for n, one in enumerate(alone, start=1)]
    assert all(before < after for before, after in pairwise(places))
    for one in alone:
        its_own = one.text.removeprefix(f"{greeting}\n\n").partition("\n\n-- \n")[0]
        for paragraph in its_own.split("\n\n")[:-1]:
            assert paragraph[1:] in together.text  # German begins in lower case behind a greeting
    assert together.subject.startswith(alone[0].subject)


def test_a_mail_with_one_letter_has_no_titles() -> None:
    """The usual mail is as it was: no number, and no word of other messages."""
    (one,) = letters(TO_MENTOR[:1], Locale.ENGLISH)
    assert "# " not in render(*one, HEAD).text
    assert "messages for you" not in render(*one, HEAD).text


def test_another_set_of_letters_is_another_mail() -> None:
    """The same letters make the same bytes; with one letter more, the mail has another id, so that
    nobody takes it for the one before. All notices are named for bounces."""
    all_of_them, again, fewer = (_mail(TO_MENTOR), _mail(TO_MENTOR), _mail(TO_MENTOR[:2]))
    assert all_of_them.as_bytes() == again.as_bytes()
    assert all_of_them["Message-ID"] != fewer["Message-ID"]
    named = str(all_of_them["Eyelevel-Notice"]).replace("\r\n", "").split(", ")
    assert named == [f"{one.letter.stream} {one.letter.notice.id}" for one in TO_MENTOR]


def test_a_mail_with_many_letters_has_sound_headers() -> None:
    """The header of a mail names up to twenty notices, in lines that every mail server takes."""
    mail = _mail(TO_OWNER[:20])
    check(mail.as_bytes(), mail)


def _mail(chosen: list[Example]) -> EmailMessage:
    first, *others = letters(chosen, Locale.GERMAN)
    return compose(*first, HEAD, others)

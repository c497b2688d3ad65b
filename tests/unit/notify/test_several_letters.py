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
from domain.programme.mail_hours import MailHours, Weekday
from domain.programme.people import Locale, MailChoice
from domain.telling.letters import Letter

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


@pytest.mark.parametrize(
    ("locale", "each", "weekly"),
    [
        (
            Locale.GERMAN,
            "lieber gesammelt in einer Mail pro Woche",
            "einmal in der Woche (Freitag)",
        ),
        (
            Locale.ENGLISH,
            "rather have what is not urgent in one mail",
            "comes in one mail a week, on Friday",
        ),
    ],
)
def test_case_46_the_foot_of_a_mail_offers_one_mail_a_week(
    locale: Locale, each: str, weekly: str
) -> None:
    """Somebody who gets each mail by itself reads that a reply changes it, and the other way round;
    owners are offered nothing with their tasks, and nobody where mails go at any hour."""
    hours = MailHours(digest_day=Weekday.FRIDAY)
    mentor, owner = (letters(chosen[:1], locale)[0] for chosen in (TO_MENTOR, TO_OWNER))
    letter = mentor.letter.model_copy(update={"hours": hours})
    rarely = mentor.cast.recipient.model_copy(update={"mails": MailChoice.WEEKLY})
    texts = [
        render(letter, mentor.cast, HEAD).text,
        render(letter, mentor.cast.model_copy(update={"recipient": rarely}), HEAD).text,
        render(owner.letter.model_copy(update={"hours": hours}), owner.cast, HEAD).text,
        render(mentor.letter.model_copy(update={"hours": None}), mentor.cast, HEAD).text,
    ]
    lines = [" ".join(text.split()) for text in texts]
    assert [each in line for line in lines] == [True, False, False, False]
    assert [weekly in line for line in lines] == [False, True, False, False]


@pytest.mark.parametrize(
    ("locale", "why", "else_why", "weekly"),
    [
        (
            Locale.GERMAN,
            "als Führungskraft von",
            "am Programm „",
            "Mail pro Woche",
        ),
        (
            Locale.ENGLISH,
            "because you are listed as the line manager of",
            "you are part of the programme",
            "in one mail a week",
        ),
    ],
)
def test_case_10_the_foot_of_a_mail_to_a_line_manager_says_why_they_get_it(
    locale: Locale, why: str, else_why: str, weekly: str
) -> None:
    """A line manager reads for whom they are asked, and is offered no weekly mail; one who takes
    part as well, and reads both in one mail, has the foot of everybody else."""
    asked, mentor = letters([EXAMPLES["approval_request"], TO_MENTOR[1]], locale)
    at_work = [one._replace(letter=_in_hours(one.letter)) for one in (asked, mentor)]
    for mail, managed in ((at_work[:1], True), (at_work[:1] * 2, True), (at_work, False)):
        usual = not managed
        foot = " ".join(render_all(mail, HEAD).text.rpartition("-- ")[2].split())
        assert (why in foot, else_why in foot, weekly in foot) == (managed, usual, usual)
        if managed:
            assert [one.name for one in asked.cast.named if one.name in foot]


def _in_hours(letter: Letter) -> Letter:
    return letter.model_copy(update={"hours": MailHours()})


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

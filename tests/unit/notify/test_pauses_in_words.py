"""What mails say about appointments and pauses agrees with what the engine does."""

import pytest

from adapters.notify.examples import examples
from adapters.notify.letterhead import Letterhead
from adapters.notify.render import render
from domain.programme.people import Locale
from domain.telling.bodies import ItemBody
from domain.telling.letters import Letter

EXAMPLES = {example.name: example for example in examples()}
EN, DE = Locale.ENGLISH, Locale.GERMAN
NEW_DATE = {EN: "Agree on a new date", DE: "neuen Termin"}
NOTHING_TO_DO = {EN: "nothing for you to do", DE: "brauchen nichts zu tun"}


def words(letter: Letter, locale: Locale) -> str:
    """The letter as plain text, without line breaks."""
    cast = EXAMPLES[letter.notice.kind].in_locale(locale)
    text = render(letter, cast, Letterhead(sender="eyelevel@example.com")).text
    return " ".join(text.split())


def telling(name: str, **fields: object) -> Letter:
    """The letter of an example with other values. Raises for a field that it does not have."""
    body = EXAMPLES[name].letter.body
    changed = type(body).model_validate(dict(body) | fields)
    return EXAMPLES[name].with_body(changed).letter


@pytest.mark.parametrize("bookable", [True, False])
@pytest.mark.parametrize("locale", Locale)
def test_a_new_date_is_asked_for_only_where_it_can_be_booked(
    locale: Locale, bookable: bool
) -> None:
    """A mail asks for a new date only where one can be booked: not in a pause, not after the
    end."""
    text = words(telling("session_cancelled", bookable=bookable), locale)
    assert (NEW_DATE[locale] in text) is bookable
    assert (NOTHING_TO_DO[locale] in text) is not bookable


@pytest.mark.parametrize(
    ("locale", "with_date", "without"),
    [
        (EN, "for that time is cancelled; later dates stand", "Whatever was booked is cancelled"),
        (DE, "sind abgesagt, spätere bleiben bestehen", "Vereinbarte Termine sind abgesagt"),
    ],
)
def test_a_pause_of_the_two_says_which_dates_are_off(
    locale: Locale, with_date: str, without: str
) -> None:
    """The mail about a pause names the dates that are off: those before the return, or all."""
    assert with_date in words(EXAMPLES["paused"].letter, locale)
    assert without in words(telling("paused", return_on=None), locale)


@pytest.mark.parametrize(
    ("locale", "stands"), [(EN, "an appointment, it stands"), (DE, "verabredet sind, bleibt es")]
)
def test_a_pause_of_the_cohort_says_that_dates_stand(locale: Locale, stands: str) -> None:
    """The mail about a cohort's pause says that dates stand, and that the two decide."""
    text = words(EXAMPLES["cohort_paused"].letter, locale)
    assert stands in text
    assert NOTHING_TO_DO[locale] in text


@pytest.mark.parametrize(
    ("locale", "pairing", "cohort"),
    [
        (EN, "The pairing has been paused", "The whole programme has been paused"),
        (DE, "Die Zusammenarbeit macht", "Das ganze Programm macht"),
    ],
)
def test_owners_are_told_who_is_paused(locale: Locale, pairing: str, cohort: str) -> None:
    """Owners read who is paused: a pairing by the names of its two, or the whole cohort."""
    example = EXAMPLES["item_opened-still_paused"]
    head = Letterhead(sender="eyelevel@example.com")
    body = example.letter.body
    assert isinstance(body, ItemBody)
    item = body.item.model_copy(update={"pair": None, "about": None})
    everybody = telling("item_opened-still_paused", item=item)
    for letter, words_of_it in ((example.letter, pairing), (everybody, cohort)):
        assert words_of_it in render(letter, example.in_locale(locale), head).text


@pytest.mark.parametrize("locale", Locale)
def test_who_never_met_is_not_thanked_for_the_time(locale: Locale) -> None:
    """A mail at the end thanks for the time only if there was a session."""
    thanks = {EN: "Thank you for what you gave", DE: "Danke für alles"}[locale]
    assert thanks in words(EXAMPLES["closed"].letter, locale)
    assert thanks not in words(telling("closed", sessions_held=0), locale)

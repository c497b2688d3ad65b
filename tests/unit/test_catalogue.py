"""The catalogue of notices and items: what it says of a kind is true, and of use."""

import pytest
from pydantic import ValidationError

from adapters.notify.examples import examples
from domain.cohort.events import COHORT_EVENTS
from domain.cohort.vocabulary import CohortDeadlineKind
from domain.engine.journal import name_of
from domain.pairing.events import PAIRING_EVENTS
from domain.pairing.survey import Survey
from domain.pairing.vocabulary import CheckIn, DeadlineKind
from domain.programme.request import Deadlines
from domain.telling.bodies import PlainBody
from domain.telling.catalogue import ITEMS, NOTICES, matter_of, shown_as
from domain.telling.haste import Haste
from domain.telling.kinds import ItemKind, NoticeKind
from domain.telling.letters import Letter
from domain.telling.lines import CalendarAction
from domain.telling.specs import Because, NoticeSpec


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_reason_for_a_notice_is_a_sentence(kind: NoticeKind) -> None:
    """The reason for a notice of any kind is one sentence with the configured number in it."""
    spec = NOTICES[kind]
    for reason in (spec.because, *spec.after.values()):
        assert _is_a_sentence(reason), reason


REMIND_OF = {
    NoticeKind.INVITATION_REMINDER: [NoticeKind.INVITATION],
    NoticeKind.APPROVAL_REMINDER: [NoticeKind.APPROVAL_REQUEST],
    NoticeKind.ASSESSMENT_REMINDER: [NoticeKind.ASSESSMENT_REQUEST],
    NoticeKind.FIRST_CONTACT_REMINDER: [],  # the contact is asked for along with the assessment
    NoticeKind.EXPECTATIONS_REMINDER: [NoticeKind.EXPECTATIONS_REQUEST],
    NoticeKind.AGREEMENT_REMINDER: [NoticeKind.AGREEMENT_READY, NoticeKind.AGREEMENT_CHANGED],
    NoticeKind.PLAN_REMINDER: [NoticeKind.PLAN_READY, NoticeKind.PLAN_CHANGED],
    NoticeKind.BOOKING_REMINDER: [NoticeKind.BOOKING_REQUEST, NoticeKind.DATES_PROPOSED],
    NoticeKind.SESSION_REMINDER: [NoticeKind.SESSION_BOOKED, NoticeKind.SESSION_MOVED],
    NoticeKind.REPORT_REMINDER: [NoticeKind.REPORT_REQUEST],
    NoticeKind.REFLECTION_REMINDER: [NoticeKind.REFLECTION_REQUEST],
    NoticeKind.REVIEW_REMINDER: [NoticeKind.REVIEW_REQUEST],
    NoticeKind.PULSE_REMINDER: [NoticeKind.PULSE],
    NoticeKind.MIDPOINT_REMINDER: [NoticeKind.MIDPOINT],
    NoticeKind.FOLLOW_UP_REMINDER: [NoticeKind.FOLLOW_UP],
    NoticeKind.MATCHES_REMINDER: [NoticeKind.MATCHES_TO_CONFIRM],
}
"""Of what each reminder reminds."""


@pytest.mark.parametrize(
    "reminder", [kind for kind in NoticeKind if kind.value.endswith("_reminder")]
)
def test_a_reminder_is_about_the_same_as_its_request(reminder: NoticeKind) -> None:
    """A request and its reminder are one matter, which is sent again as one mail."""
    assert {matter_of(kind) for kind in REMIND_OF[reminder]} <= {matter_of(reminder)}


def test_different_questions_are_different_matters() -> None:
    """Of the kinds that one message answers, only those about the same question are one matter."""
    asked = {
        matter_of(kind)
        for kind, spec in NOTICES.items()
        if {"answer_check_in", "answer_survey"} & {*spec.answered_with}
    }
    assert len(asked) == len(CheckIn) + len(Survey)


@pytest.mark.parametrize("kind", ItemKind)
def test_every_reason_for_an_item_is_a_sentence(kind: ItemKind) -> None:
    """The reason for an item of any kind is one sentence with the configured number in it."""
    assert _is_a_sentence(ITEMS[kind].because)


def _is_a_sentence(reason: Because) -> bool:
    words = reason.in_words(Deadlines())
    return len(words) > 10 and "{" not in words


def test_a_special_reason_names_a_cause_that_exists() -> None:
    """A mail that is explained by its cause is caused by an event or deadline that there is."""
    causes = {cause for spec in NOTICES.values() for cause in spec.after}
    events = (*PAIRING_EVENTS, *COHORT_EVENTS)
    assert causes <= {*(name_of(event.tag) for event in events), *DeadlineKind, *CohortDeadlineKind}


def test_a_reason_names_a_deadline_that_can_be_configured() -> None:
    """A number that no cohort file can set is refused when the catalogue is read."""
    with pytest.raises(ValueError, match="there is no deadline patience_days"):
        Because("Nobody answered for {n} days", "patience_days")
    with pytest.raises(ValueError, match="belong together"):
        Because("Nobody answered for {n} days")


def test_a_calendar_entry_needs_an_appointment() -> None:
    """A kind that promises a calendar entry without telling of an appointment is refused."""
    with pytest.raises(ValueError, match="PlainBody"):
        NoticeSpec(
            because=Because("Somebody booked"),
            body=PlainBody,
            haste=Haste.IN_HOURS,
            calendar=CalendarAction.REQUEST,
        )


def test_a_letter_tells_what_its_kind_tells() -> None:
    """A letter refuses the body of another kind of notice, also when it is read from JSON."""
    known = {example.name: example.letter for example in examples()}
    body = known["invitation_reminder"].body.model_dump()
    content = known["invitation"].model_dump() | {"body": body}
    with pytest.raises(ValidationError, match="a letter invitation does not tell of plain"):
        Letter.model_validate(content)


def test_a_letter_survives_its_way_through_json() -> None:
    """A letter of every kind survives its way through JSON to the worker that delivers it."""
    for example in examples():
        assert Letter.model_validate_json(example.letter.model_dump_json()) == example.letter


def test_what_is_said_in_confidence_is_shown_under_a_name_that_says_nothing() -> None:
    """A confidential item is shown in the Temporal UI under a name that does not say what it is."""
    kinds = (ItemKind.MENTOR_WANTS_OUT, ItemKind.SILENT_PAIR, ItemKind.SILENT_PAIR)
    assert shown_as(kinds) == ("in_confidence", "silent_pair")

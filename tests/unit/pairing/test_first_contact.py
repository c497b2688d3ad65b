"""The first contact: once both have said yes, the two are to call each other, or have a coffee."""

import pytest

from domain.engine.roles import Role
from domain.pairing.commands import (
    CancelSession,
    End,
    PausePairing,
    Reopen,
    WithdrawSessionReport,
)
from domain.pairing.details import pairing_details
from domain.pairing.events.course import DeadlineElapsed
from domain.pairing.events.preparation import ContactConfirmed
from domain.pairing.letters import letter
from domain.pairing.preparation_requests import ConfirmContact
from domain.pairing.timetable import FIRST_CONTACT
from domain.pairing.vocabulary import DeadlineKind, EndReason, Stage
from domain.telling.bodies import TopicsBody
from domain.telling.kinds import ItemKind, NoticeKind
from tests.unit.pairing.story import BOTH, INTEGRATION, MENTEE, MENTOR, OPERATOR, Story, day
from tests.unit.pairing.ways import GETTING_IN_TOUCH, accepted, booked, given, held

Due = DeadlineKind


def _both_yes() -> Story:
    """Both have just said yes, in a programme that asks for a first contact."""
    return accepted(given(first_contact=True))


def _asked_until(story: Story) -> set[object]:
    """The days named in the mails that ask for the assessment."""
    asked = [one for one in story.notices if one.kind is NoticeKind.ASSESSMENT_REQUEST]
    bodies = [letter(story.state, notice, story.now).body for notice in asked]
    return {body.contact_by for body in bodies if isinstance(body, TopicsBody)}


def _awaited(story: Story) -> list[DeadlineKind]:
    """What the engine waits for of the first contact."""
    return [line.kind for line in story.state.deadlines if line.kind in FIRST_CONTACT]


def test_the_first_contact_is_asked_for_in_the_mail_about_the_assessment() -> None:
    """With both yeses the mail about the assessment asks for a first contact within a week."""
    story = _both_yes().tells((NoticeKind.ASSESSMENT_REQUEST, BOTH))
    assert _asked_until(story) == {day(7).date()}


def test_without_the_setting_nobody_asks_for_a_first_contact() -> None:
    """A programme that does not want a first contact asks for none, and waits for none."""
    story = accepted(given())
    assert _asked_until(story) == {None}
    assert _awaited(story) == []


@pytest.mark.parametrize("acting", [MENTOR, MENTEE, OPERATOR, INTEGRATION])
def test_one_word_about_the_first_contact_is_enough(acting: Role) -> None:
    """One of the two, the office or a tool says that they were in touch: nobody is reminded."""
    story = _both_yes().at(day(2)).when(ConfirmContact, acting).then(ContactConfirmed)
    assert story.state.preparation.in_touch_since == day(2)
    assert _awaited(story) == []
    story.when(ConfirmContact, MENTOR).then()


def test_who_was_not_in_touch_is_reminded_once_and_then_the_owners_help() -> None:
    """After a week both are reminded of the first contact, after two the owners get an item."""
    story = given(Stage.ASSESSMENT, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT)
    story.tells((NoticeKind.FIRST_CONTACT_REMINDER, BOTH))
    story = given(Stage.ASSESSMENT, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT_ITEM)
    story.then(DeadlineElapsed).opens(ItemKind.NOT_IN_TOUCH)
    assert _awaited(story) == []
    story.when(ConfirmContact, MENTEE).leaves_open()


def test_two_who_have_met_for_a_session_were_in_touch() -> None:
    """A session that was held settles the first contact, even if its report is withdrawn."""
    story = held(given(Stage.SESSIONS, first_contact=True))
    assert _awaited(story) == []
    assert _awaited(story.when(WithdrawSessionReport, MENTOR, session_id="s-1")) == []


def test_two_who_have_booked_a_session_were_in_touch() -> None:
    """Two who have booked a session are not reminded of a first contact, also when the session is
    cancelled or the pairing reopened, and the item of the owners is settled."""
    story = booked(given(Stage.SESSIONS, first_contact=True))
    assert _awaited(story) == []
    cancelled = story.when(CancelSession, MENTOR, session_id="s-1")
    assert _awaited(cancelled) == []
    again = cancelled.when(End, MENTEE, reason=EndReason.TIME).when(Reopen, OPERATOR)
    assert _awaited(again) == []
    late = given(Stage.SESSIONS, **GETTING_IN_TOUCH).on(Due.FIRST_CONTACT_ITEM)
    late.opens(ItemKind.NOT_IN_TOUCH)
    booked(late, on=12).leaves_open()


def test_a_pause_puts_the_first_contact_off() -> None:
    """In a pause nobody is reminded of the first contact; who was in touch may say so."""
    story = _both_yes().when(PausePairing, MENTOR)
    assert _awaited(story) == []
    story.when(ConfirmContact, MENTEE).then(ContactConfirmed)


def test_a_pairing_that_is_reopened_asks_for_the_first_contact_again() -> None:
    """Two who are reopened before they were in touch have their full time for it again."""
    story = _both_yes().on(Due.GIVE_UP).enters(Stage.CLOSED)
    story = story.when(Reopen, OPERATOR)
    assert _awaited(story) == list(FIRST_CONTACT)


def test_hr_sees_whether_the_two_are_in_touch() -> None:
    """The details of a pairing say whether the two are in touch, and since when."""
    story = _both_yes()
    assert "not in touch yet" in pairing_details(story.state, None)
    story = story.at(day(2)).when(ConfirmContact, MENTEE)
    assert "in touch since Wed 03 Mar 2027" in pairing_details(story.state, None)

"""A mail that asks for an answer and goes out late, or not yet, leaves time to answer."""

from datetime import datetime, timedelta

import pytest

from domain.engine.base import LAST_INSTANT
from domain.engine.events import Delay
from domain.engine.roles import Role
from domain.pairing.commands import Accept, ReportSession
from domain.pairing.events.course import (
    DeadlineElapsed,
    DeadlinePostponed,
    PairingClosed,
    StageEntered,
)
from domain.pairing.facts import MailFared
from domain.pairing.vocabulary import DeadlineKind, Stage
from domain.programme.people import Side
from domain.programme.request import Deadlines
from domain.telling.kinds import NoticeKind
from domain.telling.notices import DeliveryOutcome
from tests.unit.pairing.story import BOTH, MENTOR, Story, day
from tests.unit.pairing.ways import MENTEE_ABSENT, booked, given

Kind = DeadlineKind
HOUR = timedelta(hours=1)


def reminded() -> Story:
    """An invitation of which both are reminded after a week."""
    return given().on(Kind.REMINDER)


def late(story: Story, *, delivered: bool = True, place: int = -1) -> Story:
    """The post says that one of the last mails to the two was delivered now, or still waits."""
    notice = story.state.desk.told[place].notice
    return story.fared(notice, DeliveryOutcome.DELIVERED if delivered else None)


def test_a_reminder_that_was_delivered_late_leaves_two_working_days() -> None:
    """An invitation does not expire before its late reminder could be answered."""
    story = late(reminded().until(day(10))).then().tells()
    story = late(story.until(day(14) - HOUR)).then(DeadlinePostponed)
    story.tells((NoticeKind.INVITATION_REMINDER, BOTH))
    assert {notice.until for notice in story.notices} == {day(16) - HOUR}
    assert story.due(Kind.GIVE_UP).due == day(16) - HOUR
    story.on(Kind.GIVE_UP).then(DeadlineElapsed, PairingClosed, StageEntered)


def test_a_mail_that_still_waits_puts_the_end_off_without_another_mail() -> None:
    """While a mail waits for the mail server, the end waits too, and no further mail is issued."""
    story = late(reminded().until(day(14) - HOUR), delivered=False).then(DeadlinePostponed).tells()
    (event,) = [event for event in story.events if isinstance(event, DeadlinePostponed)]
    assert event.delay is Delay.MAIL_WAITING
    again = late(story.until(event.until - HOUR), delivered=False)
    again.then(DeadlinePostponed).tells()
    arrived = late(again.at(again.now + 2 * HOUR))
    arrived.then(DeadlinePostponed).tells((NoticeKind.INVITATION_REMINDER, BOTH))
    arrived.on(Kind.GIVE_UP).then(DeadlineElapsed, PairingClosed, StageEntered)


def test_a_reminder_that_is_due_while_mails_wait_keeps_its_turn() -> None:
    """A reminder that falls due just when an end is put off is issued nevertheless, once."""
    deadlines = Deadlines(invitation_days=8)
    waiting = late(given(deadlines=deadlines).at(day(7)), delivered=False)
    waiting.then(DeadlinePostponed).tells()
    waiting.elapses().then(DeadlineElapsed).tells((NoticeKind.INVITATION_REMINDER, BOTH))


def test_the_mails_to_the_two_move_an_end_once() -> None:
    """Two mails that go out a moment apart put the end off once, and remind once."""
    first = late(reminded().until(day(13)))
    second = late(first.at(first.now + timedelta(minutes=1)), place=0)
    second.then().tells()
    assert second.due(Kind.GIVE_UP).due == first.due(Kind.GIVE_UP).due


@pytest.mark.parametrize("later", [day(30), LAST_INSTANT])
def test_a_mail_of_the_future_puts_an_end_off_from_now(later: datetime) -> None:
    """A mail that is said to have arrived later than now puts the end off as if it arrived now."""
    story = reminded().until(day(14) - HOUR)
    told = {
        "notice_id": story.state.desk.told[-1].notice.id,
        "outcome": DeliveryOutcome.DELIVERED,
        "at": later,
    }
    story.when(MailFared, Role.ENGINE, **told).then(DeadlinePostponed)
    assert story.when(MailFared, Role.ENGINE, **told).due(Kind.GIVE_UP).due == day(16) - HOUR


def test_a_mail_that_leaves_enough_time_changes_nothing() -> None:
    """A mail that was late, long before anything ends, puts nothing off."""
    late(reminded()).then().tells()


def test_a_mail_that_asks_for_nothing_puts_nothing_off() -> None:
    """A late mail that only tells something leaves every deadline as it is."""
    story = given(Stage.CLOSED).until(day(29))
    assert story.state.desk.told[-1].notice.kind is NoticeKind.CLOSED
    late(story).then().tells()


def test_an_unknown_mail_puts_nothing_off() -> None:
    """A mail that the pairing no longer remembers, or never knew, changes nothing."""
    story = reminded().until(day(13))
    notice = story.state.desk.told[-1].notice.model_copy(update={"id": "invitation-1-nobody"})
    story.fared(notice, DeliveryOutcome.DELIVERED).then().tells()


def test_who_has_answered_is_not_reminded() -> None:
    """Only the side that has not answered hears until when it still can."""
    story = late(reminded().until(day(13)).when(Accept, MENTOR))
    story.tells((NoticeKind.INVITATION_REMINDER, (Side.MENTEE,)))


def test_an_objection_counts_from_the_day_on_which_the_question_arrived() -> None:
    """The side that was reported absent has two working days after the mail that says so."""
    claimed = booked(given(Stage.SESSIONS)).at(day(8)).when(ReportSession, MENTOR, **MENTEE_ABSENT)
    story = late(claimed.until(day(9)))
    story.then(DeadlinePostponed).tells((NoticeKind.ABSENCE_REPORTED, (Side.MENTEE,)))
    assert story.due(Kind.OBJECTION_OVER).due == day(11)
